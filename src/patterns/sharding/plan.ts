import { compareIds, type Id } from '../../base/index.ts'
import type { Facts, Nameless, Use } from '../../compile/api.ts'
import { isByHand } from '../kit/index.ts'
import type { Options } from './options.ts'

export type U = Use<Options>
type Table = Id<'table'>
type Column = Id<'column'>

/** Where a table's rows are. */
export type Place =
  | { readonly as: 'distributed'; readonly by: Column; readonly group: Table }
  | { readonly as: 'reference' }
  | { readonly as: 'local' }
export type Plan = ReadonlyMap<Table, Place>

/** What Citus would refuse. */
export interface Violation {
  readonly rule: 'key' | 'reference' | 'action' | 'identity'
  readonly table: Table
  readonly object: Id
  readonly parent?: Table
}

/** This pattern's own tables stay where they are. In one order, whether a pattern made them or left them. */
export const shared = (facts: Facts, use: U): readonly Nameless<'table'>[] =>
  facts
    .tables()
    .filter((t) => t.why?.use !== use.id)
    .sort((a, b) => compareIds(a.id, b.id))

const uniques = (
  facts: Facts,
  table: Id,
): readonly { readonly id: Id; readonly columns: readonly (Column | undefined)[] }[] => [
  ...facts.of('key', table).map((k) => ({ id: k.id as Id, columns: k.columns })),
  ...facts
    .of('index', table)
    .filter((i) => i.unique)
    .map((i) => ({ id: i.id as Id, columns: i.elements.map((e) => e.column) })),
  ...facts.of('exclusion', table).map((e) => ({
    id: e.id as Id,
    columns: e.elements.map((x) => (x.operator === '=' ? x.column : undefined)),
  })),
]

/** The parent's column that a reference pairs with the child's. */
const paired = (fk: Nameless<'fk'>, parent: Column): Column | undefined =>
  fk.columns[fk.refColumns.indexOf(parent)]

const keyViolations = (facts: Facts, table: Table, by: Column): readonly Violation[] =>
  uniques(facts, table)
    .filter((u) => !u.columns.includes(by))
    .map((u) => ({ rule: 'key', table, object: u.id }))

const small: readonly string[] = ['smallint', 'integer']

const identityViolations = (facts: Facts, table: Table): readonly Violation[] =>
  facts
    .columns(table)
    .filter((c) => c.identity && !('type' in c.type) && small.includes(c.type.base))
    .map((c) => ({ rule: 'identity', table, object: c.id }))

const fkViolation = (plan: Plan, fk: Nameless<'fk'>): Violation | undefined => {
  const [child, parent] = [plan.get(fk.table), plan.get(fk.references)]
  if (!child || !parent || parent.as !== 'distributed') {
    const apart = child?.as === 'distributed' && parent?.as === 'local'
    return apart ? { rule: 'reference', table: fk.table, object: fk.id, parent: fk.references } : undefined
  }
  const same =
    child.as === 'distributed' && child.group === parent.group && paired(fk, parent.by) === child.by
  if (!same) return { rule: 'reference', table: fk.table, object: fk.id, parent: fk.references }
  const clears = fk.onDelete === 'set null' || fk.onDelete === 'set default'
  const moves = fk.onUpdate !== undefined && fk.onUpdate !== 'no action' && fk.onUpdate !== 'restrict'
  const cleared = clears && (fk.setColumns ?? fk.columns).includes(child.by)
  return cleared || moves
    ? { rule: 'action', table: fk.table, object: fk.id, parent: fk.references }
    : undefined
}

/** Everything in the plan that Citus would refuse, in the order of tables. */
export const violations = (facts: Facts, plan: Plan): readonly Violation[] =>
  [...plan].flatMap(([table, place]) => [
    ...(place.as === 'distributed'
      ? [...keyViolations(facts, table, place.by), ...identityViolations(facts, table)]
      : []),
    ...facts.of('fk', table).flatMap((fk) => fkViolation(plan, fk) ?? []),
  ])

/** A partitioned table cannot be a reference table. */
const elsewhere = (t: Nameless<'table'>): Place =>
  'partitionBy' in t && t.partitionBy ? { as: 'local' } : { as: 'reference' }

const isReference = (use: U, table: Id): boolean => (use.options.reference as readonly Id[]).includes(table)

/** Tables that hold the root's key, directly or through a reference that carries it. */
const byRoot = (facts: Facts, use: U, root: Table): Plan => {
  const plan = new Map<Table, Place>(shared(facts, use).map((t) => [t.id as Table, elsewhere(t)]))
  const key = facts.primaryKey(root)?.columns[0]
  if (!key) return plan
  plan.set(root, { as: 'distributed', by: key, group: root })
  for (let again = true; again; ) {
    again = false
    for (const t of shared(facts, use)) {
      const id = t.id as Table
      if (plan.get(id)?.as === 'distributed' || isReference(use, id)) continue
      for (const fk of facts.of('fk', id)) {
        const parent = plan.get(fk.references)
        const by = parent?.as === 'distributed' ? paired(fk, parent.by) : undefined
        if (!by) continue
        plan.set(id, { as: 'distributed', by, group: root })
        again = true
        break
      }
    }
  }
  return plan
}

/** Tables so that what is referenced comes before what references it. */
export const inOrder = (facts: Facts, tables: readonly Table[]): readonly Table[] => {
  const known = new Set<Id>(tables)
  const out: Table[] = []
  const visit = (t: Table, path: readonly Table[]): void => {
    if (out.includes(t) || path.includes(t)) return
    for (const fk of facts.of('fk', t)) if (known.has(fk.references)) visit(fk.references, [...path, t])
    out.push(t)
  }
  for (const t of tables) visit(t, [])
  return out
}

interface Tenants {
  readonly table: Table
  readonly key: Column
}

/** The table of the tenants, as their tables reference it. */
const tenantsOf = (facts: Facts, scoped: readonly Table[]): Tenants | undefined => {
  const fk = scoped
    .flatMap((t) => facts.of('fk', t))
    .find((f) => f.columns.length === 1 && f.columns[0] === facts.scope(f.table))
  const key = fk?.refColumns[0]
  return fk && key ? { table: fk.references, key } : undefined
}

/** Every table of a tenant by its tenant; the tenants beside them, unless a table for all references them. */
const byTenant = (facts: Facts, use: U): Plan => {
  const all = shared(facts, use)
  const scoped = all.filter((t) => facts.scope(t.id) !== undefined).map((t) => t.id as Table)
  const spread = (tenants: Tenants | undefined): Plan => {
    // The first of a group is placed before those that lie beside it, and parents before children.
    const group = tenants?.table ?? inOrder(facts, scoped)[0] ?? ('' as Table)
    const plan = new Map<Table, Place>(all.map((t) => [t.id as Table, elsewhere(t)]))
    if (tenants) plan.set(tenants.table, { as: 'distributed', by: tenants.key, group })
    for (const t of scoped) {
      const by = facts.scope(t)
      if (by) plan.set(t, { as: 'distributed', by, group })
    }
    return plan
  }
  const tenants = tenantsOf(facts, scoped)
  const free = tenants && facts.referencesTo(tenants.table).every((f) => facts.scope(f.table) !== undefined)
  const [beside, apart] = [spread(free ? tenants : undefined), spread(undefined)]
  return violations(facts, beside).length <= violations(facts, apart).length ? beside : apart
}

/** The column that is in every key of the table, where one is. */
const common = (facts: Facts, table: Id): Column | undefined => {
  const [first, ...rest] = uniques(facts, table)
  return first?.columns.find((c) => c !== undefined && rest.every((u) => u.columns.includes(c)))
}

/** Without a root only tables that no one references can be spread, each by a column that all its keys hold. */
const leaves = (facts: Facts, use: U): Plan => {
  const plan = new Map<Table, Place>()
  for (const t of shared(facts, use)) {
    const id = t.id as Table
    const own = facts.referencesTo(id).every((f) => f.table === id)
    const by = own && !isReference(use, id) && facts.holds(id) === undefined ? common(facts, id) : undefined
    const selfish = facts.of('fk', id).some((f) => f.references === id)
    const fits = by && !selfish && identityViolations(facts, id).length === 0
    plan.set(id, fits ? { as: 'distributed', by, group: id } : elsewhere(t))
  }
  return plan
}

export const isScoped = (facts: Facts): boolean => facts.tables().some((t) => facts.scope(t.id) !== undefined)

/** Whether someone said by what to shard, or tenants say it. */
export const isChosen = (facts: Facts, use: U): boolean =>
  isScoped(facts) || (use.options.root !== undefined && facts.object('table', use.options.root) !== undefined)

export const planOf = (facts: Facts, use: U): Plan => {
  const { root } = use.options
  if (root && facts.object('table', root) && !isScoped(facts)) return byRoot(facts, use, root)
  return isScoped(facts) ? byTenant(facts, use) : leaves(facts, use)
}

/** Tables by which the design could be sharded as it is, those with most tables around them first. */
export const candidates = (facts: Facts, use: U): readonly Table[] =>
  shared(facts, use)
    .filter((t) => isByHand(t) && facts.primaryKey(t.id) !== undefined)
    .map((t) => ({ id: t.id as Table, plan: byRoot(facts, use, t.id as Table) }))
    .filter(({ plan }) => violations(facts, plan).length === 0)
    .map(({ id, plan }) => ({ id, size: [...plan.values()].filter((p) => p.as === 'distributed').length }))
    .filter(({ size }) => size > 1)
    .sort((a, b) => b.size - a.size || compareIds(a.id, b.id))
    .map(({ id }) => id)
