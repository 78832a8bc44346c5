import * as z from 'zod/mini'
import { choice, identifier, list, optionsOf, said, words } from '../kit/index.ts'

export interface Path {
  /** Keys with dots between them. */
  readonly path: string
  readonly type: 'text' | 'numeric' | 'boolean' | 'date' | 'timestamp'
}
export interface Options {
  readonly column: string
  readonly paths: readonly Path[]
  readonly required: readonly string[]
  readonly gin: 'jsonb_path_ops' | 'default' | 'none'
}

export const options = optionsOf<Options>({
  column: identifier('Name of the column', 'The column that holds the attributes.', 'attributes'),
  paths: list('Indexed paths', 'Attributes that queries look for by value, each with an index of its own.', {
    path: said(
      z.string().check(z.regex(/^[\w-]+(\.[\w-]+)*$/, 'write a key, or keys with dots between them.')),
      { title: 'Path', description: 'Such as weight, or maker.country for a key within a key.' },
    ),
    type: choice('Type', 'What the attribute holds.', ['text', 'numeric', 'boolean', 'date', 'timestamp']),
  }),
  required: words('Required keys', 'Keys that every row must have, with a value.', []),
  gin: choice(
    'Index for containment',
    'jsonb_path_ops answers @> and is small; the default one also answers whether a key exists.',
    ['jsonb_path_ops', 'default', 'none'],
  ),
})
