import { holdsByPgTap } from './pgtap.ts'

const scale = ['materialized-view', 'read-model', 'index-plan', 'observability', 'topology', 'sharding']

holdsByPgTap('performance and scale hold', [
  [scale, { quoted: true, schema: 'Sales' }],
  [[...scale, 'tenancy-row', 'soft-delete', 'history-table'], {}],
])
