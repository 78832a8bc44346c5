import type { Id } from '../../base/index.ts'
import { type Catalog, fill, type Obj, objectsOf, type Sql } from '../../catalog/index.ts'
import type { Sighting } from '../../compile/api.ts'
import { columnsOf } from '../kit/index.ts'
import type { Options } from './options.ts'

const written = (catalog: Catalog, s: Sql): string =>
  fill(s, (r) => catalog.get(r.id)?.name ?? '').replaceAll('"', '')

/** The table whose rows the routine returns. */
const source = (catalog: Catalog, r: Obj<'routine'>): Obj<'table'> | undefined => {
  const word = r.returns && /^setof\s+(?:[^.]*\.)?(.+)$/i.exec(written(catalog, r.returns).trim())?.[1]
  return word === undefined ? undefined : objectsOf(catalog, 'table').find((t) => t.name === word)
}

/** Routines that write into a log of accesses and return the rows of a table. */
export const detect = (catalog: Catalog): readonly Sighting<Options>[] => {
  const logs = objectsOf(catalog, 'table').filter((t) =>
    /(access|read)\w*_log$|_reads$|_accesses$/i.test(t.name),
  )
  const seen = new Set<Id>()
  return objectsOf(catalog, 'routine').flatMap((r): readonly Sighting<Options>[] => {
    const table = source(catalog, r)
    const body = written(catalog, r.body)
    const log = logs.find((t) => new RegExp(`insert\\s+into\\s+(?:\\S+\\.)?${t.name}\\b`, 'i').test(body))
    if (!table || !log || table.id === log.id || seen.has(table.id)) return []
    seen.add(table.id)
    const reason = columnsOf(catalog, log.id).some((c) => /reason|purpose|why/i.test(c.name))
    return [
      {
        target: table.id as Id<'table'>,
        options: { how: 'functions', application: 'open', reason, list: false, role: '' },
        bind: { log: log.id },
        sure: r.securityDefiner ? 0.9 : 0.7,
        because: `${r.name} returns rows of ${table.name} and writes into ${log.name}`,
      },
    ]
  })
}
