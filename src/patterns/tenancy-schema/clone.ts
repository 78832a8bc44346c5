import { type Sql, sql } from '../../catalog/index.ts'

/**
 * The body of the function that copies the design's tables into a tenant's schema, with all that belongs to them. It
 * reads PostgreSQL's own catalog: while the search path holds the schema of the design, the server writes its
 * definitions without it, and the same text run under the tenant's path makes the tenant's object. Only the bodies of
 * routines hold qualified names as text; there they are replaced one by one, as whole names.
 */
export const cloneBody = (templateTables: Sql, pattern: Sql): Sql => sql`
declare
  tables constant oid[] := ${templateTables}()::oid[];
  schemas oid[];
  path text;
  own text;
  checking constant text := current_setting('check_function_bodies');
  relations oid[];
  routines oid[];
  statements text[] := '{}';
  part text[];
  names text;
  def text;
  r record;
begin
  select array_agg(distinct c.relnamespace) into schemas from pg_class c where c.oid = any (tables);
  select string_agg(format('%I', n.nspname), ', ' order by n.oid) into path from pg_namespace n where n.oid = any (schemas);
  own := format('%I, ', target) || path;
  perform set_config('search_path', path, true);
  perform set_config('check_function_bodies', 'off', true);

  -- Schema: whoever may use the design's may use the tenant's.
  select array_agg(distinct format('grant %s on schema %I to %s', a.privilege_type, target, a.grantee::regrole))
  into part from pg_namespace n, aclexplode(n.nspacl) a
  where n.oid = any (schemas) and a.grantee <> 0 and a.grantee <> n.nspowner;
  statements := statements || part;

  -- Tables with columns, defaults, checks, keys, indexes and comments; then partitions.
  select array_agg(format('create table %I.%I (like %I.%I including all)%s', target, c.relname, n.nspname, c.relname,
    case when c.relkind = 'p' then ' partition by ' || pg_get_partkeydef(c.oid) else '' end) order by c.oid)
  into part from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.oid = any (tables) and not c.relispartition;
  statements := statements || part;
  select array_agg(format('create table %I.%I partition of %I.%I %s%s', target, c.relname, target, p.relname,
    pg_get_expr(c.relpartbound, c.oid),
    case when c.relkind = 'p' then ' partition by ' || pg_get_partkeydef(c.oid) else '' end) order by t.level, c.oid)
  into part from pg_class root cross join pg_partition_tree(root.oid) t
  join pg_class c on c.oid = t.relid join pg_class p on p.oid = t.parentrelid
  where root.oid = any (tables) and root.relkind = 'p' and t.level > 0;
  statements := statements || part;

  -- Views and materialized views of the design's schemas, in the order in which they were made.
  select array_agg(c.oid order by c.oid) into relations from pg_class c
  where c.relnamespace = any (schemas) and c.relkind in ('v', 'm')
    and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e');
  relations := coalesce(relations, '{}');

  -- Routines, with the names of what the tenant has of its own put in place of the design's.
  select array_agg(p.oid order by p.oid) into routines from pg_proc p
  where p.pronamespace = any (schemas) and p.prokind in ('f', 'p')
    and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e');
  routines := coalesce(routines, '{}');
  for r in select p.oid, pg_get_functiondef(p.oid) as def from pg_proc p where p.oid = any (routines) order by p.oid loop
    def := r.def;
    for names in
      select format('(?<![\\w$".])%s\\.(%s)(?![\\w$"])', ${pattern}(n.nspname), string_agg(distinct ${pattern}(o.relname), '|'))
      from pg_namespace n join (
        select relnamespace, relname from pg_class where oid = any (tables) or oid = any (relations)
        union all select c.relnamespace, c.relname from pg_class root cross join pg_partition_tree(root.oid) t join pg_class c on c.oid = t.relid
          where root.oid = any (tables) and root.relkind = 'p'
        union all select pronamespace, proname from pg_proc where oid = any (routines)
      ) o (relnamespace, relname) on o.relnamespace = n.oid
      group by n.oid, n.nspname
    loop
      def := regexp_replace(def, names, target || '.\\1', 'g');
    end loop;
    if not starts_with(def, format('CREATE OR REPLACE FUNCTION %s.', target)) and not starts_with(def, format('CREATE OR REPLACE PROCEDURE %s.', target)) then
      raise exception using errcode = 'XX000', message = format('%s could not be copied.', r.oid::regprocedure);
    end if;
    statements := statements || def;
  end loop;

  select array_agg(format('create %s %I.%I%s as %s', case c.relkind when 'm' then 'materialized view' else 'view' end, target, c.relname,
    coalesce(' with (' || array_to_string(c.reloptions, ', ') || ')', ''), rtrim(pg_get_viewdef(c.oid), '; ')) order by c.oid)
  into part from pg_class c where c.oid = any (relations);
  statements := statements || part;
  select array_agg(regexp_replace(pg_get_indexdef(i.indexrelid), ' ON ' || ${pattern}(n.nspname) || '\\.', format(' ON %I.', target)) order by i.indexrelid)
  into part from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace where c.oid = any (relations);
  statements := statements || part;

  -- References, triggers, row security.
  select array_agg(format('alter table %I.%I add constraint %I %s', target, c.relname, k.conname, pg_get_constraintdef(k.oid)) order by k.oid)
  into part from pg_constraint k join pg_class c on c.oid = k.conrelid
  where k.conrelid = any (tables) and k.contype = 'f' and k.conparentid = 0;
  statements := statements || part;
  select array_agg(pg_get_triggerdef(g.oid, true) order by g.oid)
  into part from pg_trigger g where (g.tgrelid = any (tables) or g.tgrelid = any (relations)) and not g.tgisinternal and g.tgparentid = 0;
  statements := statements || part;
  select array_agg(s order by c.oid, n) into part from pg_class c cross join lateral (values
      (1, case when c.relrowsecurity then format('alter table %I.%I enable row level security', target, c.relname) end),
      (2, case when c.relforcerowsecurity then format('alter table %I.%I force row level security', target, c.relname) end)) x (n, s)
  where c.oid = any (tables) and s is not null;
  statements := statements || part;
  select array_agg(format('create policy %I on %I.%I as %s for %s to %s%s%s', l.polname, target, c.relname,
    case when l.polpermissive then 'permissive' else 'restrictive' end,
    case l.polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete' else 'all' end,
    (select string_agg(case when role = 0 then 'public' else role::regrole::text end, ', ') from unnest(l.polroles) role),
    coalesce(' using (' || pg_get_expr(l.polqual, l.polrelid) || ')', ''),
    coalesce(' with check (' || pg_get_expr(l.polwithcheck, l.polrelid) || ')', '')) order by l.oid)
  into part from pg_policy l join pg_class c on c.oid = l.polrelid where l.polrelid = any (tables);
  statements := statements || part;

  -- Comments, privileges, owners.
  select array_agg(format('comment on %s %I.%I is %L', case c.relkind when 'v' then 'view' when 'm' then 'materialized view' else 'table' end,
    target, c.relname, obj_description(c.oid, 'pg_class')) order by c.oid)
  into part from pg_class c where (c.oid = any (tables) or c.oid = any (relations)) and obj_description(c.oid, 'pg_class') is not null;
  statements := statements || part;
  select array_agg(format('comment on routine %I.%I(%s) is %L', target, p.proname, pg_get_function_identity_arguments(p.oid), obj_description(p.oid, 'pg_proc')) order by p.oid)
  into part from pg_proc p where p.oid = any (routines) and obj_description(p.oid, 'pg_proc') is not null;
  statements := statements || part;
  select array_agg(format('grant %s on %I.%I to %s', a.privilege_type, target, c.relname, case when a.grantee = 0 then 'public' else a.grantee::regrole::text end) order by c.oid)
  into part from pg_class c, aclexplode(c.relacl) a
  where (c.oid = any (tables) or c.oid = any (relations)) and a.grantee <> c.relowner;
  statements := statements || part;
  select array_agg(format('grant %s (%I) on %I.%I to %s', a.privilege_type, t.attname, target, c.relname, case when a.grantee = 0 then 'public' else a.grantee::regrole::text end) order by c.oid, t.attnum)
  into part from pg_class c join pg_attribute t on t.attrelid = c.oid, aclexplode(t.attacl) a
  where (c.oid = any (tables) or c.oid = any (relations)) and a.grantee <> c.relowner;
  statements := statements || part;
  select array_agg(format('revoke all on routine %I.%I(%s) from public', target, p.proname, pg_get_function_identity_arguments(p.oid)) order by p.oid)
  into part from pg_proc p where p.oid = any (routines) and p.proacl is not null;
  statements := statements || part;
  select array_agg(format('grant %s on routine %I.%I(%s) to %s', a.privilege_type, target, p.proname, pg_get_function_identity_arguments(p.oid), case when a.grantee = 0 then 'public' else a.grantee::regrole::text end) order by p.oid)
  into part from pg_proc p, aclexplode(p.proacl) a where p.oid = any (routines) and a.grantee <> p.proowner;
  statements := statements || part;
  select array_agg(format('alter %s %I.%I owner to %s', case c.relkind when 'v' then 'view' when 'm' then 'materialized view' else 'table' end, target, c.relname, c.relowner::regrole) order by c.oid)
  into part from pg_class c where (c.oid = any (tables) or c.oid = any (relations)) and c.relowner <> current_user::regrole;
  statements := statements || part;
  select array_agg(format('alter routine %I.%I(%s) owner to %s', target, p.proname, pg_get_function_identity_arguments(p.oid), p.proowner::regrole) order by p.oid)
  into part from pg_proc p where p.oid = any (routines) and p.proowner <> current_user::regrole;
  statements := statements || part;

  perform set_config('search_path', own, true);
  foreach def in array statements loop
    execute def;
  end loop;
  perform set_config('check_function_bodies', checking, true);
end
`
