import type { Id } from '../../base/index.ts'
import { choice, flag, identifier, optionsOf } from '../kit/index.ts'
import { parentOption } from '../kit/tree.ts'

export interface Options {
  readonly parent?: Id<'column'> | undefined
  readonly store: 'columns' | 'beside'
  readonly left: string
  readonly right: string
  readonly functions: boolean
}

export const options = optionsOf<Options>({
  parent: parentOption,
  store: choice(
    'Where the numbers are',
    'In columns of the table; or in a table beside it, so that a move does not rewrite rows that have a history or a version of their own.',
    ['columns', 'beside'],
  ),
  left: identifier('Left', 'The column with the number at which a row begins.', 'lft'),
  right: identifier('Right', 'The column with the number at which it ends.', 'rgt'),
  functions: flag(
    'Functions',
    'Make functions that give all rows within one, add a row as the first or last below another, move a row with its branch, and remove a branch.',
    true,
  ),
})
