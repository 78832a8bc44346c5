import {
  choice,
  column,
  flag,
  interval,
  optionsOf,
  type RangeOptions,
  text,
  told,
  uniques,
  units,
  whole,
} from '../kit/index.ts'

export type Options = RangeOptions

export const options = optionsOf<Options>({
  by: choice('By', 'Partitions hold a span of time, or a run of whole numbers.', ['time', 'integer']),
  column: column(
    'Column',
    'A time or a whole number of the table that hardly ever changes. Empty: the first that suits.',
  ),
  every: choice('Span of time', 'How much time one partition holds.', units),
  from: text('2026-01-01', /^\d{4}-\d\d-\d\d$/, 'write a date, such as "2026-01-01".', {
    title: 'First day',
    description: 'Where the first partition begins. It is moved back to the start of its span.',
  }),
  width: whole(
    'Numbers in a partition',
    'How many whole numbers one partition holds.',
    1_000_000,
    1,
    1_000_000_000_000,
  ),
  start: whole('First number', 'Where the first partition begins.', 0, -1_000_000_000_000, 1_000_000_000_000),
  premake: whole(
    'Partitions ahead',
    'How many partitions are made in advance, in the DDL and by the function.',
    3,
    1,
    100,
  ),
  rest: flag('Default partition', 'Keep rows that no partition is for, instead of refusing them.', true),
  keep: interval(
    'Keep',
    'How long rows are kept, such as "12 months"; the default of the function that drops old partitions. Empty: say it in the call.',
    '',
  ),
  keepBelow: whole(
    'Keep numbers',
    'How many of the highest numbers are kept when partitions are dropped. 0: say it in the call.',
    0,
    0,
    1_000_000_000_000,
  ),
  brin: flag('BRIN index', 'A tiny index for ranges of the column, where rows come in its order.', false),
  stay: flag(
    'Rows stay',
    'Refuse changes of the column. Otherwise a row moves, which fires the triggers of a deletion.',
    false,
  ),
  told,
  uniques,
})
