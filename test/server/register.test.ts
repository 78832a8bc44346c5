import { withRows } from '../patterns/own-rows.ts'
import { holdsByPgTap } from './pgtap.ts'

holdsByPgTap('a register that is made with rows of its own holds', [
  [['decision-record', 'soft-delete', 'enum-or-lookup'], {}],
])

holdsByPgTap('tables that the design puts rows into hold', [
  [['history-table', 'soft-delete', 'audit-columns', 'outbox'], {}, withRows],
])
