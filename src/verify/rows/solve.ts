import type { Id } from '../../base/index.ts'
import type { Known, Val } from '../expr/index.ts'

/** A column's value is chosen, or the column is left out and has `left` (NULL, its default, or what cannot be told). */
export type Choice = { readonly value: Known } | { readonly left: Val }

export interface Free {
  readonly id: Id
  /** Choices in order of preference, asked for when the search gets there. */
  readonly choices: (get: Get) => Iterable<Choice>
}
export type Get = (id: Id) => Val | undefined

export interface Rule {
  /** The constraint that the rule stands for. */
  readonly id: Id
  readonly columns: readonly Id[]
  /** False only where the rule is surely broken. */
  readonly allows: (get: Get) => boolean
}

/** Choices tried before a search gives up. */
const budget = 20_000

/**
 * The first assignment of the free columns that no rule forbids, by backtracking. The error is the rule that
 * stopped the search at its furthest point, or undefined where a column had no choice at all.
 */
export const solve = (
  free: readonly Free[],
  fixed: ReadonlyMap<Id, Val>,
  rules: readonly Rule[],
): { readonly found: ReadonlyMap<Id, Choice> } | { readonly stoppedBy: Id | undefined } => {
  const chosen = new Map<Id, Choice>()
  const get: Get = (id) => {
    const c = chosen.get(id)
    return c ? ('value' in c ? c.value : c.left) : fixed.get(id)
  }
  const at = new Map(free.map((f, i) => [f.id, i]))
  const due = free.map((): Rule[] => [])
  for (const r of rules) due[Math.max(-1, ...r.columns.map((c) => at.get(c) ?? -1))]?.push(r)

  let tried = 0
  let furthest = -1
  let stoppedBy: Id | undefined
  const search = (i: number): boolean => {
    const f = free[i]
    if (!f) return true
    for (const choice of f.choices(get)) {
      if (++tried > budget) return false
      chosen.set(f.id, choice)
      const broken = due[i]?.find((r) => !r.allows(get))
      if (broken && i >= furthest) {
        furthest = i
        stoppedBy = broken.id
      }
      if (!broken && search(i + 1)) return true
    }
    chosen.delete(f.id)
    return false
  }
  return search(0) ? { found: chosen } : { stoppedBy }
}
