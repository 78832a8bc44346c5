import { choice, identifier, optionsOf, roleName } from '../kit/index.ts'

export type Who = 'owner' | 'everyone' | 'admin'
export interface Options {
  readonly column: string
  readonly read: Who
  readonly insert: Who
  readonly update: Who
  readonly remove: Who
  readonly admin: string
}

const who = (title: string, description: string) => choice(title, description, ['owner', 'everyone', 'admin'])

export const options = optionsOf<Options>({
  column: identifier('Column', 'The column that names the owner of a row.', 'owner'),
  read: who('Reading', 'Who sees a row.'),
  insert: who('Adding', 'Who adds rows: everyone their own, everyone for anyone, or admins only.'),
  update: who('Changing', 'Who changes a row.'),
  remove: who('Removing', 'Who removes a row.'),
  admin: roleName(
    'Admin role',
    'The database role whose members reach every row. Empty: there is none.',
    'app_admin',
    true,
  ),
})
