import type { Id } from '../../base/index.ts'
import type { Catalog } from '../../catalog/index.ts'
import { emit, namesOf } from '../../sql/index.ts'
import { full } from '../names.ts'

/** The newest form will do: what writes reference rows is the same in all of them. */
const anyTarget = 18

/**
 * SQL that empties all tables and writes the design's own rows again, those of `without` aside, so that each promise
 * begins with what the schema was made with. Triggers stay silent, as they were not there yet; sequences start again.
 */
export const resetsOf = (catalog: Catalog): ((without: readonly Id[]) => string) => {
  const names = namesOf(catalog)
  const tables = [...catalog.values()].flatMap((o) => (o.kind === 'table' ? [full(names, o.id)] : []))
  const { statements } = emit(catalog, anyTarget)
  const rows = statements.filter((s) => catalog.get(s.object)?.kind === 'rows')
  return (without) =>
    [
      'begin;',
      'set local session_replication_role = replica;',
      ...(tables.length > 0 ? [`truncate ${tables.join(', ')} restart identity;`] : []),
      ...rows.flatMap((s) => (without.includes(s.object) ? [] : [s.sql])),
      'commit;',
    ].join('\n')
}
