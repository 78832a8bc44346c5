import { type Catalog, type Obj, objectsOf } from '../../catalog/index.ts'
import type { Sighting } from '../../compile/api.ts'
import type { Options } from './options.ts'

const bodyOf = (catalog: Catalog, r: Obj<'routine'>): string =>
  r.body.text
    .map((t, i) => {
      const ref = r.body.refs[i]
      return t + (ref ? (catalog.get(ref.id)?.name ?? '') : '')
    })
    .join('')

const escaped = (s: string): string => s.replace(/[^\w]/g, '\\$&')

/** Writes the table with aggregates of other rows, replacing what is there for the key. */
const fills = (body: string, table: Obj<'table'>): boolean =>
  new RegExp(`insert\\s+into\\s+("?\\w+"?\\.)?"?${escaped(table.name)}"?`, 'i').test(body) &&
  /\b(count|sum|avg|min|max)\s*\(/i.test(body) &&
  /on\s+conflict|delete\s+from/i.test(body)

/** Tables that a routine fills with aggregates under a key, watched by a trigger on another table or not. */
export const detect = (catalog: Catalog): readonly Sighting<Options>[] => {
  const routines = objectsOf(catalog, 'routine')
  const triggers = objectsOf(catalog, 'trigger')
  return objectsOf(catalog, 'table').flatMap((t): readonly Sighting<Options>[] => {
    const key = objectsOf(catalog, 'key').find((k) => k.table === t.id && k.primary)
    const writers = routines.filter((r) => fills(bodyOf(catalog, r), t))
    const bySource = routines.some((r) =>
      new RegExp(
        `insert\\s+into\\s+("?\\w+"?\\.)?"?${escaped(t.name)}"?[\\s\\S]*${escaped(`${t.name}_source`)}`,
        'i',
      ).test(bodyOf(catalog, r)),
    )
    if (!key || (writers.length === 0 && !bySource)) return []
    const kept = triggers.some((x) => x.table !== t.id && writers.some((r) => r.id === x.routine))
    const rebuild = writers.find(
      (r) => r.params.length === 0 && !/trigger/i.test(r.returns?.text.join('') ?? ''),
    )
    return [
      {
        options: {
          name: /^[a-z_][a-z0-9_]{0,40}$/.test(t.name) ? t.name : '',
          key: [],
          types: [],
          kept: kept || bySource ? 'trigger' : 'rebuild',
          batch: 100,
        },
        bind: { model: t.id, pk: key.id, ...(rebuild ? { rebuild: rebuild.id } : {}) },
        sure: kept ? 0.8 : 0.6,
        because: `${t.name} is filled by key with aggregates of other rows${kept ? ', by a trigger' : ''}`,
      },
    ]
  })
}
