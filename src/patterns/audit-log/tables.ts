import { builtIn, type DataType, name, rawSql, sql } from '../../catalog/index.ts'
import type { Claim, ColumnClaim, Facts } from '../../compile/api.ts'
import { operationCheck, primaryKey } from '../kit/index.ts'
import { copies, isShared, jsonb, problems, type U } from './watched.ts'

export const tables = (_facts: Facts, use: U): readonly Claim<'tables'>[] => [
  {
    claim: 'table',
    role: 'log',
    name: isShared(use) ? sql`audit_log` : sql`${name(use.table)}_audit`,
    ...(isShared(use) ? {} : { beside: use.table }),
    holds: 'facts',
    comment: 'Who changed what and when. Written by triggers only.',
  },
]

type More = Partial<Pick<ColumnClaim, 'notNull' | 'default' | 'identity' | 'comment'>>

export const columns = (facts: Facts, use: U): readonly Claim<'columns'>[] => {
  const column = (role: string, type: DataType, more: More = {}): Claim<'columns'> => ({
    claim: 'column',
    role,
    table: use.idOf('log'),
    name: sql`${role}`,
    type,
    ...more,
  })
  const text = builtIn('text')
  return [
    ...problems(facts, use),
    column('audit_id', builtIn('bigint'), { notNull: true, identity: 'always' }),
    ...(isShared(use)
      ? [
          column('relation', builtIn('regclass'), {
            notNull: true,
            comment: 'The table; it stays the same when the table is renamed.',
          }),
        ]
      : []),
    column('row_key', jsonb, { comment: "The row's primary key, as a list." }),
    column('operation', text, { notNull: true, comment: 'INSERT, UPDATE, DELETE or TRUNCATE.' }),
    column('old_values', jsonb),
    column('new_values', jsonb),
    column('changed_by', text, { comment: 'The acting user; NULL where none was set.' }),
    column('changed_at', builtIn('timestamptz'), { notNull: true, default: rawSql('now()') }),
    column('login_role', text, { notNull: true, comment: 'The role that had logged in.' }),
    ...copies(facts, use),
  ]
}

export const keys = (_facts: Facts, use: U): readonly Claim<'keys'>[] => {
  const table = use.idOf<'table'>('log')
  const of = isShared(use) ? ['relation', 'row_key'] : ['row_key']
  return [
    primaryKey(table, [use.idOf('audit_id')]),
    operationCheck(use, table),
    {
      claim: 'add',
      kind: 'index',
      role: 'row:index',
      name: sql`${name(table)}_row_idx`,
      table,
      elements: of.map((role) => ({ column: use.idOf<'column'>(role) })),
    },
    {
      claim: 'add',
      kind: 'index',
      role: 'time:index',
      name: '',
      table,
      elements: [{ column: use.idOf('changed_at') }],
    },
  ]
}
