import * as z from 'zod/mini'
import type { Id } from '../../base/index.ts'
import { choice, columns, expression, flag, list, optionsOf, query, type SqlOption } from '../kit/index.ts'

export const methods = ['btree', 'gin', 'brin', 'hash'] as const

/** An index that a person asks for. */
export interface Asked {
  readonly columns: readonly Id<'column'>[]
  readonly expression?: SqlOption | undefined
  readonly include: readonly Id<'column'>[]
  readonly where?: SqlOption | undefined
  readonly method: (typeof methods)[number]
}

export interface Options {
  readonly foreignKeys: boolean
  readonly queries: readonly { readonly query: SqlOption }[]
  readonly covering: boolean
  readonly indexes: readonly Asked[]
  readonly redundant: boolean
}

export const options = optionsOf<Options>({
  foreignKeys: flag(
    'Foreign keys',
    'An index for each reference that has none: deleting a parent and joining to it look rows up by it.',
    true,
  ),
  queries: list(
    'Sample queries',
    'For each an index in the order that answers it: what is compared for equality, then what it sorts by, then ranges.',
    { query: z._default(query('Query', 'One query that reads this table.'), '') },
  ),
  covering: flag(
    'Covering',
    'Let an index hold the columns that its sample query selects too, where they are few, so that the table is not read.',
    false,
  ),
  indexes: list('By hand', 'Indexes that no sample query asks for.', {
    columns: columns('Columns', 'In the order of the index.'),
    expression: expression('Expression', 'Indexed behind the columns, such as lower(email).'),
    include: columns('Include', 'Held along, so that the table is not read for them.'),
    where: expression('Where', 'Only rows for which this holds are in the index.'),
    method: choice(
      'Method',
      'btree for order and equality; gin for documents, arrays and text; brin for large tables in order of time; hash for long values.',
      methods,
    ),
  }),
  redundant: flag(
    'Leave out redundant ones',
    'Indexes that only repeat the first columns of another one are left out while this is on.',
    true,
  ),
})
