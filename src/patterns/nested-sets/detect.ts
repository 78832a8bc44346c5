import type { Id } from '../../base/index.ts'
import { type Catalog, canonicalTypeName, isUserType, type Obj, objectsOf } from '../../catalog/index.ts'
import type { Sighting } from '../../compile/api.ts'
import { columnsOf } from '../kit/index.ts'
import { selfReferences } from '../kit/tree-detect.ts'
import type { Options } from './options.ts'

const left = /^(lft|lhs|tree_?left|left_?(node|bound|value|key)?|nested_left)$/i
const right = /^(rgt|rhs|tree_?right|right_?(node|bound|value|key)?|nested_right)$/i
const isWhole = (c: Obj<'column'>): boolean =>
  !isUserType(c.type) && ['smallint', 'integer', 'bigint'].includes(canonicalTypeName(c.type.base))

const uniqueOn = (catalog: Catalog, c: Obj<'column'>): Obj<'key'> | undefined =>
  objectsOf(catalog, 'key').find(
    (k) =>
      k.table === c.table && k.deferrable !== undefined && k.columns.at(-1) === c.id && k.columns.length < 3,
  )

/** The table whose rows the numbers are of: this one, or the one whose key it has. */
const treeOf = (catalog: Catalog, t: Obj<'table'>): Id<'table'> => {
  const own = t.id as Id<'table'>
  const trees = selfReferences(catalog).map((f) => f.table)
  if (trees.includes(own)) return own
  const near = objectsOf(catalog, 'table').find(
    (x) => trees.includes(x.id as Id<'table'>) && t.name.startsWith(`${x.name}_`),
  )
  return (near?.id as Id<'table'> | undefined) ?? own
}

/** Tables with two whole numbers by the usual names. */
export const detect = (catalog: Catalog): readonly Sighting<Options>[] =>
  objectsOf(catalog, 'table').flatMap((t): readonly Sighting<Options>[] => {
    const columns = columnsOf(catalog, t.id).filter(isWhole)
    const lft = columns.find((c) => left.test(c.name))
    const rgt = columns.find((c) => right.test(c.name))
    if (!lft || !rgt) return []
    const target = treeOf(catalog, t)
    const beside = target !== t.id
    const [l, r] = [uniqueOn(catalog, lft), uniqueOn(catalog, rgt)]
    const parent = selfReferences(catalog).find((f) => f.table === target)?.columns
    return [
      {
        target,
        options: {
          ...(parent?.[0] && parent.length === 1 ? { parent: parent[0] } : {}),
          store: beside ? 'beside' : 'columns',
          left: lft.name,
          right: rgt.name,
          functions: false,
        },
        bind: {
          lft: lft.id,
          rgt: rgt.id,
          ...(beside ? { sets: t.id } : {}),
          ...(l ? { 'lft:key': l.id } : {}),
          ...(r ? { 'rgt:key': r.id } : {}),
        },
        sure: /^(lft|rgt)$/i.test(lft.name + rgt.name) || l ? 0.9 : 0.75,
        because: `${t.name} has the numbers ${lft.name} and ${rgt.name}`,
      },
    ]
  })
