import { compareIds, type Id } from '../../base/index.ts'
import { type Catalog, canonicalTypeName, isUserType, type Obj } from '../../catalog/index.ts'
import type { Sighting } from '../../compile/api.ts'
import { columnsOf } from '../kit/index.ts'
import type { Options } from './options.ts'

const textOf = (p: Obj<'policy'>, names: ReadonlyMap<Id, string>): string => {
  const u = p.using
  return u
    ? (u.server ?? u.text.map((t, i) => t + (names.get(u.refs[i]?.id ?? ('' as Id)) ?? '')).join(''))
    : ''
}

/** The column that a policy compares with a setting: `tenant_id = … current_setting(…)`. */
const comparedColumn = (
  catalog: Catalog,
  p: Obj<'policy'>,
  names: ReadonlyMap<Id, string>,
): Obj<'column'> | undefined => {
  const text = textOf(p, names)
  if (!/current_setting\s*\(/i.test(text)) return undefined
  return columnsOf(catalog, p.table).find((c) =>
    new RegExp(`(^|[^\\w])"?${c.name.replace(/[^\w]/g, '\\$&')}"?\\s*=`, 'i').test(text),
  )
}

const types = ['uuid', 'bigint', 'text'] as const

/** Tables whose policies compare one column of the same name with a setting, referencing one table of tenants. */
export const detect = (catalog: Catalog): readonly Sighting<Options>[] => {
  const names = new Map([...catalog].map(([id, o]) => [id, o.name]))
  const columns = [...catalog.values()].flatMap((o) =>
    o.kind === 'policy' ? (comparedColumn(catalog, o, names) ?? []) : [],
  )
  const tenantsOf = (c: Obj<'column'>): Id<'table'> | undefined => {
    for (const o of catalog.values())
      if (o.kind === 'fk' && o.columns.length === 1 && o.columns[0] === c.id) return o.references
    return undefined
  }
  const scoped = columns.filter((c) => tenantsOf(c) !== c.table)
  const tenants = scoped.map(tenantsOf).find((t) => t !== undefined)
  const first = scoped.find((c) => c.table !== tenants)
  if (!first || !tenants) return []
  const own = scoped.filter((c) => c.name === first.name && c.table !== tenants)
  const owned = new Set<Id>(own.map((c) => c.table))
  const except = [...catalog.values()]
    .filter((o): o is Obj<'table'> => o.kind === 'table' && o.id !== tenants && !owned.has(o.id))
    .map((o) => o.id as Id<'table'>)
    .sort(compareIds)
  const base = isUserType(first.type) ? 'text' : canonicalTypeName(first.type.base)
  return [
    {
      options: { tenants, type: types.find((t) => t === base) ?? 'text', column: first.name, except },
      bind: Object.fromEntries(own.map((c) => [`tenant:${c.table}`, c.id])),
      sure: 0.9,
      because: `${own.length} tables have a policy that compares ${first.name} with a setting`,
    },
  ]
}
