import type { Id } from '../base/index.ts'
import { type Kind, type Obj, quoteLiteral, rawSql, type Sql } from '../catalog/index.ts'
import type { Facts, Nameless, Partitioned, Returning } from './facts.ts'
import { splitColumns } from './split-issue.ts'
import { standingOn } from './standing.ts'
import type { World } from './world.ts'

/** The setting's value as text; '' (left behind by SET LOCAL) and unset both read as NULL. */
const reading = (setting: string): Sql =>
  rawSql(`nullif(current_setting(${quoteLiteral(setting)}, true), '')`)

/** The same objects; only their type hides the names. */
const hide = <K extends Kind>(o: Obj<K> | undefined): Nameless<K> | undefined =>
  o as unknown as Nameless<K> | undefined
const hideAll = <K extends Kind>(os: readonly Obj<K>[]): readonly Nameless<K>[] =>
  os as unknown as readonly Nameless<K>[]

const partitioned = (w: World, table: Id): Partitioned | undefined => {
  const t = w.get('table', table)
  const split = w.splits.get(table)
  const use = split?.active.use.id
  if (split?.claim.outside && use)
    return { method: split.claim.method, columns: split.claim.columns, outside: true, use }
  if (!t?.partitionBy) return undefined
  return { method: t.partitionBy.method, columns: splitColumns(t) ?? [], ...(use ? { use } : {}) }
}

/** What may come back, by the table into which it would. Nothing of it changes while a phase makes its claims. */
const returningInto = (w: World): ReadonlyMap<Id, readonly Returning[]> => {
  const out = new Map<Id, Returning[]>()
  for (const r of w.returns.values()) {
    const all = out.get(r.of)
    if (all) all.push(r)
    else out.set(r.of, [r])
  }
  return out
}

/**
 * What patterns may read of the world for their claims of one phase. The objects are the world's own; only their types
 * hide the names.
 */
export const factsOf = (w: World): Facts => {
  const returning = returningInto(w)
  return {
    target: w.settings.target,
    actor: reading(w.settings.actorSetting),
    tenant: reading(w.settings.tenantSetting),
    settings: {
      actor: rawSql(quoteLiteral(w.settings.actorSetting)),
      tenant: rawSql(quoteLiteral(w.settings.tenantSetting)),
    },
    schema: w.settings.schema,
    uses: () => {
      w.tellsUses = true
      return w.uses
    },
    plain: () => {
      w.tellsUses = true
      return w.plain.filter((p) => w.get('table', p.table))
    },
    usesOf: (pattern) => w.uses.flatMap((u) => (u.pattern === pattern ? [u.id] : [])),
    role: (name) => w.roleNamed(name),
    extension: (name) => hide(w.all('extension').find((e) => e.name === name)),
    retyped: (column) => w.retyped.get(column),
    stoodOn: (column, besides) => standingOn(w, column, besides) !== undefined,
    appRole: w.appRole,
    maintenanceRole: w.maintenanceRole,
    object: <K extends Kind>(kind: K, id: Id): Nameless<K> | undefined => hide(w.get(kind, id)),
    tables: () => hideAll(w.all('table')),
    columns: (table) => hideAll(w.of('column', table)),
    of: (kind, table) => hideAll(w.of(kind, table)),
    primaryKey: (table) => hide(w.primaryKey(table)),
    referencesTo: (table) => hideAll(w.referencesTo(table)),
    scope: (table) => w.scopes.get(table),
    ...(w.tenants ? { tenants: w.tenants } : {}),
    alive: (table) => w.alive.get(table),
    timed: (table) => {
      const key = w.keptTimed.get(table)
      return w.timed.get(table) ?? (key && { key })
    },
    parent: (table) => w.parents.get(table),
    partitioned: (table) => partitioned(w, table),
    mirrored: (table) => w.mirrors.get(table),
    copied: (mirror) => w.copied.get(mirror) ?? [],
    mirroredColumn: (column) => w.mirroredColumn(column),
    returning: (table) => returning.get(table) ?? [],
    beside: (table) => w.beside.get(table),
    copies: (of) => w.copies.get(of) ?? [],
    owned: (table) => w.owned.get(table),
    tells: () => w.tells,
    holds: (table) => w.holds.get(table),
  }
}
