import { auditColumns } from './audit-columns/index.ts'
import { softDelete } from './soft-delete/index.ts'

/** Every pattern, in the order of the catalogue. */
export const patterns = [auditColumns, softDelete] as const
