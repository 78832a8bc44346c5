import { err, type Id, ok, type Result } from '../../base/index.ts'
import { canonicalTypeName, commonTypes, type DataType, typeExtension } from '../../catalog/index.ts'
import type { Context } from './context.ts'
import { each } from './context.ts'

/** What a type as typed says: `!` makes NOT NULL, `?` nullable, `= …` the default's text. */
export interface TypeText {
  readonly type: DataType
  readonly notNull?: boolean
  readonly identity?: 'by default'
  readonly default?: string
}

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

const userType = (x: Context, name: string): Id<'enum' | 'domain'> | undefined => {
  for (const kind of ['enum', 'domain'] as const) {
    for (const r of each(x.design, kind)) {
      const schema = x.design.records.get(r.schema)
      const full = schema && 'name' in schema ? `${schema.name}.${r.name}` : r.name
      if (r.name === name || full === name) return r.id
    }
  }
  for (const o of x.compiled.catalog.values()) {
    if ((o.kind === 'enum' || o.kind === 'domain') && o.name === name) return o.id as Id<'enum' | 'domain'>
  }
  return undefined
}

const unquoted = (s: string): string => (/^".*"$/.test(s) ? s.slice(1, -1).replaceAll('""', '"') : s)

/** `timestamp(3) with time zone` keeps its modifier in the middle. */
const shape =
  /^(?<name>"(?:[^"]|"")+"|[^()[\]]+?)\s*(?:\((?<mods>[^)]*)\)\s*(?<rest>with(?:out)? time zone)?)?\s*(?<dims>(?:\[\d*\]\s*)*)$/i

const modifiers = (text: string | undefined): Result<readonly number[], string> => {
  if (text === undefined) return ok([])
  const parts = text.split(',').map((p) => p.trim())
  if (parts.some((p) => !/^-?\d{1,9}$/.test(p))) return err(`“(${text})” is not a list of whole numbers.`)
  return ok(parts.map(Number))
}

const base = (x: Context, name: string): Result<DataType & { readonly serial?: true }, string> => {
  const user = userType(x, unquoted(name))
  if (user !== undefined) return ok({ type: user })
  const lower = name.toLowerCase().replace(/\s+/g, ' ')
  const serial = serials[lower]
  if (serial) return ok({ base: serial, serial: true })
  const short = canonicalTypeName(name)
  if (known.has(short)) return ok({ base: short })
  const foreign = [...each(x.design, 'extension')].some((e) => !Object.values(typeExtension).includes(e.name))
  if (foreign && /^[a-z_][a-z0-9_$.]*$/.test(short)) return ok({ base: short })
  return err(`There is no type “${name}” in PostgreSQL, and no enum or domain of that name in this design.`)
}

/** A type as typed, such as `varchar(20)!`, `numeric(12,2) = 0` or `order_status[]`. */
export const parseTypeText = (x: Context, typed: string): Result<TypeText, string> => {
  const [, head = '', fallback] = /^([^=]*?)\s*(?:=\s*(.+))?$/s.exec(typed.trim()) ?? []
  const [, text = '', flag] = /^(.*?)\s*([!?])?$/s.exec(head) ?? []
  if (text === '') return err('Type the name of a type, such as `text` or `numeric(12,2)`.')
  const m = shape.exec(text)?.groups
  if (!m?.name) return err(`“${text}” does not read as a type. Write it as \`varchar(20)\` or \`text[]\`.`)
  const mods = modifiers(m.mods)
  if (!mods.ok) return mods
  const found = base(x, m.rest ? `${m.name} ${m.rest}` : m.name)
  if (!found.ok) return found
  const dims = (m.dims?.match(/\[/g) ?? []).length
  const dimensions = dims > 0 ? { dims } : {}
  const type: DataType =
    'type' in found.value
      ? { type: found.value.type, ...dimensions }
      : { base: found.value.base, ...(mods.value.length > 0 ? { mods: mods.value } : {}), ...dimensions }
  return ok({
    type,
    ...(flag === undefined ? {} : { notNull: flag === '!' }),
    ...('serial' in found.value ? { identity: 'by default' as const, notNull: true } : {}),
    ...(fallback === undefined ? {} : { default: fallback }),
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
