import type { Made, Proof } from '../../compile/api.ts'
import type { U } from './check.ts'
import { appendProofs } from './proofs-append.ts'
import { readProofs } from './proofs-read.ts'

export const proofs = (use: U, made: Made): readonly Proof[] => [
  ...appendProofs(use, made),
  ...readProofs(use),
]
