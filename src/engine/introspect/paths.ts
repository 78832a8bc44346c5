import { type Ask, type Ids, notMember, readRows, userSchema } from './read.ts'

interface PathRow {
  readonly path: string
  readonly id: string
}

const query = `
select format('%I.%I', nspname, relname) as path, case relkind when 'v' then 'view' when 'm' then 'matview' else 'table' end
    || ':' || format('%I.%I', nspname, relname) as id
  from pg_class c join pg_namespace n on n.oid = relnamespace
  where relkind in ('r', 'p', 'v', 'm') and not relispartition and relpersistence <> 't'
  and ${userSchema('n')} and ${notMember('pg_class', 'c.oid')}
union all
select format('%I.%I', nspname, typname), case typtype when 'e' then 'enum' else 'domain' end || ':' || format('%I.%I', nspname, typname)
  from pg_type t join pg_namespace n on n.oid = typnamespace
  where typtype in ('e', 'd') and ${userSchema('n')} and ${notMember('pg_type', 't.oid')}
union all
select format('%I.%I', nspname, proname),
    'routine:' || format('%I.%I(%s)', nspname, proname, pg_get_function_identity_arguments(p.oid))
  from pg_proc p join pg_namespace n on n.oid = pronamespace
  where prokind in ('f', 'p') and ${userSchema('n')} and ${notMember('pg_proc', 'p.oid')}
  and not exists (select from pg_depend d where d.classid = 'pg_catalog.pg_proc'::regclass and d.objid = p.oid and d.deptype = 'i')`

/** Names that texts may mention, ahead of the objects themselves. What shares its name with another is left out. */
export const readPaths = async (ask: Ask, ids: Ids): Promise<void> => {
  const twice = new Set<string>()
  for (const { path, id } of await readRows<PathRow>(ask, query)) {
    if (ids.paths.has(path)) twice.add(path)
    ids.paths.set(path, id)
  }
  for (const path of twice) ids.paths.delete(path)
}
