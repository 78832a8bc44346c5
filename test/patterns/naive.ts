import { cases } from './cases/index.ts'
import type { Naive } from './cases/types.ts'

/** Issues of compile itself. */
const own: Readonly<Record<string, Naive>> = {}

/** By the code. */
export const naive: Readonly<Record<string, Naive>> = Object.assign(
  {},
  own,
  ...Object.values(cases).map((c) => c.naive ?? {}),
)
