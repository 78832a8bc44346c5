import { type Catalog, type Obj, objectsOf } from '../../catalog/index.ts'
import type { Sighting } from '../../compile/api.ts'
import { columnsOf } from '../kit/index.ts'
import type { Options } from './options.ts'

const suffix = /_(next|new|v2|green)$/i
const bodyOf = (catalog: Catalog, t: Obj<'trigger'>): string => {
  const r = catalog.get(t.routine)
  if (r?.kind !== 'routine') return ''
  return (
    r.body.server ??
    r.body.text.map((x, i) => x + (catalog.get(r.body.refs[i]?.id ?? '')?.name ?? '')).join('')
  )
}

/** A trigger of one table writes the other. */
const writes = (catalog: Catalog, from: Obj<'table'>, to: Obj<'table'>): boolean =>
  objectsOf(catalog, 'trigger').some(
    (t) => t.table === from.id && t.events.includes('insert') && bodyOf(catalog, t).includes(to.name),
  )

/** Tables of one schema, one named after the other, of which a trigger keeps the newer in step. */
export const detect = (catalog: Catalog): readonly Sighting<Options>[] => {
  const tables = objectsOf(catalog, 'table')
  return tables.flatMap((next): readonly Sighting<Options>[] => {
    if (!suffix.test(next.name)) return []
    const old = tables.find((t) => t.schema === next.schema && t.name === next.name.replace(suffix, ''))
    if (!old || !writes(catalog, old, next)) return []
    const news = columnsOf(catalog, next.id)
    const columns = columnsOf(catalog, old.id).flatMap((from) => {
      const to = news.find((c) => c.name === from.name)
      return to ? [{ from: from.id, to: to.id } as Options['columns'][number]] : []
    })
    const both = writes(catalog, next, old)
    return [
      {
        target: old.id as NonNullable<Sighting<Options>['target']>,
        options: {
          next: next.id as NonNullable<Options['next']>,
          columns,
          suffix: 'next',
          sync: both ? 'both' : 'forward',
          active: 'old',
          batch: 1000,
        },
        bind: {},
        sure: both ? 0.9 : 0.8,
        because: `a trigger of ${old.name} writes ${next.name}${both ? ', and one the other way' : ''}`,
      },
    ]
  })
}
