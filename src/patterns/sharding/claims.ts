import type { Claim, Facts } from '../../compile/api.ts'
import { citusColumns, citusDerived, citusKeys, citusRows, citusTables } from './citus.ts'
import { mapColumns, mapKeys, mapRows, mapTables } from './map.ts'
import { mapRoutines } from './map-routines.ts'
import type { U } from './plan.ts'
import { mapTroubles } from './troubles.ts'

const isMap = (use: U): boolean => use.options.kind === 'map'

export const tables = (_facts: Facts, use: U): readonly Claim<'tables'>[] =>
  isMap(use) ? mapTables : citusTables
export const columns = (_facts: Facts, use: U): readonly Claim<'columns'>[] =>
  isMap(use) ? mapColumns(use) : citusColumns(use)
export const keys = (_facts: Facts, use: U): readonly Claim<'keys'>[] =>
  isMap(use) ? mapKeys(use) : citusKeys(use)
export const rows = (facts: Facts, use: U): readonly Claim<'rows'>[] =>
  isMap(use) ? [...mapTroubles(facts, use), ...mapRows(use)] : citusRows(facts, use)
export const derived = (facts: Facts, use: U): readonly Claim<'derived'>[] =>
  isMap(use) ? mapRoutines(facts, use) : citusDerived(facts, use)
