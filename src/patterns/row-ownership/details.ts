import { defineDetails } from '../../compile/api.ts'
import { detect } from './detect.ts'
import { docs } from './docs.ts'
import type { Options } from './options.ts'
import { proofs } from './proofs.ts'

export const details = defineDetails<Options>({ docs, proofs, detect })
