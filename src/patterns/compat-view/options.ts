import * as z from 'zod/mini'
import type { Id } from '../../base/index.ts'
import { nameProblem } from '../../catalog/index.ts'
import type { Use } from '../../compile/api.ts'
import { choice, columns, list, optionsOf, said, text } from '../kit/index.ts'

export interface Renamed {
  readonly column: Id<'column'>
  readonly was: string
}
export interface Options {
  readonly name: string
  readonly renamed: readonly Renamed[]
  readonly without: readonly Id<'column'>[]
  readonly writes: 'through' | 'refused'
  readonly deleted: 'hidden' | 'shown'
  readonly until: string
}
export type U = Use<Options>

/** PostgreSQL would cut a longer one, and then it is not the name that old code knows. */
const short = z.refine<string>(
  (given) => given === '' || nameProblem(given) === undefined,
  'write a name of at most 63 bytes; letters with accents take two or more.',
)

export const options = optionsOf<Options>({
  name: said(z._default(z.string().check(short), ''), {
    title: 'Old name',
    description: 'The name by which old code knows the table. Empty: the name of today after "old_".',
  }),
  renamed: list('Renamed columns', 'Columns that old code knows by another name.', {
    column: said(z.string(), { title: 'Column', ref: 'column' }),
    was: said(z.string().check(z.minLength(1, 'write the old name.'), short), { title: 'Old name' }),
  }),
  without: columns('Newer columns', 'Columns that the old shape does not have.'),
  writes: choice(
    'Writes',
    'through: old code reads and writes the table. refused: it only reads any more, the last step before the view goes.',
    ['through', 'refused'],
  ),
  deleted: choice(
    'Deleted rows',
    'Whether old code, which knows nothing of a soft deletion, sees deleted rows.',
    ['hidden', 'shown'],
  ),
  until: text('', /^$|^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'write a date such as 2027-01-31.', {
    title: 'To be dropped after',
    description: 'The day on which no old code runs any more. It is noted on the view.',
  }),
})
