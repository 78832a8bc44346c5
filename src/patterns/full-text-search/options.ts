import * as z from 'zod/mini'
import type { Id } from '../../base/index.ts'
import { choice, flag, identifier, list, optionsOf, said } from '../kit/index.ts'

export type Weight = 'A' | 'B' | 'C' | 'D'
export interface Searched {
  readonly column: Id<'column'>
  readonly weight: Weight
}

/** Configurations that every server has. */
export const configurations = [
  'english',
  'simple',
  'arabic',
  'armenian',
  'basque',
  'catalan',
  'danish',
  'dutch',
  'finnish',
  'french',
  'german',
  'greek',
  'hindi',
  'hungarian',
  'indonesian',
  'irish',
  'italian',
  'lithuanian',
  'nepali',
  'norwegian',
  'portuguese',
  'romanian',
  'russian',
  'serbian',
  'spanish',
  'swedish',
  'tamil',
  'turkish',
  'yiddish',
] as const

export interface Options {
  readonly columns: readonly Searched[]
  readonly configuration: (typeof configurations)[number]
  readonly kept: 'column' | 'index'
  readonly name: string
  readonly search: boolean
}

export const options = optionsOf<Options>({
  columns: list(
    'Searched columns',
    'Text or JSON columns; a word found in a weightier one ranks higher. Empty: all text columns, the first the weightiest.',
    {
      column: said(z.string(), { title: 'Column', ref: 'column' }),
      weight: choice('Weight', 'A weighs most.', ['A', 'B', 'C', 'D']),
    },
  ),
  configuration: choice('Language', 'How words are brought to their stem; simple leaves them.', [
    ...configurations,
  ]),
  kept: choice(
    'Kept in',
    'A generated column is computed once a write and makes ranking cheap; an index alone saves the space and computes again for ranking.',
    ['column', 'index'],
  ),
  name: identifier('Name of the column', 'The generated column with the words.', 'search_vector'),
  search: flag(
    'Search function',
    'A function that takes what people type and returns rows, the best first.',
    true,
  ),
})
