import { eachOf, type Lists } from './lists.ts'
import { objectAt, type Plan } from './plan.ts'

type Each = (see: (from: number, to: number) => void) => void

/** For each `to`, the `from`s. */
const inverted = (size: number, each: Each): Lists => {
  const starts = new Int32Array(size + 1)
  each((_, to) => {
    starts[to + 1] = (starts[to + 1] ?? 0) + 1
  })
  for (let i = 0; i < size; i++) starts[i + 1] = (starts[i + 1] ?? 0) + (starts[i] ?? 0)
  const items = new Int32Array(starts[size] ?? 0)
  const next = starts.slice(0, size)
  each((from, to) => {
    const at = next[to] ?? 0
    items[at] = from
    next[to] = at + 1
  })
  return { starts, items }
}

/** A plan read backwards. */
export interface Inverse {
  /** Object → the objects that mention it. */
  readonly mentionedBy: Lists
  /** Object → the units that write it. */
  readonly writtenBy: Lists
}

const inverses = new WeakMap<Plan, Inverse>()

/** Made once a plan, when something that it orders changes for the first time. */
export const inverseOf = (plan: Plan): Inverse => {
  const known = inverses.get(plan)
  if (known) return known
  const size = plan.ids.length
  const made: Inverse = {
    mentionedBy: inverted(size, (see) => {
      for (let i = 0; i < size; i++) eachOf(plan.mentions, i, (target) => see(i, objectAt(plan, target)))
    }),
    writtenBy: inverted(size, (see) => {
      plan.units.forEach((u, n) => {
        see(n, u.object)
        for (const h of u.held) see(n, h)
      })
    }),
  }
  inverses.set(plan, made)
  return made
}
