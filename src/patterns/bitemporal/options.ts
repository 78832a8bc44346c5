import type { Id } from '../../base/index.ts'
import { choice, columns, flag, optionsOf } from '../kit/index.ts'

export interface Options {
  readonly key: readonly Id<'column'>[]
  readonly unit: 'date' | 'time'
  readonly view: boolean
  readonly guard: boolean
}

export const options = optionsOf<Options>({
  key: columns(
    'Key columns',
    'What rows are versions of, such as the number of a contract. Empty: the first unique key.',
  ),
  unit: choice('Valid time in', 'Whether facts hold for whole days, or for points in time.', [
    'date',
    'time',
  ]),
  view: flag('View of what is known', 'Make a view that shows only what is believed now.', true),
  guard: flag(
    'Guard against rewriting',
    'Refuse DELETE and any UPDATE that does more than end a belief, so that only corrections remain.',
    false,
  ),
})
