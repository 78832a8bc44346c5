import * as z from 'zod'
import type { Id } from '../../base/index.ts'
import { choice } from '../kit/index.ts'

export interface Options {
  readonly by: 'none' | 'text' | 'reference'
  /** The table of people, for `reference`. */
  readonly people?: Id<'table'> | undefined
}

export const options = z.strictObject({
  by: choice(
    'Who',
    'Record only when a row changed, or also who changed it: as text, or as a reference to a table of people.',
    ['none', 'text', 'reference'],
  ),
  people: z
    .string()
    .optional()
    .meta({ title: 'People', description: 'The table that the acting user is a row of.', ref: 'table' }),
}) as unknown as z.ZodType<Options>
