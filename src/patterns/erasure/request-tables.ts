import type { Id } from '../../base/index.ts'
import { builtIn, name, rawSql, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import { subjectTable, type U } from './flags.ts'

export const requestTables = (facts: Facts, use: U): readonly Claim<'tables'>[] => {
  const subject = subjectTable(facts, use)
  const beside = subject ? { beside: subject } : {}
  return [
    {
      claim: 'table',
      role: 'requests',
      name: sql`erasure_requests`,
      ...beside,
      holds: 'facts',
      comment: 'Who asked to be erased, and when the last system had done so.',
    },
    {
      claim: 'table',
      role: 'steps',
      name: sql`erasure_steps`,
      ...beside,
      holds: 'facts',
      comment: 'One row for each system that has to erase a person.',
    },
  ]
}

const column = (
  use: U,
  table: 'requests' | 'steps',
  role: string,
  base: string,
  more: Partial<Extract<Claim<'columns'>, { readonly claim: 'column' }>> = {},
): Claim<'columns'> => ({
  claim: 'column',
  role: `${table}:${role}`,
  table: use.idOf<'table'>(table),
  name: sql`${role}`,
  type: builtIn(base),
  ...more,
})

export const requestColumns = (_facts: Facts, use: U): readonly Claim<'columns'>[] => [
  column(use, 'requests', 'id', 'bigint', { notNull: true, identity: 'always' }),
  column(use, 'requests', 'subject_key', 'text', {
    type: { base: 'text', dims: 1 },
    notNull: true,
    comment: 'The key of the person, one text for each of its columns.',
  }),
  column(use, 'requests', 'requested_at', 'timestamptz', { notNull: true, default: rawSql('now()') }),
  column(use, 'requests', 'requested_by', 'text'),
  column(use, 'requests', 'completed_at', 'timestamptz', { comment: 'When the last system had erased.' }),
  column(use, 'steps', 'request_id', 'bigint', { notNull: true }),
  column(use, 'steps', 'system', 'text', { notNull: true }),
  column(use, 'steps', 'completed_at', 'timestamptz'),
  column(use, 'steps', 'attempts', 'integer', { notNull: true, default: rawSql('0') }),
  column(use, 'steps', 'last_error', 'text'),
]

export const id = (use: U, role: string): Id<'column'> => use.idOf<'column'>(role)

export const requestKeys = (_facts: Facts, use: U): readonly Claim<'keys'>[] => [
  {
    claim: 'add',
    kind: 'key',
    role: 'requests:pk',
    name: '',
    table: use.idOf('requests'),
    primary: true,
    columns: [id(use, 'requests:id')],
  },
  {
    claim: 'add',
    kind: 'index',
    role: 'requests:open',
    name: sql`${name(use.idOf('requests'))}_open_idx`,
    table: use.idOf('requests'),
    unique: true,
    elements: [{ column: id(use, 'requests:subject_key') }],
    where: sql`${name(id(use, 'requests:completed_at'))} is null`,
    comment: 'A person has one open request at most.',
  },
  {
    claim: 'add',
    kind: 'key',
    role: 'steps:pk',
    name: '',
    table: use.idOf('steps'),
    primary: true,
    columns: [id(use, 'steps:request_id'), id(use, 'steps:system')],
  },
  {
    claim: 'reference',
    role: 'steps:request',
    name: '',
    table: use.idOf('steps'),
    columns: [id(use, 'steps:request_id')],
    references: use.idOf('requests'),
    onDelete: 'cascade',
  },
  {
    claim: 'add',
    kind: 'index',
    role: 'steps:open',
    name: sql`${name(use.idOf('steps'))}_open_idx`,
    table: use.idOf('steps'),
    elements: [
      { column: id(use, 'steps:system') },
      { column: id(use, 'steps:attempts') },
      { column: id(use, 'steps:request_id') },
    ],
    where: sql`${name(id(use, 'steps:completed_at'))} is null`,
  },
]
