import { holdsByPgTap } from './pgtap.ts'

holdsByPgTap('a register that is made with rows of its own holds', [
  [['decision-record', 'soft-delete', 'enum-or-lookup'], {}],
])
