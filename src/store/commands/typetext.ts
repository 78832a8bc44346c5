import { err, type Id, ok, type Result } from '../../base/index.ts'
import { commonTypes, type DataType, typeExtension } from '../../catalog/index.ts'
import { type ColumnClauses, parseDataType, readClauses } from '../../sql/index.ts'
import { type Context, each } from './context.ts'
import { parentOf } from './parent-column.ts'

/** What stands behind a column's name, its type told: `!` makes NOT NULL, `?` nullable, `= …` the default's text. */
export type TypeText = Omit<ColumnClauses, 'type'> & { readonly type: DataType }

const serials: Readonly<Record<string, string>> = {
  serial: 'integer',
  serial4: 'integer',
  bigserial: 'bigint',
  serial8: 'bigint',
  smallserial: 'smallint',
  serial2: 'smallint',
}

const others: readonly string[] = [
  'hstore',
  '"char"',
  'macaddr8',
  'regclass',
  'regproc',
  'regprocedure',
  'regtype',
  'regrole',
  'regnamespace',
  'regconfig',
  'xid',
  'xid8',
  'cid',
  'tid',
  'txid_snapshot',
  'pg_snapshot',
  'jsonpath',
  'lquery',
  'ltxtquery',
  'cube',
  'seg',
]
const known: ReadonlySet<string> = new Set([...commonTypes, ...Object.keys(typeExtension), ...others])

/** The design's own type of that name. */
export const userType = (
  x: Context,
  name: string,
  schema: string | undefined,
): Id<'enum' | 'domain'> | undefined => {
  for (const o of x.compiled.catalog.values()) {
    if ((o.kind !== 'enum' && o.kind !== 'domain') || o.name !== name) continue
    if (schema === undefined || x.compiled.catalog.get(o.schema)?.name === schema) return o.id
  }
  return undefined
}

/** The type's own name is known to PostgreSQL, or may come with an extension that the design brings. */
const isKnown = (x: Context, base: string): boolean => {
  if (known.has(base) || base.includes('.')) return true
  for (const e of each(x.design, 'extension')) if (!Object.values(typeExtension).includes(e.name)) return true
  return false
}

/** A column that says nothing of its type has that of the column it references. */
const parentType = (x: Context, said: ColumnClauses): DataType | undefined => {
  const to = said.constraints.find((c) => c.kind === 'fk')
  const parent = to && parentOf(x, to)
  return parent?.ok ? parent.value.type : undefined
}

/**
 * A type as typed, such as `varchar(20)!`, `numeric(12,2) = 0` or `order_status[] not null`; the sign may come first.
 * Where it goes without saying, what is typed may be the rest alone: `!`, `= 0`, `unique`.
 */
export const parseTypeText = (x: Context, typed: string, unsaid?: DataType): Result<TypeText, string> => {
  const said = readClauses(typed)
  if (!said.ok) return said
  const text = said.value.type
  const serial = serials[text.toLowerCase()]
  const going = text === '' ? (parentType(x, said.value) ?? unsaid) : undefined
  const read = going
    ? ok({ type: going })
    : parseDataType(serial ?? text, (name, schema) => userType(x, name, schema))
  if (!read.ok) return read
  const { type } = read.value
  if ('base' in type && !isKnown(x, type.base))
    return err(
      `There is no type “${type.base}” in PostgreSQL, and no enum or domain of that name in this design.`,
    )
  return ok({
    ...said.value,
    type,
    ...(serial ? { identity: 'by default' as const, notNull: true } : {}),
  })
}

/** The type one would guess from a column's name alone. */
export const guessedType = (name: string): DataType => {
  if (name === 'id' || name.endsWith('_id')) return { base: 'bigint' }
  if (name.endsWith('_at')) return { base: 'timestamptz' }
  if (name.endsWith('_on') || name.endsWith('_date')) return { base: 'date' }
  if (/^(is|has|can)_/.test(name)) return { base: 'boolean' }
  return { base: 'text' }
}
