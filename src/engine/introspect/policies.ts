import type { Command, Obj } from '../../catalog/index.ts'
import { expression } from './fragment.ts'
import { type Ask, defined, flag, type Ids, type Oid, orAbsent, readRows, userSchema } from './read.ts'

interface PolicyRow {
  readonly name: string
  readonly path: string
  readonly relation: Oid
  readonly permissive: boolean
  readonly command: string
  readonly roles: readonly Oid[]
  readonly using: string | null
  readonly check: string | null
  readonly comment: string | null
}

const query = `
select polname as name, format('%I.%I.%I', nspname, relname, polname) as path, polrelid::int8 as relation,
  polpermissive as permissive, polcmd as command,
  (select coalesce(json_agg(r::int8 order by r), '[]') from unnest(polroles) r where r <> 0) as roles,
  pg_get_expr(polqual, polrelid) as using, pg_get_expr(polwithcheck, polrelid) as check,
  obj_description(p.oid, 'pg_policy') as comment
from pg_policy p join pg_class c on c.oid = polrelid join pg_namespace n on n.oid = relnamespace
where ${userSchema('n')} order by nspname, relname, polname`

const commands: Readonly<Record<string, Command>> = { r: 'select', a: 'insert', w: 'update', d: 'delete' }

export const readPolicies = async (ask: Ask, ids: Ids): Promise<readonly Obj<'policy'>[]> =>
  (await readRows<PolicyRow>(ask, query)).flatMap((p) => {
    const table = ids.tables.get(p.relation)
    if (table === undefined) return []
    const columns = ids.columnsOf(p.relation)
    return [
      defined({
        kind: 'policy' as const,
        id: `policy:${p.path}`,
        name: p.name,
        table,
        restrictive: flag(!p.permissive),
        command: commands[p.command],
        roles: p.roles.flatMap((r) => ids.roles.get(r) ?? []),
        using: p.using === null ? undefined : expression(p.using, columns, ids.paths),
        check: p.check === null ? undefined : expression(p.check, columns, ids.paths),
        comment: orAbsent(p.comment),
      }),
    ]
  })
