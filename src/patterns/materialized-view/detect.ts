import type { Catalog } from '../../catalog/index.ts'
import { objectsOf } from '../../catalog/index.ts'
import type { Sighting } from '../../compile/api.ts'
import type { Options } from './options.ts'

const plain = /^[a-z_][a-z0-9_]{0,50}$/

/** Materialized views; with a unique index they can be refreshed beside their readers. */
export const detect = (catalog: Catalog): readonly Sighting<Options>[] =>
  objectsOf(catalog, 'matview').map((m) => {
    const unique = objectsOf(catalog, 'index').find((i) => i.table === m.id && i.unique && !i.where)
    const routine = objectsOf(catalog, 'routine').find((r) =>
      /refresh\s+materialized\s+view/i.test(r.body.text.join(m.name)),
    )
    return {
      options: {
        query: { text: [...m.query.text], refs: m.query.refs.map((r) => ({ ...r })), opaque: true },
        name: plain.test(m.name) ? m.name : '',
        key: [],
        staleness: 'none',
        every: 'by hand',
      },
      bind: {
        view: m.id,
        ...(unique ? { unique: unique.id } : {}),
        ...(routine && routine.params.length === 0 ? { refresh: routine.id } : {}),
      },
      sure: unique ? 0.9 : 0.6,
      because: unique
        ? `${m.name} stores a query and has the unique index that a concurrent refresh needs`
        : `${m.name} stores a query, without the unique index that a concurrent refresh needs`,
    }
  })
