import { auditColumns } from './audit-columns.ts'
import { eventStore } from './event-store.ts'
import { exclusiveArc } from './exclusive-arc.ts'
import { historyTable } from './history-table.ts'
import { rowVersion } from './row-version.ts'
import { softDelete } from './soft-delete.ts'
import { stateMachine } from './state-machine.ts'
import { tenancyRow } from './tenancy-row.ts'
import type { Case } from './types.ts'

/** Every pattern of the catalogue, by its name. */
export const cases: Readonly<Record<string, Case>> = {
  'audit-columns': auditColumns,
  'event-store': eventStore,
  'exclusive-arc': exclusiveArc,
  'history-table': historyTable,
  'row-version': rowVersion,
  'soft-delete': softDelete,
  'state-machine': stateMachine,
  'tenancy-row': tenancyRow,
}
