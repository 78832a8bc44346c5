import type { Id } from '../../base/index.ts'
import { name, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import { isSplit, split as splitClaim, stay, toldMoves } from './partition.ts'
import { toldDrops } from './partition-drop.ts'
import { rangeFunctions } from './range-functions.ts'
import { type RangeKind, type RangeUse, rangePlan } from './range-plan.ts'

/** The partitions that the design has from the start. */
export const rangeSplit = (facts: Facts, use: RangeUse, kind: RangeKind): readonly Claim<'split'>[] => {
  const table = facts.object('table', use.table)
  const plan = rangePlan(facts, use, kind)
  if ('claim' in plan) return [plan]
  if (!table) return []
  const own = { claim: 'add', kind: 'partition', table: use.table, schema: table.schema } as const
  return [
    splitClaim(use, 'range', [plan.column.id]),
    ...plan.spans.map(
      (s): Claim<'split'> => ({
        ...own,
        role: `p:${s.from}`,
        name: sql`${name(use.table)}_${s.label}`,
        from: [plan.bound(s.from)],
        to: [plan.bound(s.to)],
      }),
    ),
    ...(use.options.rest
      ? [
          {
            ...own,
            role: 'rest',
            name: sql`${name(use.table)}_default`,
            comment: 'Rows that no other partition is for.',
          } as const,
        ]
      : []),
  ]
}

/** What to know of rows that move. */
export const rangeMoves = (facts: Facts, use: RangeUse, kind: RangeKind): readonly Claim<'derived'>[] => {
  const plan = rangePlan(facts, use, kind)
  if ('claim' in plan || !isSplit(facts, use) || use.options.stay) return []
  return toldMoves(facts, use, plan.column.id)
}

/** What to know of rows that go with their partition. */
export const rangeDrops = (facts: Facts, use: RangeUse): readonly Claim<'files'>[] =>
  facts.object('routine', use.idOf('drop'))
    ? toldDrops(facts, use, use.options.keep !== '' || use.options.keepBelow > 0)
    : []

/** What makes, drops, guards and indexes them. */
export const rangeRows = (facts: Facts, use: RangeUse, kind: RangeKind): readonly Claim<'rows'>[] => {
  const plan = rangePlan(facts, use, kind)
  if ('claim' in plan || !isSplit(facts, use)) return []
  const column = plan.column.id as Id<'column'>
  return [
    ...(use.options.stay ? [stay(use, [column])] : []),
    ...(use.options.brin
      ? [
          {
            claim: 'add',
            kind: 'index',
            role: 'brin',
            name: sql`${name(use.table)}_${name(column)}_brin`,
            table: use.table,
            method: 'brin',
            elements: [{ column }],
          } as const,
        ]
      : []),
    ...rangeFunctions(facts, use, plan),
  ]
}
