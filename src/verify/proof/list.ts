import type { Book, Compiled, Proof, ProofsOf } from '../../compile/index.ts'

/** All proofs of the design's uses, in the order of uses. */
export const proofsOf: ProofsOf = (compiled: Compiled, book: Book): readonly Proof[] =>
  [...compiled.uses.values()].flatMap(
    ({ pattern, use }) => book.get(pattern.manifest.name)?.proofs(use, compiled) ?? [],
  )
