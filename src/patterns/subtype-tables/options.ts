import * as z from 'zod/mini'
import type { Id } from '../../base/index.ts'
import { choice, flag, optionsOf, said, text } from '../kit/index.ts'

export interface SubtypeColumn {
  readonly name: string
  readonly type: string
  readonly required: boolean
}
export interface Subtype {
  readonly name: string
  readonly columns: readonly SubtypeColumn[]
  /** A drawn table that holds this subtype's columns. */
  readonly table?: Id<'table'>
}
export interface Options {
  readonly discriminator: string
  readonly subtypes: readonly Subtype[]
  readonly initial: string
  readonly views: boolean
}

const word = /^[a-z_][a-z0-9_]{0,29}$/
const otherwise = 'write at most 30 small letters, digits and underscores.'
const named = (title: string, description: string) =>
  said(z.string().check(z.regex(word, otherwise)), { title, description })

const column = z.strictObject({
  name: named('Column', 'A column that only this kind has.'),
  type: choice('Type', 'What it holds.', [
    'text',
    'integer',
    'bigint',
    'numeric',
    'boolean',
    'date',
    'timestamptz',
    'uuid',
    'jsonb',
  ]),
  required: flag('Required', 'Every row of this kind has it.', false),
})

const kind = z.strictObject({
  name: named('Kind', 'The value that rows of this kind have.'),
  columns: said(z._default(z.array(column), []), {
    title: 'Columns',
    description: 'The columns that only this kind has.',
  }),
  table: said(z.optional(z.string()), {
    title: 'Table',
    description: 'A table of the design whose key is that of this one. None chosen: a new table.',
    ref: 'table',
  }),
})

/** Kinds to begin with. */
export const start = ['standard', 'special'].map((n) => ({ name: n, columns: [] }))

export const options = optionsOf<Options>({
  discriminator: text('kind', word, otherwise, {
    title: 'Name of the column that says the kind',
    description: 'Each row has one of the kinds below.',
  }),
  subtypes: said(z._default(z.array(kind), start), {
    title: 'Kinds',
    description: 'Each kind has a table for the columns that only it has.',
  }),
  initial: text('', /^$|^[a-z_][a-z0-9_]{0,29}$/, otherwise, {
    title: 'Default kind',
    description: 'What a row is that does not say. Empty: every row says.',
  }),
  views: flag('View for each kind', 'Shows the rows of a kind with all their columns.', true),
})
