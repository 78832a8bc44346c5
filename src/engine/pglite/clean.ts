import type { Link } from './link.ts'
import { ident, owner, superuser } from './names.ts'

const own = `('${superuser}', '${owner}')`

/** Roles that a design or a person made. */
export const otherRoles = async (link: Link): Promise<readonly string[]> => {
  const { rows } = await link.must(
    `select rolname from pg_catalog.pg_roles where rolname !~ '^pg_' and rolname not in ${own} order by oid`,
  )
  return rows.map((r) => r[0] ?? '')
}

/** What the superuser made outside the catalogs: it survives DROP OWNED. */
const leftovers = `
select 'drop schema ' || quote_ident(nspname) || ' cascade' from pg_namespace
  where nspname !~ '^pg_' and nspname not in ('information_schema', 'public')
union all
select 'drop ' || case relkind when 'v' then 'view' when 'm' then 'materialized view' when 'S' then 'sequence'
    when 'c' then 'type' when 'f' then 'foreign table' else 'table' end || ' if exists ' || c.oid::regclass || ' cascade'
  from pg_class c where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'S', 'c', 'f')
  and not exists (select from pg_depend where deptype = 'e'
    and (classid = 'pg_class'::regclass and objid = c.oid or classid = 'pg_type'::regclass and objid = c.reltype))
union all
select 'drop routine if exists ' || p.oid::regprocedure || ' cascade' from pg_proc p
  where pronamespace = 'public'::regnamespace
  and not exists (select from pg_depend where classid = 'pg_proc'::regclass and objid = p.oid and deptype = 'e')
union all
select 'drop type if exists ' || format_type(t.oid, null) || ' cascade' from pg_type t
  where typnamespace = 'public'::regnamespace and typtype in ('e', 'd', 'r')
  and not exists (select from pg_depend where classid = 'pg_type'::regclass and objid = t.oid and deptype = 'e')
`

const publicSchema = `
create schema if not exists public authorization pg_database_owner;
alter schema public owner to pg_database_owner;
comment on schema public is 'standard public schema';
update pg_namespace set nspacl = '{pg_database_owner=UC/pg_database_owner,=U/pg_database_owner}'
  where nspname = 'public' and nspacl is distinct from '{pg_database_owner=UC/pg_database_owner,=U/pg_database_owner}';
`

/** Takes away everything that was made since the start; extensions in `public` stay, the superuser owns them. */
export const dropAll = async (link: Link): Promise<void> => {
  const roles = await otherRoles(link)
  await link.must('begin')
  await link.must(`drop owned by ${[owner, ...roles.map(ident)].join(', ')} cascade`)
  const left = (await link.must(leftovers)).rows.map((r) => r[0] ?? '')
  if (left.length > 0) await link.must(left.join(';'))
  if (roles.length > 0) await link.must(`drop role ${roles.map(ident).join(', ')}`)
  await link.must(publicSchema)
  await link.must('commit')
}
