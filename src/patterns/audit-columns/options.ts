import type { Id } from '../../base/index.ts'
import { choice, optionsOf, table } from '../kit/index.ts'

export interface Options {
  readonly by: 'none' | 'text' | 'reference'
  /** The table of people, for `reference`. */
  readonly people?: Id<'table'> | undefined
}

export const options = optionsOf<Options>({
  by: choice(
    'Who',
    'Record only when a row changed, or also who changed it: as text, or as a reference to a table of people.',
    ['none', 'text', 'reference'],
  ),
  people: table('People', 'The table that the acting user is a row of.'),
})
