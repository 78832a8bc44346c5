import { type Catalog, objectsOf } from '../../catalog/index.ts'
import type { Sighting } from '../../compile/api.ts'
import { columnsOf } from '../kit/index.ts'
import type { Options } from './options.ts'

const simple = (s: string, otherwise: string): string => (/^[a-z_][a-z0-9_]{0,50}$/.test(s) ? s : otherwise)

/** A journal of changes with phases, and a table that says how far backfills are. */
export const detect = (catalog: Catalog): readonly Sighting<Options>[] => {
  const having = (...patterns: readonly RegExp[]) =>
    objectsOf(catalog, 'table').filter((t) =>
      patterns.every((p) => columnsOf(catalog, t.id).some((c) => p.test(c.name))),
    )
  const [fills] = having(/^(last_(key|id|pk)|cursor|position)$/i, /^(finished|completed|done)_at$/i).filter(
    (t) => /backfill/i.test(t.name),
  )
  const changes = having(/^(phase|stage|state|status)$/i).find((t) => /(change|migration)s?$/i.test(t.name))
  if (!fills || !changes || fills.id === changes.id) return []
  return [
    {
      options: {
        changes: simple(changes.name, 'schema_changes'),
        backfills: simple(fills.name, 'schema_backfills'),
        batch: 1000,
        lockTimeout: '2s',
        wait: '',
        runbook: false,
      },
      bind: { changes: changes.id, backfills: fills.id },
      sure: 0.8,
      because: `${changes.name} has phases and ${fills.name} says how far backfills are`,
    },
  ]
}
