import type { Book } from './pattern.ts'
import type { Proof } from './proof.ts'
import type { Compiled } from './types.ts'

/** Uses of which something could not be made: their proofs would name what is not there. */
const unfinished = (compiled: Compiled): ReadonlySet<string> =>
  new Set(compiled.issues.flatMap((i) => (i.use !== undefined && /^object\//.test(i.code) ? [i.use] : [])))

/** All proofs of the design's uses, in the order of uses; none of a use of which an issue says that parts are missing. */
export const proofsOf = (compiled: Compiled, book: Book): readonly Proof[] => {
  const without = unfinished(compiled)
  return [...compiled.uses.values()].flatMap(({ pattern, use }) =>
    without.has(use.id) ? [] : (book.get(pattern.manifest.name)?.proofs(use, compiled) ?? []),
  )
}
