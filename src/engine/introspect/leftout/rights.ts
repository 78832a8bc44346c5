import { notMember, userSchema } from '../read.ts'
import { engineRoles, heldRole, made, nameOf, type Rule } from './rule.ts'

const ownRole = `r.rolname !~ '^pg_' and r.rolname not in ${engineRoles}`

const role = (what: string, where: string): Rule => ({
  kind: 'role',
  why: `${what} not part of a design.`,
  query: `select quote_ident(r.rolname) as name from pg_authid r where ${ownRole} and (${where})`,
})

const grantee = `case x.grantee when 0 then 'public' else quote_ident(pg_get_userbyid(x.grantee)) end`
const given = (on: string): string =>
  `lower(x.privilege_type) || ' on ' || ${on} || ' to ' || ${grantee} as name`

/** Rights on objects of a system catalog of which the catalog holds no rights. */
const rightsOn = (prefix: string, catalog: string, acl: string, owner: string, where = 'true'): string =>
  `select distinct ${given(`'${prefix}' || ${nameOf(catalog, 'o.oid')}`)}
    from ${catalog} o, aclexplode(o.${acl}) x where x.grantee <> o.${owner} and ${where}`

const ownSchema = (column: string): string =>
  `exists (select from pg_namespace n where n.oid = o.${column} and ${userSchema('n')})`
const relationsWithout = `(o.relkind in ('S', 'f') or o.relispartition) and o.relpersistence <> 't' and ${ownSchema('relnamespace')} and ${notMember('pg_class', 'o.oid')}`
const byDefault = (right: string): string => `not (x.grantee = 0 and x.privilege_type = '${right}')`

/** What the catalog holds rights of: kind of acldefault, number, owner, rights. */
const held = `(
  select 'n'::"char" as sort, n.oid, n.nspowner as owner, n.nspacl as acl, ${nameOf('pg_namespace', 'n.oid')} as name from pg_namespace n
    where ${userSchema('n')} and ${notMember('pg_namespace', 'n.oid')} and n.nspname <> 'public'
  union all
  select 'r', c.oid, c.relowner, c.relacl, ${nameOf('pg_class', 'c.oid')} from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v', 'm') and not c.relispartition and c.relpersistence <> 't' and ${userSchema('n')} and ${notMember('pg_class', 'c.oid')}
  union all
  select 'f', p.oid, p.proowner, p.proacl, ${nameOf('pg_proc', 'p.oid')} from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where p.prokind in ('f', 'p') and ${userSchema('n')} and ${made('pg_proc', 'p.oid')}
  union all
  select 'T', t.oid, t.typowner, t.typacl, ${nameOf('pg_type', 't.oid')} from pg_type t join pg_namespace n on n.oid = t.typnamespace
    where t.typtype in ('e', 'd') and ${userSchema('n')} and ${notMember('pg_type', 't.oid')}
)`

/** Traits of roles, and rights that cannot be told by the catalog's grants. */
export const rightRules: readonly Rule[] = [
  role(
    'SUPERUSER, CREATEROLE, CREATEDB and REPLICATION are',
    'r.rolsuper or r.rolcreaterole or r.rolcreatedb or r.rolreplication',
  ),
  role('NOINHERIT is', 'not r.rolinherit'),
  role('Its limit of connections is', 'r.rolconnlimit <> -1'),
  role(
    'Its password and how long that is valid are',
    'r.rolpassword is not null or r.rolvaliduntil is not null',
  ),
  {
    kind: 'setting',
    why: 'A design has settings of routines only, not of roles and databases.',
    query: `select coalesce('role ' || quote_ident(r.rolname), 'database ' || quote_ident(d.datname)) || ' ' || entry as name
      from pg_db_role_setting s left join pg_roles r on r.oid = s.setrole left join pg_database d on d.oid = s.setdatabase,
      unnest(s.setconfig) entry where r.rolname is null or r.rolname not in ${engineRoles}`,
  },
  {
    kind: 'membership',
    why: 'It is in a role that PostgreSQL or the engine brings along.',
    query: `select quote_ident(pg_get_userbyid(m.roleid)) || ' to ' || quote_ident(r.rolname) as name
      from pg_auth_members m join pg_roles r on r.oid = m.member where ${ownRole} and not ${heldRole('m.roleid')}`,
  },
  {
    kind: 'membership',
    why: 'Its options (ADMIN, INHERIT, SET) are not part of a design.',
    query: `select distinct quote_ident(pg_get_userbyid(m.roleid)) || ' to ' || quote_ident(r.rolname) as name
      from pg_auth_members m join pg_roles r on r.oid = m.member
      where ${ownRole} and (m.admin_option or m.inherit_option <> r.rolinherit or not m.set_option)`,
  },
  {
    kind: 'grant',
    why: 'A design grants on schemas, tables, views, routines, enums and domains only.',
    query: [
      rightsOn('', 'pg_class', 'relacl', 'relowner', relationsWithout),
      rightsOn(
        '',
        'pg_type',
        'typacl',
        'typowner',
        `o.typtype not in ('e', 'd') and ${ownSchema('typnamespace')} and ${notMember('pg_type', 'o.oid')} and ${byDefault('USAGE')}`,
      ),
      rightsOn(
        '',
        'pg_proc',
        'proacl',
        'proowner',
        `o.prokind in ('a', 'w') and ${ownSchema('pronamespace')} and ${notMember('pg_proc', 'o.oid')} and ${byDefault('EXECUTE')}`,
      ),
      rightsOn('language ', 'pg_language', 'lanacl', 'lanowner', byDefault('USAGE')),
      rightsOn('foreign data wrapper ', 'pg_foreign_data_wrapper', 'fdwacl', 'fdwowner'),
      rightsOn('foreign server ', 'pg_foreign_server', 'srvacl', 'srvowner'),
      `select distinct ${given("'large object ' || o.oid")} from pg_largeobject_metadata o, aclexplode(o.lomacl) x where x.grantee <> o.lomowner`,
    ].join('\nunion all\n'),
  },
  {
    kind: 'grant',
    why: 'It is to a role that PostgreSQL or the engine brings along.',
    query: `select ${given('o.name')} from ${held} o, aclexplode(o.acl) x
      where x.grantee <> o.owner and x.grantee <> 0 and not ${heldRole('x.grantee')}`,
  },
  {
    kind: 'revoke',
    why: 'A design takes away nothing that PostgreSQL gives by itself, but the right of all to execute a routine.',
    query: `select lower(x.privilege_type) || ' on ' || o.name || ' from ' || ${grantee} as name
      from ${held} o, aclexplode(acldefault(o.sort, o.owner)) x
      where o.acl is not null and not (o.sort = 'f' and x.grantee = 0)
        and not exists (select from aclexplode(o.acl) y where y.grantee = x.grantee and y.privilege_type = x.privilege_type)
      union all
      select 'usage on schema public from public' from pg_namespace where nspname = 'public'
        and not exists (select from aclexplode(nspacl) where grantee = 0 and privilege_type = 'USAGE')`,
  },
]
