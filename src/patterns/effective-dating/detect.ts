import type { Id } from '../../base/index.ts'
import { type Catalog, canonicalTypeName, isUserType, type Obj, objectsOf } from '../../catalog/index.ts'
import type { Sighting } from '../../compile/api.ts'
import { columnsOf } from '../kit/index.ts'
import { type Overlap, overlapsIn } from '../kit/overlaps.ts'
import type { Options } from './options.ts'

const baseOf = (c: Obj<'column'> | undefined): string =>
  c && !isUserType(c.type) ? canonicalTypeName(c.type.base) : ''

const opened = (column: Obj<'column'> | undefined): Options['open'] =>
  /infinity/.test(column?.default?.server ?? column?.default?.text.join('') ?? '') ? 'infinity' : 'null'

const sighting = (catalog: Catalog, found: Overlap): readonly Sighting<Options>[] => {
  const [period, ...more] = found.periods
  const columns = columnsOf(catalog, found.table)
  const of = (id: Id | undefined) => columns.find((c) => c.id === id)
  const [first, second] = (period ?? []).map(of)
  if (!period || !first || more.length > 0 || found.key.length === 0) return []
  const base = baseOf(first)
  const [alone, paired] = [/^(tstz|date)range$/.test(base), /^(timestamptz|date)$/.test(base)]
  if (second ? !paired : !alone) return []
  const view = objectsOf(catalog, 'view').find((v) => v.name === `current_${catalog.get(found.table)?.name}`)
  return [
    {
      target: found.table,
      options: {
        key: found.key,
        form: second ? 'pair' : 'range',
        unit: base.startsWith('date') ? 'date' : 'time',
        open: opened(second ?? first),
        gaps: 'allowed',
        view: view !== undefined,
        parentKey: [],
      },
      bind: {
        overlap: found.constraint,
        ...(second ? { from: first.id, until: second.id } : { period: first.id }),
        ...(view ? { current: view.id } : {}),
      },
      sure: 0.9,
      because: `${catalog.get(found.constraint)?.name} lets no two periods of one key overlap`,
    },
  ]
}

/** Tables with one period that may not overlap for equal keys. */
export const detect = (catalog: Catalog): readonly Sighting<Options>[] =>
  overlapsIn(catalog).flatMap((x) => sighting(catalog, x))
