import type { Obj } from '../../catalog/index.ts'
import {
  type Ask,
  defined,
  flag,
  type Ids,
  notMember,
  type Oid,
  orAbsent,
  readRows,
  userSchema,
} from './read.ts'

interface RoleRow {
  readonly oid: Oid
  readonly name: string
  readonly quoted: string
  readonly login: boolean
  readonly bypass: boolean
  readonly parents: readonly Oid[]
  readonly comment: string | null
}

const own = `('postgres', 'damask_owner')`

const rolesQuery = `
select r.oid::int8 as oid, rolname as name, quote_ident(rolname) as quoted, rolcanlogin as login,
  rolbypassrls as bypass, shobj_description(r.oid, 'pg_authid') as comment,
  (select coalesce(json_agg(m.roleid::int8 order by m.roleid), '[]') from pg_auth_members m where m.member = r.oid) as parents
from pg_roles r where rolname !~ '^pg_' and rolname not in ${own} order by rolname`

/** Roles that a design or a person made; the two that the engine itself needs are left out. */
export const readRoles = async (ask: Ask, ids: Ids): Promise<readonly Obj<'role'>[]> => {
  const rows = await readRows<RoleRow>(ask, rolesQuery)
  for (const r of rows) ids.roles.set(r.oid, `role:${r.quoted}`)
  return rows.map((r) => {
    const parents = r.parents.flatMap((p) => ids.roles.get(p) ?? [])
    return defined({
      kind: 'role' as const,
      id: `role:${r.quoted}`,
      name: r.name,
      login: flag(r.login),
      bypassRls: flag(r.bypass),
      memberOf: parents.length > 0 ? parents : undefined,
      comment: orAbsent(r.comment),
    })
  })
}

interface SchemaRow {
  readonly oid: Oid
  readonly name: string
  readonly quoted: string
  readonly owner: Oid
  readonly comment: string | null
}

const schemasQuery = `
select n.oid::int8 as oid, nspname as name, quote_ident(nspname) as quoted, nspowner::int8 as owner,
  nullif(obj_description(n.oid, 'pg_namespace'), case nspname when 'public' then 'standard public schema' end) as comment
from pg_namespace n where ${userSchema('n')} and ${notMember('pg_namespace', 'n.oid')} order by nspname`

export const readSchemas = async (ask: Ask, ids: Ids): Promise<readonly Obj<'schema'>[]> => {
  const rows = await readRows<SchemaRow>(ask, schemasQuery)
  for (const s of rows) ids.schemas.set(s.oid, `schema:${s.quoted}`)
  return rows.map((s) =>
    defined({
      kind: 'schema' as const,
      id: `schema:${s.quoted}`,
      name: s.name,
      owner: ids.roles.get(s.owner),
      comment: orAbsent(s.comment),
    }),
  )
}

interface ExtensionRow {
  readonly name: string
  readonly quoted: string
  readonly schema: Oid
  readonly comment: string | null
}

/** The control file's own comment is no part of a design. */
const extensionsQuery = `
select extname as name, quote_ident(extname) as quoted, extnamespace::int8 as schema,
  nullif(obj_description(x.oid, 'pg_extension'), a.comment) as comment
from pg_extension x left join pg_available_extensions a on a.name = extname
where extname <> 'plpgsql' order by extname`

export const readExtensions = async (ask: Ask, ids: Ids): Promise<readonly Obj<'extension'>[]> =>
  (await readRows<ExtensionRow>(ask, extensionsQuery)).map((x) => {
    const schema = ids.schemas.get(x.schema)
    return defined({
      kind: 'extension' as const,
      id: `extension:${x.quoted}`,
      name: x.name,
      schema: schema === 'schema:public' ? undefined : schema,
      comment: orAbsent(x.comment),
    })
  })
