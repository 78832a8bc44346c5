import * as z from 'zod/mini'
import { choice, list, optionsOf, query, type SqlOption, said, text, whole, words } from '../kit/index.ts'

export interface Options {
  readonly query?: SqlOption | undefined
  readonly name: string
  readonly key: readonly string[]
  readonly types: readonly { readonly column: string; readonly type: string }[]
  readonly kept: 'trigger' | 'queue' | 'publication' | 'rebuild'
  readonly batch: number
}

const typeText = /^[a-z][a-z0-9_ ]*(\(\d+(, ?\d+)?\))?$/

export const options = optionsOf<Options>({
  query: query(
    'Query',
    'What the read model holds. Empty: how many rows of one table each row of another has, along the first reference.',
  ),
  name: text('', /^$|^[a-z_][a-z0-9_]{0,40}$/, 'write a name of small letters, digits and underscores.', {
    title: 'Name',
    description: 'Empty: named after the tables of the first reference, or "read_model".',
  }),
  key: words('Key', 'Columns of the query that together identify a row. Empty: the first one.', []),
  types: list('Types', 'The types of columns that the query computes, where they cannot be told.', {
    column: said(z.string(), { title: 'Column' }),
    type: said(z.string().check(z.regex(typeText, 'write a type such as "numeric(12, 2)".')), {
      title: 'Type',
    }),
  }),
  kept: choice(
    'Kept up to date',
    'By triggers in the same transaction, by a worker that empties a queue, on another server that subscribes to the tables, or only when it is rebuilt.',
    ['trigger', 'queue', 'publication', 'rebuild'],
  ),
  batch: whole('Batch', 'How many queued changes the worker takes at a time.', 100, 1, 100_000),
})
