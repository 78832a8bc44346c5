import type { Id } from '../../base/index.ts'
import { columns, flag, identifier, optionsOf } from '../kit/index.ts'

export interface Options {
  readonly columns: readonly Id<'column'>[]
  readonly suffix: string
  readonly view: string
  readonly writes: boolean
}

export const options = optionsOf<Options>({
  columns: columns(
    'Cold columns',
    'What is wide or hardly read. Empty: the optional columns that no key, index, check or other pattern needs.',
  ),
  suffix: identifier('Name of the other table', 'What is put after the name of the table.', 'details'),
  view: identifier(
    'Name of the view',
    'What is put after the name of the table for the view of both.',
    'full',
  ),
  writes: flag(
    'Write through the view',
    'Let the view take inserts, changes and deletions, and share them out.',
    true,
  ),
})
