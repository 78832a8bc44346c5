import type { FkAction } from '../../catalog/index.ts'
import type { Reader } from '../reader.ts'

/** What is being read. */
export interface Reference {
  schema?: string
  table: string
  column?: string
  onDelete?: FkAction
  onUpdate?: FkAction
  setColumns?: readonly string[]
  matchFull?: true
}

const actions = ['no action', 'restrict', 'cascade', 'set null', 'set default'] as const

const names = (r: Reader): readonly string[] | undefined => {
  const out: string[] = []
  if (!r.take('(')) return out
  do {
    const name = r.ident()
    if (name === undefined) return undefined
    out.push(name)
  } while (r.take(','))
  return r.take(')') ? out : undefined
}

const takeMatch = (r: Reader, to: Reference): string | undefined => {
  if (r.take('match', 'full')) to.matchFull = true
  else if (!r.take('match', 'simple')) return 'PostgreSQL knows MATCH SIMPLE and MATCH FULL. Choose one.'
  return undefined
}

const takeAction = (r: Reader, to: Reference): string | undefined => {
  r.next()
  const when = r.next()
  const action = actions.find((a) => r.take(...a.split(' ')))
  if (!action || (when !== 'delete' && when !== 'update'))
    return 'Write ON DELETE or ON UPDATE, then CASCADE, RESTRICT, SET NULL, SET DEFAULT or NO ACTION.'
  const member = when === 'delete' ? 'onDelete' : 'onUpdate'
  if (to[member]) return `ON ${when.toUpperCase()} stands there twice. Leave one of them.`
  to[member] = action
  const only = action.startsWith('set ') && when === 'delete' ? names(r) : []
  if (only === undefined) return `Name the columns of ${action.toUpperCase()} in parentheses.`
  if (only.length > 0) to.setColumns = only
  return undefined
}

/** What stands behind REFERENCES; a text says what is wrong with it. */
export const takeReference = (r: Reader): Reference | string => {
  const first = r.ident()
  const second = r.take('.') ? r.ident() : undefined
  if (first === undefined) return 'Name a table behind REFERENCES, such as references users (id).'
  const columns = names(r)
  if (columns === undefined || columns.length > 1)
    return 'Name one column in the parentheses behind REFERENCES, such as references users (id).'
  const to: Reference = second === undefined ? { table: first } : { schema: first, table: second }
  if (columns[0] !== undefined) to.column = columns[0]
  while (r.peek() === 'match' || r.peek() === 'on') {
    const wrong = r.peek() === 'match' ? takeMatch(r, to) : takeAction(r, to)
    if (wrong !== undefined) return wrong
  }
  // PostgreSQL's default goes without saying.
  if (to.onDelete === 'no action') delete to.onDelete
  if (to.onUpdate === 'no action') delete to.onUpdate
  return to
}
