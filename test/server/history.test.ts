import { holdsByPgTap, type Together } from './pgtap.ts'

const five = ['event-store', 'audit-log', 'archive-table', 'event-log', 'tracked-columns']

holdsByPgTap('what is kept of the past holds', [
  ...five.map((n): Together => [[n], {}]),
  [[...five, 'tenancy-row', 'soft-delete', 'state-machine', 'audit-columns'], {}],
  [[...five, 'history-table', 'row-version'], { composite: true, quoted: true, schema: 'Sales' }],
])
