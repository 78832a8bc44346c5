import type { Id } from '../../base/index.ts'
import { columns, flag, optionsOf } from '../kit/index.ts'

export interface Options {
  readonly columns: readonly Id<'column'>[]
  readonly actor: boolean
}

export const options = optionsOf<Options>({
  columns: columns(
    'Tracked columns',
    'Columns of which every value is kept with the period in which it held. Empty: the first that can be tracked.',
  ),
  actor: flag('Who set it', 'Record the acting user with every value.', true),
})
