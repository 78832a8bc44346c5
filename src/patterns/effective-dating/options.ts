import type { Id } from '../../base/index.ts'
import { choice, columns, flag, optionsOf, table } from '../kit/index.ts'

export interface Options {
  readonly key: readonly Id<'column'>[]
  readonly form: 'range' | 'pair'
  readonly unit: 'time' | 'date'
  readonly open: 'null' | 'infinity'
  readonly gaps: 'allowed' | 'refused'
  readonly view: boolean
  readonly parent?: Id<'table'> | undefined
  readonly parentKey: readonly Id<'column'>[]
}

export const options = optionsOf<Options>({
  key: columns(
    'Key columns',
    'What rows are versions of, such as the number of a contract. Empty: the first unique key.',
  ),
  form: choice('Period as', 'One range column, or two columns from and until.', ['range', 'pair']),
  unit: choice('Counted in', 'Points in time, or whole days.', ['time', 'date']),
  open: choice('Open end', 'How a version without an end is written: as NULL, or as infinity.', [
    'null',
    'infinity',
  ]),
  gaps: choice('Gaps', 'Whether there may be times without a version between two versions.', [
    'allowed',
    'refused',
  ]),
  view: flag('View of current versions', 'Make a view that shows only the versions that hold now.', true),
  parent: table(
    'Within',
    'A table with periods of its own: a version may hold only while a version of its row there does. PostgreSQL 18, range columns.',
  ),
  parentKey: columns(
    'Columns of the parent',
    'The columns of this table that say which row of the parent it is.',
  ),
})
