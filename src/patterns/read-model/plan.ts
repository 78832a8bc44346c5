import type { Id } from '../../base/index.ts'
import { builtIn, type DataType, name, type Sql, sql, type Template } from '../../catalog/index.ts'
import type { Facts, Remedy, Use } from '../../compile/api.ts'
import { countPerParent, firstReference, givenSql, type Output, outputsOf } from '../kit/index.ts'
import type { Options } from './options.ts'
import { type Watch, watchesOf } from './watches.ts'

export type U = Use<Options>

/** A column of the read model, the tenant's aside. */
export interface Held {
  readonly id: Id<'column'>
  readonly role: string
  readonly name: Template
  /** What the query calls it. */
  readonly output: Output
  /** Undefined where it can't be told. */
  readonly type: DataType | undefined
}

export interface Plan {
  readonly query: Sql
  readonly beside: Id<'table'> | undefined
  readonly held: readonly Held[]
  readonly key: readonly Held[]
  /** The output that says whose row it is. */
  readonly tenant: Output | undefined
  readonly watches: readonly Watch[]
  readonly given: boolean
}

export const modelName = (facts: Facts, use: U): Template => {
  if (use.options.name !== '') return sql`${use.options.name}`
  const fk = givenSql(use.options.query) ? undefined : firstReference(facts)
  return fk ? sql`${name(fk.table)}_by_${name(fk.references)}` : sql`read_model`
}

/** Results of aggregates; of the type of their column where the value is an empty word. */
const results: Readonly<Record<string, string>> = {
  count: 'bigint',
  sum: 'numeric',
  avg: 'numeric',
  min: '',
  max: '',
  bool_and: 'boolean',
  bool_or: 'boolean',
  every: 'boolean',
  string_agg: 'text',
  jsonb_agg: 'jsonb',
  jsonb_object_agg: 'jsonb',
  now: 'timestamptz',
}

const parsed = (text: string): DataType => {
  const [, base = text, mods] = /^([^(]*?)\s*(?:\(([\d, ]+)\))?$/.exec(text) ?? []
  return builtIn(base, ...(mods ?? '').split(',').flatMap((m) => (m.trim() === '' ? [] : [Number(m)])))
}

const typeOf = (facts: Facts, use: U, o: Output): DataType | undefined => {
  const said = use.options.types.find((t) => t.column === o.alias)
  if (said) return parsed(said.type)
  const column = o.column ?? (results[o.call ?? ' '] === '' ? o.argument : undefined)
  if (column) return facts.object('column', column)?.type
  const result = results[o.call ?? ' ']
  return result ? builtIn(result) : undefined
}

/** The column by which a table belongs to a tenant is not there yet when columns are claimed: its id says what it is. */
const isTenant = (facts: Facts, tables: readonly Id[], o: Output): boolean =>
  o.column !== undefined &&
  tables.some((t) => facts.scope(t) === o.column || o.column?.endsWith(`/tenant:${t}`) === true)

const heldBy = (facts: Facts, use: U, o: Output): Held => ({
  id: use.idOf(`column:${o.role}`),
  role: `column:${o.role}`,
  name: o.alias === undefined ? o.name : sql`${o.alias}`,
  output: o,
  type: typeOf(facts, use, o),
})

/** A summary of our own takes the place of a query, where there is a reference to count along. */
export const countInstead = (facts: Facts): readonly Remedy[] =>
  firstReference(facts)
    ? [
        {
          remedy: 'options',
          label: 'Count rows per parent instead',
          set: { query: undefined, key: [], types: [] },
        },
      ]
    : []

export const off: Remedy = { remedy: 'off', label: 'Switch the read model off' }

/** What the options ask for; undefined where there is no query, or its columns cannot be told. */
export const planOf = (facts: Facts, use: U): Plan | undefined => {
  const given = givenSql(use.options.query)
  const model = facts.object('table', use.idOf('model'))
  // Later phases may widen the reference; the read model keeps the columns it got.
  const has = (c: Id): boolean =>
    !model ||
    facts.columns(model.id).length === 0 ||
    facts.object('column', use.idOf(`column:${c}`)) !== undefined
  const counting = given ? undefined : countPerParent(facts, has)
  const query = given ?? counting?.query
  const outputs = query && outputsOf(query)
  if (!query || !outputs) return undefined
  const tables = [...new Set(query.refs.map((r) => r.id))].filter((id) => facts.object('table', id))
  const tenant = outputs.find((o) => isTenant(facts, tables, o))
  const held = outputs.filter((o) => o !== tenant).map((o) => heldBy(facts, use, o))
  const chosen = use.options.key.flatMap((k) => held.find((h) => h.output.alias === k) ?? [])
  const key = chosen.length > 0 ? chosen : held.slice(0, counting ? held.length - 1 : 1)
  return {
    query,
    beside: (counting?.child ?? tables[0]) as Id<'table'> | undefined,
    held,
    key,
    tenant,
    watches: watchesOf(facts, query, key, tenant, counting),
    given: given !== undefined,
  }
}
