import { choice, flag, optionsOf, roleName, text } from '../kit/index.ts'

export interface Options {
  readonly blind: 'where needed' | 'always' | 'never'
  readonly read: 'view' | 'function'
  readonly reader: string
  readonly key: string
  readonly blindKey: string
  readonly stretch: boolean
}

const setting = (fallback: string, title: string, description: string) =>
  text(
    fallback,
    /^[a-z_][a-z0-9_]*\.[a-z_][a-z0-9_]*$/,
    'write two names with a dot between them, such as app.encryption_key.',
    {
      title,
      description,
    },
  )

export const options = optionsOf<Options>({
  blind: choice(
    'Blind index',
    'A keyed hash beside the column, by which equal values are found and kept unique. It tells who reads it which rows are equal.',
    ['where needed', 'always', 'never'],
  ),
  read: choice('Read by', 'A view of the table with the column in plain text, or a function to call on it.', [
    'view',
    'function',
  ]),
  reader: roleName('Role of the readers', 'The one role that may decrypt.', 'pii_reader', false),
  key: setting(
    'app.encryption_key',
    'Setting with the key',
    'Sessions that write or decrypt set it; the key is nowhere in the schema.',
  ),
  blindKey: setting(
    'app.blind_index_key',
    'Setting with the key of the blind index',
    'Another key, so that the hash tells nothing about the cipher.',
  ),
  stretch: flag(
    'Stretch the key',
    'Makes guessing a key that a person chose some hundred times as costly, and every write and read with it. A key of 32 random bytes needs no stretching.',
    false,
  ),
})
