import type { Claim, Facts } from '../../compile/api.ts'
import { type RangeKind, type RangeUse, rangeDrops, rangeMoves, rangeRows, rangeSplit } from '../kit/index.ts'

const kind: RangeKind = { code: 'partition-range', integers: true }

export const split = (facts: Facts, use: RangeUse): readonly Claim<'split'>[] => rangeSplit(facts, use, kind)
export const rows = (facts: Facts, use: RangeUse): readonly Claim<'rows'>[] => rangeRows(facts, use, kind)
export const derived = (facts: Facts, use: RangeUse): readonly Claim<'derived'>[] =>
  rangeMoves(facts, use, kind)
export const files = (facts: Facts, use: RangeUse): readonly Claim<'files'>[] => rangeDrops(facts, use)
