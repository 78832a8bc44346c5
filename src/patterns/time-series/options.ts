import type { Id } from '../../base/index.ts'
import type { Use } from '../../compile/api.ts'
import {
  choice,
  column,
  columns,
  flag,
  optionsOf,
  type RangeKind,
  type RangeUse,
  type SplitOptions,
  text,
  told,
  uniques,
  whole,
} from '../kit/index.ts'

export const chunks = ['day', 'week', 'month'] as const
export const buckets = ['hour', 'minute', 'day'] as const

export interface Options extends SplitOptions {
  readonly engine: 'native' | 'timescaledb'
  readonly column?: Id<'column'> | undefined
  readonly every: (typeof chunks)[number]
  readonly from: string
  readonly premake: number
  readonly keep: string
  readonly told: boolean
  readonly rollup: boolean
  readonly bucket: (typeof buckets)[number]
  readonly series: readonly Id<'column'>[]
  readonly measures: readonly Id<'column'>[]
}

export const options = optionsOf<Options>({
  engine: choice(
    'Made by',
    "PostgreSQL's own partitions, or the TimescaleDB extension, whose calls are a file of the bundle.",
    ['native', 'timescaledb'],
  ),
  column: column('Time', 'When the values were measured. Empty: the first time of the table.'),
  every: choice('Span of a partition', 'How much time one partition (a chunk) holds.', chunks),
  from: text('2026-01-01', /^\d{4}-\d\d-\d\d$/, 'write a date, such as "2026-01-01".', {
    title: 'First day',
    description: 'Where the first partition begins.',
  }),
  premake: whole('Partitions ahead', 'How many partitions are made in advance.', 7, 1, 100),
  keep: text(
    '90 days',
    /^$|^\d{1,5} (day|week|month|year)s?$/,
    'write a number and a unit, such as "90 days", or nothing.',
    {
      title: 'Keep',
      description: 'How long single values are kept, such as "90 days". Summaries stay. Empty: for good.',
    },
  ),
  rollup: flag('Summaries', 'Keep count, sum, least and greatest for each span of time, for good.', true),
  bucket: choice('Span of a summary', 'How much time one summary covers.', buckets),
  series: columns('Series', 'What values belong to, such as the device. Empty: the references of the table.'),
  measures: columns(
    'Measures',
    'The numbers that are summed up. Empty: every number that is no key and no reference.',
  ),
  told,
  uniques,
})

export type U = Use<Options>

/** How its partitions by range are asked for. */
export const kind: RangeKind = { code: 'time-series', integers: false }

/** The same use as one of partitions by range. */
export const ranged = (use: U): RangeUse => ({
  ...use,
  options: {
    by: 'time',
    column: use.options.column,
    every: use.options.every,
    from: use.options.from,
    width: 1,
    start: 0,
    premake: use.options.premake,
    rest: true,
    keep: use.options.keep,
    keepBelow: 0,
    brin: true,
    stay: false,
    told: use.options.told,
    uniques: use.options.uniques,
  },
})
