import type { Id } from '../../base/index.ts'
import { choice, flag, identifier, optionsOf } from '../kit/index.ts'
import { parentOption } from '../kit/tree.ts'

export interface Options {
  readonly parent?: Id<'column'> | undefined
  readonly name: string
  readonly cycles: boolean
  readonly onDelete: 'restrict' | 'cascade' | 'set null'
  readonly views: boolean
  readonly functions: boolean
}

export const options = optionsOf<Options>({
  parent: parentOption,
  name: identifier(
    'Name',
    'What new parent columns are called: "parent" makes parent_id of a key id.',
    'parent',
  ),
  cycles: flag('Refuse cycles', 'Refuse to move a row below itself, at any distance.', true),
  onDelete: choice(
    'Removing a row',
    'What removing a row with rows below it does: it is refused, takes them along, or leaves them at the top.',
    ['restrict', 'cascade', 'set null'],
  ),
  views: flag('Views', 'Make views of every row with those above and those below it, and how far.', true),
  functions: flag(
    'Functions',
    'Make functions for the rows below one row and for its path from the top.',
    true,
  ),
})
