import { type Catalog, quoteLiteral } from '../../catalog/index.ts'
import { dollarQuote, lex, type Statement, splitStatements } from '../../sql/index.ts'
import { oneLine } from './text.ts'

/**
 * Why psql must not read the text as it stands. Expressions are a person's own text: outside quotes a backslash
 * would be a command to psql, which can run programs, and an open quote would lay bare what follows it.
 */
export const trouble = (sql: string): string | undefined => {
  if (sql.includes('\0')) return 'it holds a NUL character'
  const tokens = lex(sql)
  if (tokens.some((t) => t.unterminated)) return 'a quote or a comment in it never ends'
  if (tokens.some((t) => t.kind === 'other' && sql.charAt(t.from) === '\\'))
    return 'it holds a backslash outside quotes, which psql takes for a command'
  const pieces = splitStatements(sql, tokens)
  return pieces.length === 1 ? undefined : `it is ${pieces.length} statements instead of one`
}

export interface LeftOut {
  /** Kind and name of the object, on one line. */
  readonly what: string
  readonly because: string
}

/** The statement, or one that stops the migration and says why. */
export const guarded = (
  s: Statement,
  catalog: Catalog,
): { readonly sql: string; readonly leftOut?: LeftOut } => {
  const because = trouble(s.sql)
  if (because === undefined) return { sql: s.sql }
  const o = catalog.get(s.object)
  const what = o ? oneLine(`${o.kind} ${o.name}`) : 'a statement'
  const message = quoteLiteral(`${what} was left out: ${because}`)
  return {
    sql: `do ${dollarQuote(`\nbegin\n  raise exception using message = ${message};\nend\n`)};`,
    leftOut: { what, because },
  }
}
