import { type Catalog, extensionSchemas, quoteLiteral } from '../../catalog/index.ts'
import { dollarQuote, quoteIdent } from '../../sql/index.ts'
import { ownerRole } from '../proof/setting.ts'

/** psql's output as a TAP reader wants it, also when the file is run without pg_prove. */
const settings = `\\set QUIET 1
\\set ON_ERROR_STOP 1
\\pset format unaligned
\\pset tuples_only on
\\pset pager off
set client_min_messages = warning;`

const pgTap = (catalog: Catalog): string => {
  const path = [...extensionSchemas(catalog), 'tap'].map((s) => `, ${quoteIdent(s)}`).join('')
  return `create schema if not exists tap;
create extension if not exists pgtap with schema tap;
do ${dollarQuote(` begin perform set_config('search_path', current_setting('search_path') || ${quoteLiteral(path)}, false); end `)};`
}

const role = `do $$
begin
  if not exists (select from pg_roles where rolname = ${quoteLiteral(ownerRole)}) then
    create role ${quoteIdent(ownerRole)} noinherit;
  end if;
  execute format('grant create on database %I to ${quoteIdent(ownerRole)}', current_database());
end
$$;`

/** It may become the design's roles and hand objects to them, without having their rights. */
const memberships = (catalog: Catalog): string =>
  [...catalog.values()]
    .flatMap((o) => (o.kind === 'role' ? [`grant ${quoteIdent(o.name)} to ${quoteIdent(ownerRole)};`] : []))
    .join('\n')

/** Row level security never binds a superuser: what the session's user owns is handed to an ordinary role. */
const handOver = (schemas: readonly string[]): string => `do $$
declare
  command text;
begin
  for command in
    select format('alter %s %s owner to ${quoteIdent(ownerRole)}', o.what, o.name)
    from (
      select case c.relkind when 'v' then 'view' when 'm' then 'materialized view' else 'table' end,
        c.oid::regclass::text, 'pg_class'::regclass, c.oid, c.relnamespace, c.relowner
      from pg_class c where c.relkind in ('r', 'p', 'v', 'm')
      union all
      select 'routine', p.oid::regprocedure::text, 'pg_proc'::regclass, p.oid, p.pronamespace, p.proowner from pg_proc p
      union all
      select 'type', t.oid::regtype::text, 'pg_type'::regclass, t.oid, t.typnamespace, t.typowner
      from pg_type t where t.typtype in ('e', 'd')
    ) as o (what, name, class, oid, namespace, owner)
    join pg_namespace n on n.oid = o.namespace
    where n.nspname in (${schemas.map(quoteLiteral).join(', ')})
      and pg_get_userbyid(o.owner) = session_user
      and not exists (select from pg_depend d where d.classid = o.class and d.objid = o.oid and d.deptype = 'e')
  loop
    execute command;
  end loop;
  for command in
    select format('grant all on schema %I to ${quoteIdent(ownerRole)}', nspname)
    from pg_namespace where nspname in (${schemas.map(quoteLiteral).join(', ')})
  loop
    execute command;
  end loop;
end
$$;`

/** Run a statement as whoever acts and tell its outcome as text; a refusal is undone and told too. */
const functions = `create function pg_temp.told(state text, refuser text, message text) returns text language sql
return 'refused ' || state || coalesce(' by ' || nullif(refuser, ''), '') || ': ' || message;

create function pg_temp.count_of(statement text) returns text language plpgsql as $$
declare
  n bigint; state text; refuser text; message text;
begin
  execute statement;
  get diagnostics n = row_count;
  return 'rows: ' || n;
exception when others then
  get stacked diagnostics state = returned_sqlstate, refuser = constraint_name, message = message_text;
  return pg_temp.told(state, refuser, message);
end
$$;

create function pg_temp.rows_of(statement text) returns text language plpgsql as $$
declare
  r record; found_rows text[] := '{}'; state text; refuser text; message text;
begin
  for r in execute statement loop
    found_rows := found_rows || r::text;
  end loop;
  return coalesce(nullif(array_to_string(found_rows, E'\\n'), ''), 'no rows');
exception when others then
  get stacked diagnostics state = returned_sqlstate, refuser = constraint_name, message = message_text;
  return pg_temp.told(state, refuser, message);
end
$$;

create function pg_temp.done(statement text) returns text language plpgsql as $$
begin
  execute statement;
  return 'done';
end
$$;`

/** What a test file starts with. Runs as a superuser in a scratch database that holds the schema. */
export const prelude = (catalog: Catalog): string => {
  const schemas: string[] = []
  for (const o of catalog.values()) if (o.kind === 'schema') schemas.push(o.name)
  return [settings, pgTap(catalog), role, memberships(catalog), handOver(schemas), functions]
    .filter((part) => part !== '')
    .join('\n\n')
}
