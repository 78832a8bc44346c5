import * as z from 'zod/mini'
import type { Id } from '../../base/index.ts'
import { choice, flag, identifier, optionsOf, said, tables, text } from '../kit/index.ts'

export const payloadTypes = [
  'text',
  'integer',
  'bigint',
  'numeric',
  'boolean',
  'date',
  'timestamptz',
  'uuid',
  'jsonb',
] as const

export interface Payload {
  readonly name: string
  readonly type: (typeof payloadTypes)[number]
  readonly required: boolean
}
export interface Options {
  readonly with: readonly Id<'table'>[]
  readonly name: string
  readonly onDelete: 'cascade' | 'restrict'
  readonly payload: readonly Payload[]
}

const column = z.strictObject({
  name: identifier('Name', 'The name of the column.', 'note'),
  type: choice('Type', 'What it holds.', payloadTypes),
  required: flag('Required', 'Refuse a link without it.', false),
})

export const options = optionsOf<Options>({
  with: tables(
    'Joined with',
    'The other table. With several, a link joins one row of each; with this table itself, rows are joined with each other. None chosen: the first table that no reference joins with this one.',
  ),
  name: text(
    '',
    /^$|^[a-z_][a-z0-9_]{0,50}$/,
    'write a name of small letters, digits and underscores, or leave it empty.',
    {
      title: 'Name',
      description: 'The name of the junction table. Empty: the names of the tables.',
    },
  ),
  onDelete: choice(
    'On delete',
    'What deleting a row does to its links: take them away, or be refused while there are any.',
    ['cascade', 'restrict'],
  ),
  payload: said(z._default(z.array(column), []), {
    title: 'Columns of the link',
    description: 'What is to be said about a link itself, such as a role or since when.',
  }),
})
