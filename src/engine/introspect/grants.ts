import type { Id } from '../../base/index.ts'
import type { Obj } from '../../catalog/index.ts'
import { type Ask, defined, flag, type Ids, notMember, type Oid, readRows, userSchema } from './read.ts'

interface AclRow {
  readonly on: 'schema' | 'relation' | 'routine' | 'type'
  readonly oid: Oid
  readonly grantee: Oid
  readonly privilege: string
  readonly grantable: boolean
  readonly column: number | null
}

/** What PUBLIC has without being asked; of these only the right to execute can be seen to be taken away. */
const asMade = `(grantee = 0 and privilege_type in ('EXECUTE', 'USAGE') and kind <> 'schema')
  or (kind = 'schema' and own = 'public' and (grantee = 0 and privilege_type = 'USAGE' or grantee = 'pg_database_owner'::regrole))`

const query = `
with acl as (
  select 'schema' as kind, n.oid, nspowner as owner, nspacl as acl, null::int2 as col, nspname as own
    from pg_namespace n where ${userSchema('n')}
  union all
  select 'relation', c.oid, relowner, relacl, null, null from pg_class c join pg_namespace n on n.oid = relnamespace
    where relkind in ('r', 'p', 'v', 'm') and not relispartition and ${userSchema('n')} and ${notMember('pg_class', 'c.oid')}
  union all
  select 'relation', c.oid, relowner, attacl, attnum, null from pg_attribute a join pg_class c on c.oid = attrelid
    join pg_namespace n on n.oid = relnamespace
    where attacl is not null and not attisdropped and not relispartition and ${userSchema('n')} and ${notMember('pg_class', 'c.oid')}
  union all
  select 'routine', p.oid, proowner, proacl, null, null from pg_proc p join pg_namespace n on n.oid = pronamespace
    where ${userSchema('n')} and ${notMember('pg_proc', 'p.oid')}
  union all
  select 'type', t.oid, typowner, typacl, null, null from pg_type t join pg_namespace n on n.oid = typnamespace
    where typtype in ('e', 'd') and ${userSchema('n')} and ${notMember('pg_type', 't.oid')}
)
select distinct kind as on, acl.oid::int8 as oid, grantee::int8 as grantee, lower(privilege_type) as privilege,
  is_grantable as grantable, col as column
from acl, aclexplode(acl) where grantee <> owner and not (${asMade})
order by kind, oid, grantee, grantable, privilege, col`

type Grantable = Obj<'grant'>['on']

const target = (r: AclRow, ids: Ids): Grantable | undefined =>
  ({ schema: ids.schemas, relation: ids.relations, routine: ids.routines, type: ids.types })[r.on].get(r.oid)

interface Right {
  readonly on: Grantable
  readonly to: Id<'role'> | 'public'
  readonly grantable: boolean
  readonly privilege: string
  readonly columns: readonly Id<'column'>[]
}

const groupBy = <T>(items: readonly T[], key: (t: T) => string): readonly (readonly T[])[] => {
  const groups = new Map<string, T[]>()
  for (const i of items) {
    const k = key(i)
    const group = groups.get(k)
    if (group) group.push(i)
    else groups.set(k, [i])
  }
  return [...groups.values()]
}

const columnKey = (columns: readonly Id<'column'>[]): string => columns.join(' ')

/** Privileges with the columns that they cover: none for the whole object. */
const rightsOf = (rows: readonly AclRow[], ids: Ids): readonly Right[] =>
  groupBy(rows, (r) => [r.on, r.oid, r.grantee, r.grantable, r.privilege, r.column === null].join()).flatMap(
    (g) => {
      const first = g[0]
      const on = first && target(first, ids)
      const to = first?.grantee === 0 ? 'public' : ids.roles.get(first?.grantee ?? 0)
      if (!first || on === undefined || to === undefined) return []
      const columns = ids.columnList(
        first.oid,
        g.flatMap((r) => r.column ?? []),
      )
      return [{ on, to, grantable: first.grantable, privilege: first.privilege, columns }]
    },
  )

export const readGrants = async (ask: Ask, ids: Ids): Promise<readonly Obj<'grant'>[]> => {
  const rights = rightsOf(await readRows<AclRow>(ask, query), ids)
  return groupBy(rights, (r) => JSON.stringify([r.on, r.to, r.grantable, columnKey(r.columns)])).flatMap(
    (g) => {
      const first = g[0]
      if (!first) return []
      const suffix = `${first.grantable ? '/grantable' : ''}${first.columns.length > 0 ? `/${columnKey(first.columns)}` : ''}`
      return [
        defined({
          kind: 'grant' as const,
          id: `grant:${first.on}:${first.to}${suffix}`,
          name: '',
          on: first.on,
          to: first.to,
          privileges: g.map((r) => r.privilege),
          columns: first.columns.length > 0 ? first.columns : undefined,
          grantable: flag(first.grantable),
        }),
      ]
    },
  )
}
