import type { Id } from '../../base/index.ts'
import { builtIn, name, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts, IssueClaim } from '../../compile/api.ts'
import { isSplit, rangePlan, rangeRows, rangeSplit, split as splitClaim } from '../kit/index.ts'
import { kind, ranged, type U } from './options.ts'
import { roles } from './roles.ts'
import { rollUp } from './roll-up.ts'
import { rollupName, sealedShape, shapeOf, sumType } from './shape.ts'

const own = (use: U): boolean => use.options.engine === 'native'
const summed = (facts: Facts, use: U) => (own(use) && use.options.rollup ? shapeOf(facts, use) : undefined)

const problem = (use: U, option: 'series' | 'measures', code: string, message: Sql): IssueClaim => ({
  claim: 'issue',
  code: `time-series/${code}`,
  severity: 'error',
  objects: [use.table],
  option,
  message,
  waysOut: [
    { remedy: 'options', label: 'Leave the choice to Damask', set: { [option]: [] } },
    { remedy: 'options', label: 'Keep no summaries', set: { rollup: false } },
  ],
})

const problems = (facts: Facts, use: U): readonly IssueClaim[] => {
  const s = use.options.rollup ? shapeOf(facts, use) : undefined
  if (!s) return []
  const { series, measures } = use.options
  const lost = series.length > 0 && s.series.length < series.length
  const odd = measures.length > 0 && s.measures.length < measures.length
  return [
    ...(lost
      ? [
          problem(
            use,
            'series',
            'series',
            sql`A column chosen for the series of ${name(use.table)} is not in it, or is its time. Choose others.`,
          ),
        ]
      : []),
    ...(odd
      ? [
          problem(
            use,
            'measures',
            'measures',
            sql`A column chosen as a measure of ${name(use.table)} is no number of it. Choose others.`,
          ),
        ]
      : []),
  ]
}

export const tables = (facts: Facts, use: U): readonly Claim<'tables'>[] => {
  const s = summed(facts, use)
  return [
    ...problems(facts, use),
    ...(s
      ? [
          {
            claim: 'table',
            role: 'rollup',
            name: rollupName(use, s),
            beside: use.table,
            holds: 'facts',
            comment: 'Summaries of single values, which they outlive.',
          } as const,
        ]
      : []),
  ]
}

export const columns = (facts: Facts, use: U): readonly Claim<'columns'>[] => {
  const s = summed(facts, use)
  const table = use.idOf<'table'>('rollup')
  if (!s || !facts.object('table', table)) return []
  const add = { claim: 'column', table } as const
  return [
    {
      ...add,
      role: 'bucket',
      name: sql`bucket`,
      type: s.at.type,
      notNull: true,
      comment: 'Where the span of time begins.',
    },
    ...s.series.flatMap((c): readonly Claim<'columns'>[] => [
      {
        ...add,
        role: roles.series(c.id),
        name: sql`${name(c.id)}`,
        type: c.type,
        ...(c.notNull ? { notNull: true } : {}),
      },
      {
        claim: 'copies',
        table,
        column: use.idOf(roles.series(c.id)),
        of: use.table,
        only: c.id as Id<'column'>,
        where: sql`${name(use.idOf(roles.series(c.id)))} = source.${name(c.id)}`,
      },
    ]),
    { ...add, role: 'samples', name: sql`samples`, type: builtIn('bigint'), notNull: true },
    ...s.measures.flatMap((c): readonly Claim<'columns'>[] => [
      { ...add, role: roles.sum(c.id), name: sql`${name(c.id)}_sum`, type: sumType(c) },
      { ...add, role: roles.least(c.id), name: sql`${name(c.id)}_min`, type: c.type },
      { ...add, role: roles.greatest(c.id), name: sql`${name(c.id)}_max`, type: c.type },
    ]),
  ]
}

export const keys = (facts: Facts, use: U): readonly Claim<'keys'>[] => {
  const table = use.idOf<'table'>('rollup')
  const s = sealedShape(facts, use)
  if (!s) return []
  const full = s.series.every((c) => c.notNull)
  return [
    {
      claim: 'add',
      kind: 'key',
      role: 'pk',
      name: '',
      table,
      ...(full ? { primary: true } : { nullsNotDistinct: true }),
      columns: [...s.series.map((c) => use.idOf<'column'>(roles.series(c.id))), use.idOf<'column'>('bucket')],
    },
  ]
}

export const split = (facts: Facts, use: U): readonly Claim<'split'>[] => {
  if (own(use)) return rangeSplit(facts, ranged(use), kind)
  const plan = rangePlan(facts, ranged(use), kind)
  return 'claim' in plan ? [plan] : [{ ...splitClaim(use, 'range', [plan.column.id]), outside: true }]
}

export const rows = (facts: Facts, use: U): readonly Claim<'rows'>[] => {
  if (!own(use) || !isSplit(facts, use)) return []
  const s = sealedShape(facts, use)
  return [...rangeRows(facts, ranged(use), kind), ...(s ? rollUp(facts, use, s) : [])]
}
