import { type Id, isDrawn } from '../../base/index.ts'
import type { Facts } from '../../compile/api.ts'

/**
 * Whether people drew it themselves. What an ejected pattern left is drawn, too, but keeps the id that the pattern gave
 * it: what takes things unasked took none of it before, and goes on so.
 */
export const isByHand = (o: { readonly id: Id; readonly why?: unknown }): boolean => !o.why && isDrawn(o.id)

/** Whether a reference that people drew is made of the column. */
export const refersByHand = (facts: Facts, table: Id, column: Id<'column'>): boolean =>
  facts.of('fk', table).some((f) => isByHand(f) && f.columns.includes(column))
