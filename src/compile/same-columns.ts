import type { Id } from '../base/index.ts'

/** Whether two lists name the same columns, in whatever order. */
export const sameColumns = (a: readonly Id[], b: readonly Id[]): boolean =>
  a.length === b.length && a.every((x) => b.includes(x))
