import type { Id } from '../../base/index.ts'
import { column, flag, type Group, groups, optionsOf, type SplitOptions, uniques } from '../kit/index.ts'

export interface Options extends SplitOptions {
  readonly column?: Id<'column'> | undefined
  readonly groups: readonly Group[]
  readonly rest: boolean
  readonly stay: boolean
}

export const options = optionsOf<Options>({
  column: column('Column', 'The column whose values say where a row is. Empty: the first enum or boolean.'),
  groups: groups(
    'Partitions',
    'Which values share a partition. Empty: one for each value of an enum or a boolean.',
  ),
  rest: flag('Default partition', 'Keep rows of other values, instead of refusing them.', true),
  stay: flag(
    'Rows stay',
    'Refuse changes of the column. Otherwise a row moves, which fires the triggers of a deletion.',
    false,
  ),
  uniques,
})
