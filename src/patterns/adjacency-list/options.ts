import type { Id } from '../../base/index.ts'
import { choice, flag, identifier, optionsOf } from '../kit/index.ts'
import { parentOption } from '../kit/tree.ts'

/** What new parent columns are called when no one says another name. */
export const newName = 'parent'

export interface Options {
  readonly parent?: Id<'column'> | undefined
  readonly name: string
  readonly cycles: boolean
  readonly onDelete: 'as drawn' | 'restrict' | 'cascade' | 'set null'
  readonly views: boolean
  readonly functions: boolean
}

export const options = optionsOf<Options>({
  parent: parentOption,
  name: identifier(
    'Name',
    'What new parent columns are called: "parent" makes parent_id of a key id. Columns that are drawn keep their names.',
    newName,
  ),
  cycles: flag('Refuse cycles', 'Refuse to move a row below itself, at any distance.', true),
  onDelete: choice(
    'Removing a row',
    'What removing a row with rows below it does: what a drawn reference says, and without one it is refused; it is refused; it takes them along; or it leaves them at the top.',
    ['as drawn', 'restrict', 'cascade', 'set null'],
  ),
  views: flag('Views', 'Make views of every row with those above and those below it, and how far.', true),
  functions: flag(
    'Functions',
    'Make functions for the rows below one row and for its path from the top.',
    true,
  ),
})
