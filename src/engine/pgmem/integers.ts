import { type IMemoryDb, type ISchema, QueryError } from 'pg-mem'
import { isUserType, type Obj } from '../../catalog/index.ts'
import { keptName } from './quotes.ts'

interface Range {
  readonly type: string
  /** The first value that is too large; its negative is the smallest one. */
  readonly limit: number
}

const small: Range = { type: 'smallint', limit: 2 ** 15 }
const plain: Range = { type: 'integer', limit: 2 ** 31 }
const big: Range = { type: 'bigint', limit: 2 ** 63 }
const ranges: ReadonlyMap<string, Range> = new Map(
  Object.entries({
    smallint: small,
    smallserial: small,
    integer: plain,
    serial: plain,
    bigint: big,
    bigserial: big,
  }),
)

const check = (value: unknown, { type, limit }: Range): void => {
  if (Array.isArray(value)) for (const v of value) check(v, { type, limit })
  if (typeof value !== 'number') return
  if (value >= limit || value < -limit) throw new QueryError(`${type} out of range`, '22003')
  if (!Number.isSafeInteger(value))
    throw new QueryError(`pg-mem keeps whole numbers up to ${Number.MAX_SAFE_INTEGER} only`)
}

type Row = Readonly<Record<string, unknown>>

/** How pg-mem's own checks and references watch a table. */
interface Watched {
  onBeforeChange(columns: 'all', handler: (before: Row | null, after: Row | null) => void): unknown
}

const isWatched = (t: unknown): t is Watched =>
  typeof t === 'object' && t !== null && 'onBeforeChange' in t && typeof t.onBeforeChange === 'function'

const schemaOf = (db: IMemoryDb, name: string | undefined): ISchema =>
  name === undefined ? db.public : db.getSchema(keptName(name))

/**
 * Lets a table refuse integers that their type does not hold: pg-mem takes them of any size. What PostgreSQL would
 * hold and a JavaScript number cannot is refused too, with words that say whose limit it is.
 */
export const limitIntegers = (
  db: IMemoryDb,
  schema: string | undefined,
  table: string,
  columns: readonly Obj<'column'>[],
): void => {
  const limits = columns.flatMap((c) => {
    const range = isUserType(c.type) ? undefined : ranges.get(c.type.base)
    return range ? [{ name: keptName(c.name), range }] : []
  })
  if (limits.length === 0) return
  const made: unknown = schemaOf(db, schema).getTable(keptName(table))
  if (!isWatched(made)) throw new Error('pg-mem no longer tells of changes of a table')
  made.onBeforeChange('all', (_, after) => {
    if (after) for (const l of limits) check(after[l.name], l.range)
  })
}
