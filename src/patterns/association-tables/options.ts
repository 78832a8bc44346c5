import * as z from 'zod/mini'
import type { Id } from '../../base/index.ts'
import { choice, flag, optionsOf, said } from '../kit/index.ts'

export interface Parent {
  readonly table: Id<'table'>
  readonly onDelete: 'cascade' | 'restrict'
}
export interface Options {
  readonly parents: readonly Parent[]
  readonly belongs: 'to one' | 'to one of each' | 'to many'
  readonly view: boolean
}

const action = choice(
  'On delete',
  'What deleting the parent does: take the link away, or be refused while there is one.',
  ['cascade', 'restrict'],
)
/** A bare id is a parent with the default action. */
const parent = z.union([
  z.pipe(
    z.string(),
    z.transform((table) => ({ table, onDelete: 'cascade' as const })),
  ),
  z.strictObject({ table: said(z.string(), { title: 'Parent', ref: 'table' }), onDelete: action }),
])

export const options = optionsOf<Options>({
  parents: said(z._default(z.array(parent), []), {
    title: 'Parents',
    description:
      'The tables that a row can belong to. Each gets a join table. None chosen: the first two that no reference joins with this one.',
    ref: 'table',
  }),
  belongs: choice(
    'A row belongs',
    'To at most one row of all parents, to at most one of each, or to as many as there are links.',
    ['to one', 'to one of each', 'to many'],
  ),
  view: flag('View of owners', 'Make a view that lists what each row belongs to, whatever kind it is.', true),
})
