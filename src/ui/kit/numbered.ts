/**
 * Each with its place, for a list whose items have no id: what is edited keeps its inputs, and two that say the same
 * stay two.
 */
export const numbered = <T>(items: readonly T[]): readonly { readonly item: T; readonly at: number }[] =>
  items.map((item, at) => ({ item, at }))
