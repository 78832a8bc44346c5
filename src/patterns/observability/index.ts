import { definePattern } from '../../compile/api.ts'
import { derived, tables } from './claims.ts'
import { files } from './files.ts'
import { options } from './options.ts'

export const pattern = definePattern({
  manifest: {
    name: 'observability',
    version: 1,
    title: 'Observability',
    group: 'scale',
    scope: 'design',
    glyph: 'activity',
    summary:
      'Views that answer what is slow, unused, bloated, lagging or running out, and which data is not as designed.',
    also: 'monitoring, metrics, health, slow queries, bloat, pg_stat_statements, replication lag, alerts, dashboard, data quality, vacuum',
  },
  options,
  claims: { tables, derived, files },
})
