import * as z from 'zod'
import type { Id } from '../../base/index.ts'
import { choice } from '../kit/index.ts'

export interface Parent {
  readonly table: Id<'table'>
  readonly onDelete: 'restrict' | 'cascade' | 'set null' | 'no action'
}
export interface Options {
  readonly parents: readonly Parent[]
  readonly exactly: 'one' | 'at most one'
}

const action = choice('On delete', 'What deleting the parent does.', [
  'restrict',
  'cascade',
  'set null',
  'no action',
])
const parent = z.union([
  z.string().transform((table) => ({ table, onDelete: 'restrict' as const })),
  z.strictObject({ table: z.string().meta({ title: 'Parent', ref: 'table' }), onDelete: action }),
])

export const options = z.strictObject({
  parents: z
    .array(parent)
    .default([])
    .meta({ title: 'Parents', description: 'The tables that a row can belong to.', ref: 'table' }),
  exactly: choice('How many', 'Whether a row must have a parent, or may have none.', ['one', 'at most one']),
}) as unknown as z.ZodType<Options>
