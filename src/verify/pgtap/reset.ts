import type { Id } from '../../base/index.ts'
import type { Catalog, Obj } from '../../catalog/index.ts'
import { namesOf } from '../../sql/index.ts'
import { full } from '../names.ts'

/** Tables whose rows are the design's own, and the tables that those refer to. */
const kept = (catalog: Catalog): { readonly rows: ReadonlySet<Id>; readonly pinned: ReadonlySet<Id> } => {
  const rows = new Set<Id>()
  for (const o of catalog.values()) if (o.kind === 'rows') rows.add(o.table)
  const pinned = new Set<Id>()
  for (const o of catalog.values()) if (o.kind === 'fk' && rows.has(o.table)) pinned.add(o.references)
  return { rows, pinned }
}

/** SQL that empties all tables but those with reference rows. Triggers stay silent, sequences start again. */
export const resetSql = (catalog: Catalog): string => {
  const { rows, pinned } = kept(catalog)
  const names = namesOf(catalog)
  const tables = [...catalog.values()].filter((o): o is Obj<'table'> => o.kind === 'table' && !rows.has(o.id))
  const truncated = tables.filter((o) => !pinned.has(o.id)).map((o) => full(names, o.id))
  // TRUNCATE refuses a table that a kept one refers to.
  const deleted = tables.filter((o) => pinned.has(o.id)).map((o) => `delete from ${full(names, o.id)};`)
  return [
    'begin;',
    'set local session_replication_role = replica;',
    ...(truncated.length > 0 ? [`truncate ${truncated.join(', ')} restart identity;`] : []),
    ...deleted,
    'commit;',
  ].join('\n')
}
