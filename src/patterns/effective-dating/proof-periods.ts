import { rawSql, type Sql } from '../../catalog/index.ts'
import type { Value } from '../../compile/api.ts'
import { periodColumns, type U } from './period.ts'

export type Values = { readonly [column: string]: Value }

/** The beginning of a year, as the period's columns write it. */
export const at = (use: U, year: number): string =>
  use.options.unit === 'date' ? `${year}-01-01` : `${year}-01-01 00:00:00+00`
export const point = (use: U, year: number): Sql =>
  rawSql(use.options.unit === 'date' ? `date '${at(use, year)}'` : `timestamptz '${at(use, year)}'`)

/** From the beginning of a year until that of another; without one, open. */
export const during = (use: U, from: number, until?: number): Values => {
  const [first, second] = periodColumns(use)
  const open = use.options.open === 'infinity' ? 'infinity' : null
  if (!first) return {}
  if (second) return { [first]: at(use, from), [second]: until === undefined ? open : at(use, until) }
  const end = until === undefined ? (open ?? '') : at(use, until)
  return { [first]: `[${at(use, from)},${end})` }
}
