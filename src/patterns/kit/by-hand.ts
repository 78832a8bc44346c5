import { type Id, isDrawn } from '../../base/index.ts'

/**
 * Whether people drew it themselves. What an ejected pattern left is drawn, too, but keeps the id that the pattern gave
 * it: what takes things unasked took none of it before, and goes on so.
 */
export const isByHand = (o: { readonly id: Id; readonly why?: unknown }): boolean => !o.why && isDrawn(o.id)
