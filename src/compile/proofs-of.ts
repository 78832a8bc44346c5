import type { Book } from './pattern.ts'
import type { Proof } from './proof.ts'
import type { Compiled } from './types.ts'

/** All proofs of the design's uses, in the order of uses. */
export const proofsOf = (compiled: Compiled, book: Book): readonly Proof[] =>
  [...compiled.uses.values()].flatMap(
    ({ pattern, use }) => book.get(pattern.manifest.name)?.proofs(use, compiled) ?? [],
  )
