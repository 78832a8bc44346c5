import type { Reader } from '../reader.ts'

const always: ReadonlySet<string> = new Set(
  'constraint null unique primary check default references collate deferrable initially enforced'.split(' '),
)
const afterNot: ReadonlySet<string> = new Set(['null', 'deferrable', 'enforced'])

/** Whether a clause of a column begins here, where nothing is left open. */
export const startsClause = (r: Reader): boolean => {
  const word = r.peek()
  if (word === 'not') return afterNot.has(r.peek(1))
  if (word === 'generated') return r.peek(1) === 'always' || r.peek(1) === 'by'
  return always.has(word)
}

/** Behind these a value is still to come. */
const joins: ReadonlySet<string> = new Set(
  'and or not is from distinct in like ilike between similar to'.split(' '),
)
/** Words that begin a value as well as a clause. */
const values: ReadonlySet<string> = new Set(['null', 'not'])

const depthOf: Readonly<Record<string, number>> = { '(': 1, '[': 1, case: 1, ')': -1, ']': -1, end: -1 }

const behindSign: ReadonlySet<string> = new Set(['', ',', ...always, 'not', 'generated'])

/** `!` or `?` behind a value that is whole: PostgreSQL has no operators there. */
const isSign = (r: Reader): boolean => /^[!?]$/.test(r.peek()) && behindSign.has(r.peek(1))

/**
 * The expression up to the sign, the clause, the comma or the end that follows it; '' where there is none. PostgreSQL puts
 * what holds AND, OR, NOT … in parentheses behind DEFAULT; here it may stand bare.
 */
export const takeExpression = (r: Reader): string => {
  const from = r.from
  let depth = 0
  let open = true
  while (r.kind() !== 'end') {
    const word = r.peek()
    const by = Object.hasOwn(depthOf, word) ? (depthOf[word] ?? 0) : 0
    if (depth === 0) {
      const value = open && values.has(word)
      if (word === ',' || word === ';' || by < 0 || (startsClause(r) && !value) || (!open && isSign(r))) break
    }
    depth += by
    open = r.kind() === 'op' || joins.has(word)
    r.next()
  }
  return r.text.slice(from, Math.max(from, r.behind))
}

/** The type's text: up to a sign or a clause. */
export const takeType = (r: Reader): string => {
  const from = r.from
  let behind = from
  while (r.kind() !== 'end' && r.kind() !== 'op' && !/^[,;)]$/.test(r.peek()) && !startsClause(r)) {
    if (r.peek() !== '(') r.next()
    else if (r.inside() === undefined) break
    behind = r.behind
  }
  return r.text.slice(from, Math.max(from, behind))
}
