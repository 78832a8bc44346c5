import type { Id } from '../../base/index.ts'
import { type Catalog, fill, type Obj, objectsOf } from '../../catalog/index.ts'
import type { Sighting } from '../../compile/api.ts'
import { columnsOf } from '../kit/index.ts'
import type { Flag, How, Options } from './options.ts'

const called = /erase|eras_|anonymi[sz]e|forget|gdpr|tombstone/i
const update = /\bupdate\s+([\w."]+)(?:\s+(?:as\s+)?\w+)?\s+set\s+([\s\S]*?)\s+where\b/gi
const assignment = /"?(\w+)"?\s*=\s*(null\b|'[^']*'|[^,]*\bsha256\b)/gi

const textOf = (catalog: Catalog, r: Obj<'routine'>): string =>
  fill(r.body, (ref) => catalog.get(ref.id)?.name ?? '')

const howOf = (to: string): How =>
  /^null/i.test(to) ? 'null' : to.startsWith("'erased-'") ? 'hash' : to.startsWith("'") ? 'constant' : 'hash'

const bare = (name: string): string => (name.split('.').at(-1) ?? name).replaceAll('"', '')

/** Columns that the routine overwrites with nothing, a word or a digest. */
const overwritten = (catalog: Catalog, r: Obj<'routine'>): readonly Flag[] => {
  const out = new Map<Id, Flag>()
  for (const [, table, sets] of textOf(catalog, r).matchAll(update)) {
    const t = objectsOf(catalog, 'table').find((x) => x.name === bare(table ?? ''))
    const columns = t ? columnsOf(catalog, t.id) : []
    for (const [, column, to] of (sets ?? '').matchAll(assignment)) {
      const c = columns.find((x) => x.name === column)
      if (!c || out.has(c.id)) continue
      const how = howOf(to ?? '')
      const value = how === 'constant' ? (to ?? '').slice(1, -1) : ''
      out.set(c.id, { column: c.id as Id<'column'>, how, value })
    }
  }
  return [...out.values()]
}

const requests = (catalog: Catalog): Obj<'table'> | undefined =>
  objectsOf(catalog, 'table').find((t) => /(erasure|deletion|gdpr|forget)\w*_requests?$/i.test(t.name))

/** A routine named for erasing that overwrites columns; a table of requests makes it surer. */
export const detect = (catalog: Catalog): readonly Sighting<Options>[] => {
  const found = objectsOf(catalog, 'routine').flatMap((r) => {
    const columns = called.test(r.name) ? overwritten(catalog, r) : []
    return columns.length > 0 ? [{ r, columns }] : []
  })
  const [first] = found
  if (!first) return []
  const table = requests(catalog)
  return [
    {
      options: {
        columns: found.flatMap((f) => f.columns),
        follow: 'direct',
        tombstone: 'erased',
        mark: false,
        systems: [],
      },
      bind: {},
      sure: table ? 0.8 : 0.6,
      because: `${first.r.name} overwrites ${first.columns.length} columns${table ? `, and ${table.name} keeps requests` : ''}`,
    },
  ]
}
