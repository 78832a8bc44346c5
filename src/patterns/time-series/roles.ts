import type { Id } from '../../base/index.ts'

/** Roles of the summary's columns: by the column that they are about. */
export const roles = {
  series: (c: Id): string => `series:${c}`,
  sum: (c: Id): string => `sum:${c}`,
  least: (c: Id): string => `least:${c}`,
  greatest: (c: Id): string => `greatest:${c}`,
}
