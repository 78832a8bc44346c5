import { synthetic } from '../designs.ts'

/** The designs that the rows share. Companions of patterns come on top of the tables. */
export const twentyFive = () => synthetic({ tables: 25, columns: 10 })

/** Patterns that add no table, so that 100 tables are 100. */
export const hundred = () =>
  synthetic({ tables: 100, columns: 12, patterns: ['audit-columns', 'soft-delete'] })

export const fiveHundred = () => synthetic({ tables: 500, columns: 12 })

export const threePatterns = ['audit-columns', 'soft-delete', 'history-table'] as const

export const fiveHundredWithPatterns = () => synthetic({ tables: 500, columns: 12, patterns: threePatterns })
