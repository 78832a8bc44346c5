import { holdsByPgTap } from './pgtap.ts'

const scale = ['materialized-view', 'read-model', 'index-plan', 'observability', 'topology', 'sharding']
const columns = ['jsonb-attributes', 'full-text-search']

holdsByPgTap('performance and scale hold', [
  [scale, { quoted: true, schema: 'Sales' }],
  [[...scale, 'tenancy-row', 'soft-delete', 'history-table'], {}],
])
holdsByPgTap('columns with an index of their own hold', [
  [columns, { quoted: true, schema: 'Sales' }],
  [[...columns, 'tenancy-row', 'soft-delete', 'history-table'], {}],
])
