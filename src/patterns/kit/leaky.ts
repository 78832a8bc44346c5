import { isUserType, name, type Sql, sql } from '../../catalog/index.ts'
import type { Facts, IssueClaim, Nameless } from '../../compile/api.ts'
import { isSign, isWordToken, type SqlToken, sqlTokens } from './sql-tokens.ts'

/** Functions that PostgreSQL marks leakproof, and what looks like a call and is none. COALESCE counts as leaky there. */
const safe: ReadonlySet<string> = new Set(
  'nullif greatest least md5 sha224 sha256 sha384 sha512 crc32 crc32c and or not in when then else case is from'.split(
    ' ',
  ),
)
const textual: ReadonlySet<string> = new Set(['text', 'varchar'])

const isTextColumn = (facts: Facts, t: SqlToken | undefined): boolean => {
  const type = t?.is === 'ref' ? facts.object('column', t.id)?.type : undefined
  return type !== undefined && !isUserType(type) && textual.has(type.base)
}

/** A constant is cast before anyone's rows are read; text as text is no function at all. */
const isHarmlessCast = (facts: Facts, before: SqlToken | undefined, to: SqlToken | undefined): boolean =>
  before?.is === 'text' ||
  before?.is === 'number' ||
  (isTextColumn(facts, before) && isWordToken(to, ...textual))

const leaks = (facts: Facts, expr: Sql): boolean => {
  const tokens = sqlTokens(expr)
  return tokens.some((t, i) => {
    const [before, after] = [tokens[i - 1], tokens[i + 1]]
    if (t.is === 'ref') return facts.object('routine', t.id) !== undefined
    if (t.is === 'word')
      return (
        isWordToken(t, 'like', 'ilike', 'similar', 'at', 'extract', 'cast') ||
        (isSign(after, '(') && !safe.has(t.v))
      )
    if (t.is === 'name') return isSign(after, '(')
    if (t.is !== 'sign') return false
    if (t.v === '::') return !isHarmlessCast(facts, before, after)
    return !['=', '<', '>', '<=', '>=', '<>', '!=', '.', ',', '(', ')'].includes(t.v)
  })
}

const byContent: ReadonlySet<string> = new Set(['gin', 'gist', 'spgist'])

const isLeaky = (facts: Facts, i: Nameless<'index'>): boolean =>
  byContent.has(i.method ?? 'btree') || i.elements.some((e) => e.expr !== undefined && leaks(facts, e.expr))

/**
 * Drawn indexes of a table that a policy keeps from use: a condition whose function or operator is not leakproof
 * comes after the policy, so that it cannot tell anything of rows that are not the reader's.
 */
export const leakyIndexes = (
  facts: Facts,
  table: Nameless<'table'>['id'],
  code: string,
): readonly IssueClaim[] =>
  facts.of('index', table).flatMap((i): readonly IssueClaim[] =>
    i.why || !isLeaky(facts, i)
      ? []
      : [
          {
            claim: 'issue',
            code: `${code}/not-leakproof`,
            severity: 'info',
            objects: [i.id, table],
            message: sql`${name(i.id)} is looked up by a function or an operator that is not leakproof, which comes after the policy of ${name(table)}: ${i.unique ? sql`it still keeps values apart, but only` : sql`only`} roles that bypass row security find rows by it. Where the condition is an equality, keep the value in a generated column and index that.`,
          },
        ],
  )
