import type { Id } from '../base/index.ts'
import { type Obj, objectsOf } from '../catalog/index.ts'
import type { AnyPattern, Compiled } from '../compile/index.ts'
import { type Json, recordsOf, settingsOf, type UseRecord } from '../design/index.ts'
import { type OptionSchema, optionsSchema, registry } from '../store/index.ts'
import { textOption } from './input.ts'
import { suggestion } from './suggest.ts'
import type { Args } from './types.ts'
import { Unusable } from './unusable.ts'

type Named = { readonly id: Id; readonly names: readonly string[] }

const tables = (c: Compiled): readonly Obj<'table'>[] => objectsOf(c.catalog, 'table')

/** A table answers to its id, to `schema.table`, and to its name alone. */
const tableNames = (c: Compiled): readonly Named[] =>
  tables(c).map((t) => ({ id: t.id, names: [t.name, `${c.catalog.get(t.schema)?.name ?? ''}.${t.name}`] }))

const columnNames = (c: Compiled): readonly Named[] => {
  const of = new Map(tableNames(c).map((t) => [t.id, t.names]))
  return objectsOf(c.catalog, 'column').map((col) => ({
    id: col.id,
    names: (of.get(col.table) ?? []).map((t) => `${t}.${col.name}`),
  }))
}

/** Of several of one name, the one in the design's own schema, as a search path would choose. */
const inDefaultSchema = (c: Compiled, id: Id): boolean => {
  const o = c.catalog.get(id)
  const table = o?.kind === 'column' ? c.catalog.get(o.table) : o
  return table?.kind === 'table' && table.schema === settingsOf(c.design).schema
}

const find = (c: Compiled, what: string, all: readonly Named[], text: string): Id => {
  const byId = all.find((n) => n.id === text)
  if (byId) return byId.id
  const found = all.filter((n) => n.names.includes(text))
  const [only] = found.length === 1 ? found : found.filter((n) => inDefaultSchema(c, n.id))
  if (only) return only.id
  if (found.length > 1)
    throw new Unusable(`there are several ${what}s ${text}: ${found.map((n) => n.names.at(-1)).join(', ')}`)
  const known = all.flatMap((n) => n.names)
  const form = what === 'column' && !text.includes('.') ? ' Write it as table.column.' : ''
  throw new Unusable(`there is no ${what} ${text} in the design.${suggestion(text, known) || form}`)
}

export const findTable = (c: Compiled, text: string): Id => find(c, 'table', tableNames(c), text)
export const findColumn = (c: Compiled, text: string): Id => find(c, 'column', columnNames(c), text)

export const findPattern = (name: string): AnyPattern => {
  const pattern = registry.get(name)
  if (!pattern)
    throw new Unusable(
      `there is no pattern ${name}.${suggestion(name, [...registry.keys()])}`,
      '`damask patterns` lists them',
    )
  return pattern
}

const tableOf = (c: Compiled, table: string, pattern: AnyPattern): string => {
  if (table === '')
    throw new Unusable(`${pattern.manifest.name} is for one ${pattern.manifest.scope}: --table is missing`)
  return findTable(c, table)
}

/** What `--table` and `--column` name, as the pattern's scope asks: undefined for the whole design. */
export const findTarget = (c: Compiled, pattern: AnyPattern, args: Args): Id | undefined => {
  const table = textOption(args, 'table') ?? ''
  const column = textOption(args, 'column')
  const { name, scope, wide } = pattern.manifest
  if (scope === 'design') {
    if (table || column) throw new Unusable(`${name} is for the whole design: leave --table and --column out`)
    return undefined
  }
  if (scope === 'table') {
    if (column !== undefined) throw new Unusable(`${name} is for a table: leave --column out`)
    return wide && table === '' ? undefined : tableOf(c, table, pattern)
  }
  if (column === undefined) {
    if (table === '') throw new Unusable(`${name} is for one column: give --table and --column`)
    if (tableNames(c).some((t) => t.id === table || t.names.includes(table)))
      throw new Unusable(`${name} is for one column: --column is missing`)
    return findColumn(c, table)
  }
  if (c.catalog.get(column)?.kind === 'column') return column
  if (table === '') return findColumn(c, column)
  const owner = tableOf(c, table, pattern)
  const own = objectsOf(c.catalog, 'column').filter((o) => o.table === owner)
  const found = own.find((o) => o.name === column)
  if (found) return found.id
  throw new Unusable(
    `there is no column ${column} in ${table}.${suggestion(
      column,
      own.map((o) => o.name),
    )}`,
  )
}

/** The use of a pattern on what `--table` and `--column` name. */
export const findUse = (c: Compiled, pattern: AnyPattern, args: Args): UseRecord => {
  const target = findTarget(c, pattern, args)
  const { name } = pattern.manifest
  const use = recordsOf(c.design, 'use').find((u) => u.pattern === name && u.target === target)
  if (use) return use
  throw new Unusable(
    `${name} is not on${target === undefined ? '' : ` for ${textOption(args, 'table') ?? target}`}`,
  )
}

const kindOf = (v: Json): string => (Array.isArray(v) ? 'array' : v === null ? 'null' : typeof v)

/** Of alternatives, the one that the value's kind chooses. */
const alternative = (s: OptionSchema, v: Json): OptionSchema =>
  s.anyOf?.find((a) => a.type === kindOf(v)) ?? s

/** Far more than any option needs, and far less than the stack bears. */
const deepest = 32

const resolved = (
  c: Compiled,
  schema: OptionSchema,
  v: Json,
  inherited: OptionSchema['ref'],
  depth = 0,
): Json => {
  if (depth > deepest) throw new Unusable(`--options is nested deeper than ${deepest} levels`)
  const s = alternative(schema, v)
  const ref = s.ref ?? schema.ref ?? inherited
  if (typeof v === 'string')
    return ref === undefined || v === '' ? v : ref === 'table' ? findTable(c, v) : findColumn(c, v)
  if (Array.isArray(v)) return v.map((item: Json) => resolved(c, s.items ?? {}, item, ref, depth + 1))
  if (typeof v !== 'object' || v === null) return v
  if (Object.hasOwn(v, '__proto__')) throw new Unusable('--options: there is no option "__proto__"')
  return Object.fromEntries(
    Object.entries(v as { readonly [key: string]: Json }).map(([k, item]) => [
      k,
      resolved(c, s.properties?.[k] ?? {}, item, undefined, depth + 1),
    ]),
  )
}

/** Options with ids where the pattern's schema says that a name of a table or a column stands. */
export const findOptions = (
  c: Compiled,
  pattern: AnyPattern,
  text: string | undefined,
): Readonly<Record<string, Json>> => {
  if (text === undefined) return {}
  let json: Json
  try {
    json = JSON.parse(text) as Json
  } catch (e) {
    throw new Unusable(`--options is no JSON: ${e instanceof Error ? e.message : String(e)}`)
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw new Unusable('--options is no JSON object, such as {"by":"text"}')
  return resolved(c, optionsSchema(pattern), json, undefined) as Readonly<Record<string, Json>>
}
