import type { Id } from '../../base/index.ts'
import { builtIn, type DataType, name, rawSql, sql } from '../../catalog/index.ts'
import type { Claim, ColumnClaim, Facts, Use } from '../../compile/api.ts'
import { primaryKey } from '../kit/index.ts'
import type { Options } from './options.ts'

export type U = Use<Options>

export const tables = (_facts: Facts, use: U): readonly Claim<'tables'>[] => [
  {
    claim: 'table',
    role: 'archive',
    name: sql`${name(use.table)}_archive`,
    beside: use.table,
    mirrors: use.table,
    returns: true,
    holds: 'facts',
    comment: 'Rows that were deleted, as they were, until they are restored or purged.',
  },
]

type More = Partial<Pick<ColumnClaim, 'notNull' | 'default' | 'identity' | 'first'>>

export const columns = (_facts: Facts, use: U): readonly Claim<'columns'>[] => {
  const column = (role: string, type: DataType, more: More = {}): Claim<'columns'> => ({
    claim: 'column',
    role,
    table: use.idOf('archive'),
    name: sql`${role}`,
    type,
    ...more,
  })
  return [
    column('archive_id', builtIn('bigint'), { notNull: true, identity: 'always', first: true }),
    column('archived_at', builtIn('timestamptz'), { notNull: true, default: rawSql('now()') }),
    column('archived_by', builtIn('text')),
    ...(use.options.reason ? [column('archive_reason', builtIn('text'))] : []),
  ]
}

/** The archive's copies by the column that they copy. */
export const copiesOf = (facts: Facts, use: U): ReadonlyMap<Id, Id<'column'>> =>
  facts.returning(use.table).find((r) => r.archive === use.idOf('archive'))?.columns ?? new Map()

export const keys = (facts: Facts, use: U): readonly Claim<'keys'>[] => {
  const table = use.idOf<'table'>('archive')
  const copies = copiesOf(facts, use)
  const key = (facts.primaryKey(use.table)?.columns ?? []).flatMap((c) => copies.get(c) ?? [])
  return [
    primaryKey(table, [use.idOf('archive_id')]),
    ...(key.length > 0
      ? [
          {
            claim: 'add',
            kind: 'index',
            role: 'key:index',
            name: sql`${name(table)}_row_idx`,
            table,
            elements: key.map((column) => ({ column })),
          } as const,
        ]
      : []),
    {
      claim: 'add',
      kind: 'index',
      role: 'time:index',
      name: '',
      table,
      elements: [{ column: use.idOf('archived_at') }],
    },
  ]
}
