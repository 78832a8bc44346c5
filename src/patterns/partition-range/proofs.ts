import { rangeProofs } from '../kit/index.ts'

export const proofs = rangeProofs
