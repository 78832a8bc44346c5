import * as z from 'zod/mini'
import type { Id } from '../../base/index.ts'
import { choice, flag, list, optionsOf, said, table, text, words } from '../kit/index.ts'

export type How = 'null' | 'constant' | 'hash' | 'keep'
export interface Flag {
  readonly column: Id<'column'>
  readonly how: How
  /** What a constant is; '' takes the tombstone, or the type's empty value. */
  readonly value: string
}

export interface Options {
  readonly columns: readonly Flag[]
  readonly subject?: Id<'table'> | undefined
  readonly follow: 'direct' | 'all' | 'none'
  readonly tombstone: string
  readonly mark: boolean
  readonly systems: readonly string[]
}

export const options = optionsOf<Options>({
  columns: list('Personal data', 'The columns that hold personal data, and what erasing leaves in each.', {
    column: said(z.string(), { title: 'Column', ref: 'column' }),
    how: choice(
      'Becomes',
      'null; a constant; a pseudonym that no one can turn back; or keep, where a law demands the value.',
      ['null', 'constant', 'hash', 'keep'],
    ),
    value: said(z._default(z.string(), ''), {
      title: 'Constant',
      description: 'What a constant is. Empty: the word for what was erased, or the empty value of the type.',
    }),
  }),
  subject: table(
    'Persons',
    'The table whose rows are the persons who may ask to be erased. Empty: the table of the first column above.',
  ),
  follow: choice(
    'Follow references',
    'Whose rows are erased along with a person: those that reference the person, all that can be reached by references, or none.',
    ['direct', 'all', 'none'],
  ),
  tombstone: text('erased', /^[^\n]{1,60}$/, 'write a short word.', {
    title: 'Word for what was erased',
    description: 'What a constant leaves in a text column.',
  }),
  mark: flag('Mark rows', 'Give every table with personal data a time at which the row was erased.', true),
  systems: words(
    'Other systems',
    'Systems beside this database that have to erase too, such as search or billing. Each is ticked off on its own.',
    [],
  ),
})
