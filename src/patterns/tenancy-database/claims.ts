import type { Id } from '../../base/index.ts'
import { builtIn, name, rawSql, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import { keyType, type Own, scopedTables, type U } from './places.ts'
import { routines } from './routines.ts'

export { files } from './files.ts'

const comments: Readonly<Record<Own, string>> = {
  servers: 'The servers that hold databases of tenants.',
  tenants: 'Where each tenant is, and whether it can be reached.',
  moves: 'Moves of tenants from one place to another; one without an end is under way.',
  migrations: 'How each migration went in the database of each tenant.',
}

export const tables = (_facts: Facts, use: U): readonly Claim<'tables'>[] => [
  { claim: 'add', kind: 'schema', role: 'registry', name: sql`${use.options.registry}` },
  ...(Object.keys(comments) as Own[]).map(
    (t): Claim<'tables'> => ({
      claim: 'table',
      role: t,
      name: sql`${t}`,
      schema: use.idOf<'schema'>('registry'),
      holds: 'reference',
      comment: comments[t],
    }),
  ),
]

type More = Partial<Extract<Claim<'columns'>, { readonly claim: 'column' }>>

export const columns = (_facts: Facts, use: U): readonly Claim<'columns'>[] => {
  const column = (t: Own, what: string, base: string, more: More = {}): Claim<'columns'> => ({
    claim: 'column',
    role: `${t}:${what}`,
    table: use.idOf<'table'>(t),
    name: sql`${what}`,
    type: builtIn(base),
    ...more,
  })
  const must = { notNull: true }
  const now = { notNull: true, default: rawSql('now()') }
  const tenant = { type: keyType(use), notNull: true }
  const key: More =
    use.options.type === 'bigint'
      ? { identity: 'by default' }
      : { default: rawSql(use.options.type === 'uuid' ? 'gen_random_uuid()' : '(gen_random_uuid())::text') }
  return [
    column('servers', 'name', 'text', must),
    column('servers', 'host', 'text', must),
    column('servers', 'port', 'integer', { notNull: true, default: rawSql('5432') }),
    column('tenants', 'id', 'text', { ...tenant, ...key }),
    column('tenants', 'name', 'text', must),
    column('tenants', 'server', 'text', { comment: 'Null for a tenant that shares this database.' }),
    column('tenants', 'database_name', 'text'),
    column('tenants', 'state', 'text', { notNull: true, default: rawSql("'provisioning'") }),
    column('tenants', 'created_at', 'timestamptz', now),
    column('moves', 'move_id', 'bigint', { notNull: true, identity: 'always' }),
    column('moves', 'tenant_id', 'text', tenant),
    column('moves', 'to_server', 'text'),
    column('moves', 'to_database', 'text'),
    column('moves', 'started_at', 'timestamptz', now),
    column('moves', 'ended_at', 'timestamptz'),
    column('moves', 'outcome', 'text'),
    column('migrations', 'tenant_id', 'text', tenant),
    column('migrations', 'version', 'text', must),
    column('migrations', 'tried_at', 'timestamptz', now),
    column('migrations', 'error', 'text', { comment: 'Why it failed; null where it is applied.' }),
  ]
}

/** Places that every connection string and every shell can name. */
const plain = (c: Sql): Sql => sql`${c} ~ '^[A-Za-z0-9_][A-Za-z0-9_.-]{0,62}$'`

export const keys = (_facts: Facts, use: U): readonly Claim<'keys'>[] => {
  const id = (role: string): Id<'column'> => use.idOf<'column'>(role)
  const col = (role: string): Sql => sql`${name(id(role))}`
  const key = (t: Own, columns: readonly string[]): Claim<'keys'> => ({
    claim: 'add',
    kind: 'key',
    role: `${t}:pk`,
    name: '',
    table: use.idOf<'table'>(t),
    primary: true,
    columns: columns.map((c) => id(`${t}:${c}`)),
  })
  const reference = (t: Own, what: string, to: Own): Claim<'keys'> => ({
    claim: 'reference',
    role: `${t}:${to}`,
    name: '',
    table: use.idOf<'table'>(t),
    columns: [id(`${t}:${what}`)],
    references: use.idOf<'table'>(to),
    ...(to === 'tenants' ? { onDelete: 'cascade' } : {}),
  })
  const check = (t: Own, what: string, expr: Sql): Claim<'keys'> => ({
    claim: 'add',
    kind: 'check',
    role: `${t}:${what}:check`,
    name: sql`${name(use.idOf(t))}_${what}_check`,
    table: use.idOf<'table'>(t),
    expr,
  })
  return [
    key('servers', ['name']),
    key('tenants', ['id']),
    key('moves', ['move_id']),
    key('migrations', ['tenant_id', 'version']),
    {
      claim: 'add',
      kind: 'key',
      role: 'tenants:place',
      name: sql`${name(use.idOf('tenants'))}_place_key`,
      table: use.idOf('tenants'),
      columns: [id('tenants:server'), id('tenants:database_name')],
    },
    {
      claim: 'add',
      kind: 'index',
      role: 'moves:open',
      name: sql`${name(use.idOf('moves'))}_open_idx`,
      table: use.idOf('moves'),
      unique: true,
      elements: [{ column: id('moves:tenant_id') }],
      where: sql`${col('moves:ended_at')} is null`,
      comment: 'A tenant moves once at a time.',
    },
    check('servers', 'name', plain(col('servers:name'))),
    check('servers', 'host', sql`${col('servers:host')} ~ '^[A-Za-z0-9_./:-]{1,255}$'`),
    check(
      'tenants',
      'state',
      sql`${col('tenants:state')} in ('provisioning', 'active', 'moving', 'suspended')`,
    ),
    check(
      'tenants',
      'place',
      sql`(${col('tenants:server')} is null) = (${col('tenants:database_name')} is null)`,
    ),
    check('tenants', 'database_name', plain(col('tenants:database_name'))),
    check('moves', 'to_database', plain(col('moves:to_database'))),
    reference('tenants', 'server', 'servers'),
    reference('moves', 'tenant_id', 'tenants'),
    reference('migrations', 'tenant_id', 'tenants'),
  ]
}

const models = (facts: Facts, use: U): readonly Claim<'rows'>[] => {
  const byRow = scopedTables(facts, use).length > 0
  if (use.options.model === 'hybrid' && !byRow)
    return [
      {
        claim: 'issue',
        code: 'tenancy-database/no-rows-to-tell-apart',
        severity: 'error',
        objects: [use.id],
        option: 'model',
        message: sql`Small tenants are to share this database, but nothing says which row belongs to which of them. Switch row-level tenancy on, or give every tenant a database.`,
        waysOut: [
          { remedy: 'on', label: 'Switch row-level tenancy on', pattern: 'tenancy-row' },
          { remedy: 'options', label: 'Give every tenant a database', set: { model: 'databases' } },
        ],
      },
    ]
  const type = facts.object('column', scopedTables(facts, use)[0]?.scope ?? '')?.type
  const differs = type && !('base' in type && type.base === use.options.type)
  const known = (['uuid', 'bigint', 'text'] as const).find((t) => type && 'base' in type && type.base === t)
  const sameKey = known && { type: known }
  if (use.options.model === 'hybrid' && differs)
    return [
      {
        claim: 'issue',
        code: 'tenancy-database/key-type',
        severity: 'error',
        objects: [use.id],
        option: 'type',
        message: sql`A tenant has another type of key in its rows than in the registry, so its rows can't be found when it moves. Choose the same type.`,
        waysOut: [
          ...(sameKey ? [{ remedy: 'options', label: `Use ${sameKey.type}`, set: sameKey } as const] : []),
          { remedy: 'options', label: 'Give every tenant a database', set: { model: 'databases' } },
        ],
      },
    ]
  if (use.options.model === 'databases' && byRow)
    return [
      {
        claim: 'issue',
        code: 'tenancy-database/both',
        severity: 'info',
        objects: [use.id],
        option: 'model',
        message: sql`Rows tell tenants apart as well, so small tenants could share this database and move out when they grow.`,
        waysOut: [
          {
            remedy: 'options',
            label: 'Let small tenants share it',
            set: { model: 'hybrid', ...(differs ? sameKey : {}) },
          },
        ],
      },
    ]
  return []
}

export const rows = (facts: Facts, use: U): readonly Claim<'rows'>[] => [
  ...models(facts, use),
  ...(Object.keys(comments) as Own[]).map(
    (t): Claim<'rows'> => ({ claim: 'access', table: use.idOf<'table'>(t), app: 'none' }),
  ),
]

export const derived = (facts: Facts, use: U): readonly Claim<'derived'>[] => routines(facts, use)
