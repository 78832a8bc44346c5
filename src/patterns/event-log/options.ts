import type { Id } from '../../base/index.ts'
import { choice, columns, flag, optionsOf } from '../kit/index.ts'

export interface Options {
  readonly lifecycle: boolean
  readonly columns: readonly Id<'column'>[]
  readonly rows: 'outlive' | 'cascade'
}

export const options = optionsOf<Options>({
  lifecycle: flag(
    'Beginning and end',
    'Write an event when a row is created, and when it is deleted if its events outlive it.',
    true,
  ),
  columns: columns(
    'Watched columns',
    'Write an event with the value before and after whenever one of these columns changes.',
  ),
  rows: choice('When the row is deleted', 'Its events outlive it, or are deleted with it by a foreign key.', [
    'outlive',
    'cascade',
  ]),
})
