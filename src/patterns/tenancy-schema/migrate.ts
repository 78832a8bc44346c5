import { rawSql, type Sql, sql } from '../../catalog/index.ts'
import type { Facts } from '../../compile/api.ts'
import type { U } from './owned.ts'
import { call, col, type Routine, routine, tenantPath } from './routine.ts'

/** Tables of the design that the transaction writes or alters: a name that the tenant lacks leads there. */
const lockedOfDesign = (use: U): Sql =>
  sql`(select count(*) from pg_locks l where l.pid = pg_backend_pid() and l.locktype = 'relation'
      and l.relation = any (${call(use, 'template_tables')}()::oid[]) and l.mode not in ('AccessShareLock', 'RowShareLock'))`

export const migrate = (facts: Facts, use: U): readonly Routine[] => [
  routine(use, {
    role: 'migrate_tenant',
    params: [
      ['tenant_schema', 'text'],
      ['migration', 'text'],
      ['ddl', 'text'],
    ],
    returns: rawSql('text'),
    body: sql`
declare
  tenant ${use.options.type};
  trouble text;
  held bigint;
begin
  select t.${col(use, 'tenants:id')} into tenant from ${call(use, 'tenants')} t
  where t.${col(use, 'tenants:schema_name')} = tenant_schema for update;
  if not found then
    raise exception using errcode = '42704', message = 'There is no tenant with this schema.';
  end if;
  insert into ${call(use, 'migrations')} (${col(use, 'migrations:version')}, ${col(use, 'migrations:statements')}) values (migration, ddl) on conflict do nothing;
  if not exists (select 1 from ${call(use, 'migrations')} m where m.${col(use, 'migrations:version')} = migration and m.${col(use, 'migrations:statements')} = ddl) then
    raise exception using errcode = '22023', message = 'This version stands for other statements.', hint = 'Give them a version of their own.';
  end if;
  if exists (select 1 from ${call(use, 'applied')} a
    where a.${col(use, 'applied:tenant_id')} = tenant and a.${col(use, 'applied:version')} = migration and a.${col(use, 'applied:error')} is null) then
    return 'already';
  end if;
  begin
    perform set_config('search_path', ${tenantPath(facts, use)}, true);
    held := ${lockedOfDesign(use)};
    execute ddl;
    if ${lockedOfDesign(use)} > held then
      raise exception using errcode = '42P01', message = 'It would have changed a table of the design, for the tenant has none of that name.';
    end if;
  exception when others then
    trouble := sqlerrm;
  end;
  insert into ${call(use, 'applied')} (${col(use, 'applied:tenant_id')}, ${col(use, 'applied:version')}, ${col(use, 'applied:error')}) values (tenant, migration, trouble)
  on conflict (${col(use, 'applied:tenant_id')}, ${col(use, 'applied:version')})
  do update set ${col(use, 'applied:error')} = excluded.${col(use, 'applied:error')}, ${col(use, 'applied:tried_at')} = now();
  return case when trouble is null then 'applied' else 'failed: ' || trouble end;
end
`,
    comment:
      "Runs a migration in one tenant's schema unless it has it: applied, already, or failed with the reason. Names in it go without their schema.",
  }),
  routine(use, {
    role: 'migrate_tenants',
    params: [
      ['migration', 'text'],
      ['ddl', 'text'],
    ],
    returns: rawSql('table (tenant_schema text, outcome text)'),
    body: sql`
begin
  for tenant_schema in select t.${col(use, 'tenants:schema_name')} from ${call(use, 'tenants')} t order by 1 loop
    outcome := ${call(use, 'migrate_tenant')}(tenant_schema, migration, ddl);
    return next;
  end loop;
end
`,
    comment:
      'Runs a migration in every tenant and reports each; one that fails is left as it was and stops no other. Migrate the design first: new tenants are made from it.',
  }),
]
