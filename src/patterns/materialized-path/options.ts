import type { Id } from '../../base/index.ts'
import { choice, flag, identifier, optionsOf } from '../kit/index.ts'
import { parentOption } from '../kit/tree.ts'

export interface Options {
  readonly parent?: Id<'column'> | undefined
  readonly kind: 'ltree' | 'text'
  readonly column: string
  readonly view: boolean
}

export const options = optionsOf<Options>({
  parent: parentOption,
  kind: choice(
    'Kind of path',
    'An ltree with its operators and a GiST index; or text and a plain index, which needs no extension and serves behind row level security too.',
    ['ltree', 'text'],
  ),
  column: identifier('Column', 'The name of the path column.', 'path'),
  view: flag('View', 'Make a view of every row with each row above it, by their paths.', true),
})
