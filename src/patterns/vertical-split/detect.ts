import type { Id } from '../../base/index.ts'
import { type Catalog, type Obj, objectsOf } from '../../catalog/index.ts'
import type { Sighting } from '../../compile/api.ts'
import { columnsOf } from '../kit/index.ts'
import type { Options } from './options.ts'

const same = (a: readonly Id[], b: readonly Id[]): boolean =>
  a.length === b.length && a.every((x) => b.includes(x))

const primary = (catalog: Catalog, table: Id): Obj<'key'> | undefined =>
  objectsOf(catalog, 'key').find((k) => k.table === table && k.primary)

const half = (catalog: Catalog, fk: Obj<'fk'>): readonly Sighting<Options>[] => {
  const [cold, hot] = [catalog.get(fk.table), catalog.get(fk.references)]
  const [pk, key] = [primary(catalog, fk.table), primary(catalog, fk.references)]
  if (cold?.kind !== 'table' || hot?.kind !== 'table' || !pk || !key) return []
  const oneToOne = same(pk.columns, fk.columns) && same(key.columns, fk.refColumns)
  if (!oneToOne || fk.onDelete !== 'cascade' || !cold.name.startsWith(`${hot.name}_`)) return []
  const moved = columnsOf(catalog, cold.id).filter((c) => !pk.columns.includes(c.id as Id<'column'>))
  const siblings = objectsOf(catalog, 'fk').filter((f) => {
    const other = primary(catalog, f.table)
    return f.references === fk.references && other && same(other.columns, f.columns)
  })
  if (moved.length === 0 || siblings.length > 1) return []
  const suffix = cold.name.slice(hot.name.length + 1)
  return [
    {
      target: hot.id as Id<'table'>,
      options: {
        columns: moved.map((c) => c.id as Id<'column'>),
        suffix: /^[a-z_][a-z0-9_]{0,50}$/.test(suffix) ? suffix : 'details',
        view: 'full',
        writes: true,
      },
      bind: {
        cold: cold.id,
        fk: fk.id,
        pk: pk.id,
        ...Object.fromEntries(
          fk.columns.flatMap((c, i) => {
            const r = fk.refColumns[i]
            return r ? [[`key:${r}`, c]] : []
          }),
        ),
      },
      sure: 0.6,
      because: `${cold.name} has at most one row for each row of ${hot.name}, by the same key`,
    },
  ]
}

/** Tables of which another one holds further columns by the same key. */
export const detect = (catalog: Catalog): readonly Sighting<Options>[] =>
  objectsOf(catalog, 'fk').flatMap((fk) => half(catalog, fk))
