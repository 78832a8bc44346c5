import type { Id } from '../../base/index.ts'
import { flag, optionsOf } from '../kit/index.ts'
import { parentOption } from '../kit/tree.ts'

export interface Options {
  readonly parent?: Id<'column'> | undefined
  readonly functions: boolean
}

export const options = optionsOf<Options>({
  parent: parentOption,
  functions: flag(
    'Functions',
    'Make functions for the rows below and above one row, nearest first; deleted rows are left out.',
    true,
  ),
})
