import type { Id } from '../../base/index.ts'
import { type Catalog, canonicalTypeName, isUserType, type Obj, objectsOf } from '../../catalog/index.ts'
import type { Sighting } from '../../compile/api.ts'
import { columnsOf } from '../kit/index.ts'
import { selfReferences } from '../kit/tree-detect.ts'
import type { Options } from './options.ts'

const above = /ancestor|parent|upper|super/i
const under = /descendant|child|lower|sub/i
const distance = /^(depth|distance|level|path_length|length)$/i

const isWhole = (c: Obj<'column'>): boolean =>
  !isUserType(c.type) && ['smallint', 'integer', 'bigint'].includes(canonicalTypeName(c.type.base))

/** The column of one end for each key column: by the key's name in its own, else in order. */
const ends = (
  end: string,
  columns: readonly Obj<'column'>[],
  keys: readonly Obj<'column'>[],
): readonly (readonly [string, Id])[] =>
  keys.flatMap((k, i) => {
    const c = columns.find((x) => x.name.endsWith(`_${k.name}`)) ?? columns[i]
    return c ? [[`${end}:${k.id}`, c.id] as const] : []
  })

const stem = (name: string): string => name.toLowerCase().replace(/(ies|y|s)$/, '')

/** The table whose rows are paired: both ends reference it, or it has a tree and the pairs are named after it. */
const pairedBy = (
  catalog: Catalog,
  paths: Obj<'table'>,
): { readonly table: Id<'table'>; readonly sure: boolean } | undefined => {
  const targets = objectsOf(catalog, 'fk')
    .filter((f) => f.table === paths.id && f.references !== paths.id)
    .map((f) => f.references)
  const twice = targets.find((t, i) => targets.indexOf(t) !== i)
  if (twice) return { table: twice, sure: true }
  const trees = new Set(selfReferences(catalog).map((f) => f.table))
  const named = objectsOf(catalog, 'table').find(
    (t) => trees.has(t.id as Id<'table'>) && paths.name.toLowerCase().startsWith(stem(t.name)),
  )
  return named && { table: named.id as Id<'table'>, sure: false }
}

/** Tables that pair ancestors and descendants of one table, with their distance. */
export const detect = (catalog: Catalog): readonly Sighting<Options>[] =>
  objectsOf(catalog, 'table').flatMap((paths): readonly Sighting<Options>[] => {
    const columns = columnsOf(catalog, paths.id)
    const ancestors = columns.filter((c) => above.test(c.name) && !under.test(c.name))
    const descendants = columns.filter((c) => under.test(c.name))
    const depth = columns.find((c) => distance.test(c.name) && isWhole(c))
    const of = pairedBy(catalog, paths)
    const pk = of && objectsOf(catalog, 'key').find((k) => k.table === of.table && k.primary)
    const keys = of ? columnsOf(catalog, of.table).filter((c) => pk?.columns.includes(c.id)) : []
    if (!of || paths.id === of.table || keys.length === 0 || (!of.sure && !depth)) return []
    if (ancestors.length === 0 || ancestors.length !== descendants.length || ancestors.length > keys.length)
      return []
    const own = objectsOf(catalog, 'key').find((k) => k.table === paths.id && k.primary)
    return [
      {
        target: of.table,
        options: { functions: false },
        bind: {
          paths: paths.id,
          ...Object.fromEntries([
            ...ends('ancestor', ancestors, keys),
            ...ends('descendant', descendants, keys),
          ]),
          ...(depth ? { depth: depth.id } : {}),
          ...(own ? { pk: own.id } : {}),
        },
        sure: of.sure && depth ? 0.95 : 0.75,
        because: `${paths.name} pairs ancestors and descendants of one table${depth ? ' with their distance' : ''}`,
      },
    ]
  })
