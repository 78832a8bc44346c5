import * as z from 'zod/mini'
import type { Id } from '../../base/index.ts'
import type { Use } from '../../compile/api.ts'
import { choice, identifier, list, optionsOf, said, table, whole } from '../kit/index.ts'

export interface Match {
  readonly from: Id<'column'>
  readonly to: Id<'column'>
}
export interface Options {
  readonly next?: Id<'table'> | undefined
  readonly columns: readonly Match[]
  readonly suffix: string
  readonly sync: 'both' | 'forward'
  readonly active: 'old' | 'new'
  readonly batch: number
}
export type U = Use<Options>

export const options = optionsOf<Options>({
  next: table(
    'New table',
    'A table of yours that takes over, drawn in its new shape. Empty: Damask makes a copy beside the old one.',
  ),
  columns: list('Columns', 'Which column of the old table becomes which of the new one. Values are cast.', {
    from: said(z.string(), { title: 'Old column', ref: 'column' }),
    to: said(z.string(), { title: 'New column', ref: 'column' }),
  }),
  suffix: identifier('Name of the copy', 'What follows the table’s name in that of its copy.', 'next'),
  sync: choice(
    'In step',
    'both: what is written on either side appears on both, so code can move in any order, and back. forward: from the old to the new table alone.',
    ['both', 'forward'],
  ),
  active: choice(
    'Readers get',
    'Which table the view of current rows shows. Changing it is the cut over, and changing it back takes it back.',
    ['old', 'new'],
  ),
  batch: whole('Batch', 'How many rows the backfill copies in one transaction.', 1000, 1, 100_000),
})
