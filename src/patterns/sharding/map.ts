import type { Id } from '../../base/index.ts'
import { builtIn, type DataType, name, rawSql, sql, type Template } from '../../catalog/index.ts'
import type { Claim, ColumnClaim } from '../../compile/api.ts'
import type { U } from './plan.ts'

type C = Id<'column'>

export const mapTables: readonly Claim<'tables'>[] = [
  {
    claim: 'table',
    role: 'nodes',
    name: sql`shard_nodes`,
    holds: 'reference',
    comment: 'The servers that hold shards.',
  },
  {
    claim: 'table',
    role: 'map',
    name: sql`shard_map`,
    holds: 'reference',
    comment: 'Which server holds which logical shard.',
  },
  {
    claim: 'table',
    role: 'moves',
    name: sql`shard_moves`,
    holds: 'reference',
    comment: 'Shards on their way from one server to another, and those that arrived.',
  },
]

export const mapColumns = (use: U): readonly Claim<'columns'>[] => {
  const column = (
    table: 'nodes' | 'map' | 'moves',
    role: string,
    called: string,
    type: DataType,
    more: Partial<Pick<ColumnClaim, 'default' | 'identity'>> = {},
    nullable = false,
  ): Claim<'columns'> => ({
    claim: 'column',
    role: `${table}:${role}`,
    table: use.idOf(table),
    name: rawSql(called),
    type,
    ...(nullable ? {} : { notNull: true }),
    ...more,
  })
  const [integer, text, time] = [builtIn('integer'), builtIn('text'), builtIn('timestamptz')]
  const now = { default: rawSql('now()') }
  return [
    column('nodes', 'id', 'id', integer, { identity: 'by default' }),
    column('nodes', 'name', 'name', text),
    column('nodes', 'host', 'host', text),
    column('nodes', 'weight', 'weight', integer, { default: rawSql('1') }),
    column('map', 'shard', 'shard', integer),
    column('map', 'node', 'node_id', integer),
    column('map', 'since', 'since', time, now),
    column('moves', 'id', 'id', builtIn('bigint'), { identity: 'by default' }),
    column('moves', 'shard', 'shard', integer),
    column('moves', 'from', 'from_node', integer),
    column('moves', 'to', 'to_node', integer),
    column('moves', 'planned', 'planned_at', time, now),
    column('moves', 'done', 'done_at', time, {}, true),
  ]
}

const fk = (use: U, table: 'map' | 'moves', role: string): Claim<'keys'> => ({
  claim: 'add',
  kind: 'fk',
  role: `${table}:${role}:fk`,
  name: '',
  table: use.idOf(table),
  columns: [use.idOf<'column'>(`${table}:${role}`)],
  references: use.idOf('nodes'),
  refColumns: [use.idOf<'column'>('nodes:id')],
})

export const mapKeys = (use: U): readonly Claim<'keys'>[] => {
  const c = (role: string): C => use.idOf(role)
  const key = (role: string, table: string, column: string, primary: boolean): Claim<'keys'> => ({
    claim: 'add',
    kind: 'key',
    role,
    name: '',
    table: use.idOf(table),
    columns: [c(column)],
    ...(primary ? { primary: true } : {}),
  })
  const check = (
    role: string,
    table: string,
    called: Template,
    column: string,
    rule: string,
  ): Claim<'keys'> => ({
    claim: 'add',
    kind: 'check',
    role,
    name: called,
    table: use.idOf(table),
    expr: sql`${name(c(column))} ${rule}`,
  })
  return [
    key('nodes:pk', 'nodes', 'nodes:id', true),
    key('nodes:key', 'nodes', 'nodes:name', false),
    key('map:pk', 'map', 'map:shard', true),
    key('moves:pk', 'moves', 'moves:id', true),
    fk(use, 'map', 'node'),
    fk(use, 'moves', 'from'),
    fk(use, 'moves', 'to'),
    check('nodes:check', 'nodes', sql`shard_nodes_weight_check`, 'nodes:weight', '>= 0'),
    check(
      'map:check',
      'map',
      sql`shard_map_shard_check`,
      'map:shard',
      `between 0 and ${use.options.shards - 1}`,
    ),
    {
      claim: 'add',
      kind: 'index',
      role: 'map:index',
      name: '',
      table: use.idOf('map'),
      elements: [{ column: c('map:node') }],
    },
    {
      claim: 'add',
      kind: 'index',
      role: 'moves:open',
      name: sql`shard_moves_open_idx`,
      table: use.idOf('moves'),
      unique: true,
      elements: [{ column: c('moves:shard') }],
      where: sql`${name(c('moves:done'))} is null`,
      comment: 'A shard is on one way at a time.',
    },
  ]
}

export const mapRows = (use: U): readonly Claim<'rows'>[] =>
  ['nodes', 'map', 'moves'].map(
    (t) => ({ claim: 'access', table: use.idOf<'table'>(t), app: 'read' }) as const,
  )
