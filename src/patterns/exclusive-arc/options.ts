import * as z from 'zod/mini'
import type { Id } from '../../base/index.ts'
import { choice, optionsOf, said } from '../kit/index.ts'

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
/** A bare id is a parent with the default action. */
const parent = z.union([
  z.pipe(
    z.string(),
    z.transform((table) => ({ table, onDelete: 'restrict' as const })),
  ),
  z.strictObject({ table: said(z.string(), { title: 'Parent', ref: 'table' }), onDelete: action }),
])

export const options = optionsOf<Options>({
  parents: said(z._default(z.array(parent), []), {
    title: 'Parents',
    description:
      'The tables that a row can belong to. None chosen: those that it references and may be without; else the first two that no reference joins with it.',
    ref: 'table',
  }),
  exactly: choice('How many', 'Whether a row must have a parent, or may have none.', ['one', 'at most one']),
})
