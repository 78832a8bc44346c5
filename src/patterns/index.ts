import { auditColumns } from './audit-columns/index.ts'
import { exclusiveArc } from './exclusive-arc/index.ts'
import { historyTable } from './history-table/index.ts'
import { rowVersion } from './row-version/index.ts'
import { softDelete } from './soft-delete/index.ts'
import { stateMachine } from './state-machine/index.ts'
import { tenancyRow } from './tenancy-row/index.ts'

/** Every pattern, in the order of the catalogue. */
export const patterns = [
  auditColumns,
  rowVersion,
  historyTable,
  softDelete,
  exclusiveArc,
  stateMachine,
  tenancyRow,
] as const
