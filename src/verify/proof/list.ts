import type { Compiled, Proof, ProofsOf } from '../../compile/index.ts'

/** All proofs of the design's uses, in the order of uses. */
export const proofsOf: ProofsOf = (compiled: Compiled): readonly Proof[] =>
  [...compiled.uses.values()].flatMap(({ pattern, use }) => pattern.proofs(use, compiled))
