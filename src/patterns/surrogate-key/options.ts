import type { Id } from '../../base/index.ts'
import { choice, columns, flag, optionsOf, text } from '../kit/index.ts'

export interface Options {
  readonly kind: 'identity' | 'uuidv7' | 'uuidv4'
  readonly column: string
  readonly add: boolean
  readonly given: boolean
  readonly natural: readonly Id<'column'>[]
}

export const options = optionsOf<Options>({
  kind: choice(
    'Kind of key',
    'A number that counts up, a UUID that begins with the time, or a random UUID.',
    ['identity', 'uuidv7', 'uuidv4'],
  ),
  column: text(
    '',
    /^$|^[a-z_][a-z0-9_]{0,50}$/,
    'write a name of small letters, digits and underscores, or leave it empty.',
    {
      title: 'Name of the column',
      description: 'For a key column that is added. Empty: id, or the table with _id beside another key.',
    },
  ),
  add: flag(
    'Add a column beside the present key',
    'A key that is one number or UUID already counts as such a key and is changed in place; switch this on to keep it as a natural key instead.',
    false,
  ),
  given: flag(
    'Accept given numbers',
    'Let an INSERT name the number of an identity key itself, as imports do.',
    false,
  ),
  natural: columns(
    'Natural key',
    'Columns by which people tell rows apart. Together they stay unique beside the new key.',
  ),
})
