import type { Id } from '../../base/index.ts'
import {
  builtIn,
  joinSql,
  literal,
  name,
  qualified,
  rawSql,
  regclass,
  type Sql,
  sql,
} from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import { pinnedPath } from '../kit/index.ts'
import { cloneBody } from './clone.ts'
import { management, tenantTables, type U } from './owned.ts'

type Routine = Extract<Claim<'derived'>, { readonly kind: 'routine' }>

interface Shape {
  readonly role: string
  readonly params?: readonly (readonly [string, string, string?])[]
  readonly returns: Sql
  readonly body: Sql
  readonly comment: string
  readonly unpinned?: true
  readonly more?: Partial<Routine>
}

const routine = (use: U, s: Shape): Routine => ({
  claim: 'add',
  kind: 'routine',
  role: s.role,
  name: sql`${s.role}`,
  schema: management(use),
  params: (s.params ?? []).map(([what, base, fallback]) => ({
    id: `${use.idOf<'routine'>(s.role)}/${what}` as Id,
    name: what,
    type: builtIn(base),
    ...(fallback === undefined ? {} : { default: rawSql(fallback) }),
  })),
  returns: s.returns,
  language: 'plpgsql',
  closed: true,
  ...(s.unpinned ? {} : { settings: pinnedPath }),
  body: s.body,
  comment: s.comment,
  ...s.more,
})

const call = (use: U, role: string): Sql => sql`${qualified(use.idOf(role))}`
const col = (use: U, role: string) => name(use.idOf(role))

/** The design's tables by reference: the list follows every rename. */
const template = (facts: Facts, use: U): Routine =>
  routine(use, {
    role: 'template_tables',
    returns: rawSql('regclass[]'),
    body: sql`select array[${joinSql(
      tenantTables(facts, use).map((t) => sql`${regclass(t.id)}`),
      ', ',
    )}]::regclass[]`,
    comment: 'The tables of which every tenant has its own; those of the design are the template.',
    more: { language: 'sql', volatility: 'stable' },
  })

const namePattern = (use: U): Routine => {
  const escaped = (s: string): string => `regexp_replace(${s}, '([][\\\\.^$*+?(){}|])', '\\\\\\1', 'g')`
  return routine(use, {
    role: 'name_pattern',
    params: [['ident', 'text']],
    returns: rawSql('text'),
    body: sql`select '(?:' || ${escaped('quote_ident($1)')} || '|' || ${escaped(`'"' || replace($1, '"', '""') || '"'`)} || ')'`,
    comment: 'A regular expression for the name as SQL may write it.',
    more: { language: 'sql', volatility: 'immutable' },
  })
}

const create = (use: U): readonly Routine[] => [
  routine(use, {
    role: 'copy_template',
    params: [['target', 'text']],
    returns: rawSql('void'),
    body: cloneBody(call(use, 'template_tables'), call(use, 'name_pattern')),
    comment: 'Copies the tables of the design, with all that belongs to them, into a schema.',
  }),
  routine(use, {
    role: 'create_tenant_schema',
    params: [
      ['tenant_name', 'text'],
      ['tenant_schema', 'text'],
    ],
    returns: rawSql(use.options.type),
    body: sql`
declare
  tenant ${use.options.type};
begin
  insert into ${call(use, 'tenants')} (${col(use, 'tenants:name')}, ${col(use, 'tenants:schema_name')})
  values (tenant_name, tenant_schema) returning ${col(use, 'tenants:id')} into tenant;
  execute format('create schema %I', tenant_schema);
  perform ${call(use, 'copy_template')}(tenant_schema);
  insert into ${call(use, 'applied')} (${col(use, 'applied:tenant_id')}, ${col(use, 'applied:version')})
  select tenant, m.${col(use, 'migrations:version')} from ${call(use, 'migrations')} m;
  return tenant;
end
`,
    comment:
      'Makes a tenant with a schema of its own and returns its key. The schema is what the design is now, so every migration known by now counts as applied.',
  }),
  routine(use, {
    role: 'drop_tenant_schema',
    params: [['tenant_schema', 'text']],
    returns: rawSql('boolean'),
    body: sql`
begin
  delete from ${call(use, 'tenants')} t where t.${col(use, 'tenants:schema_name')} = tenant_schema;
  if not found then
    return false;
  end if;
  execute format('drop schema %I cascade', tenant_schema);
  return true;
end
`,
    comment: 'Removes a tenant with its schema and all rows in it; false where there is no such tenant.',
  }),
]

/** The search path of a tenant: its own schema, then the design's, where the shared tables are. */
const tenantPath = (facts: Facts, use: U): Sql => {
  const schemas = [...new Set(tenantTables(facts, use).map((t) => t.schema))]
  return sql`pg_catalog.format('%I${', %I'.repeat(schemas.length)}', tenant_schema, ${joinSql(
    schemas.map((s) => literal(s)),
    ', ',
  )})`
}

/** Tables of the design that the transaction writes or alters: a name that the tenant lacks leads there. */
const lockedOfDesign = (use: U): Sql =>
  sql`(select count(*) from pg_locks l where l.pid = pg_backend_pid() and l.locktype = 'relation'
      and l.relation = any (${call(use, 'template_tables')}()::oid[]) and l.mode not in ('AccessShareLock', 'RowShareLock'))`

const migrate = (facts: Facts, use: U): readonly Routine[] => [
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

/** No pinned search_path: a SET clause would take back what the call is for. */
const useTenant = (facts: Facts, use: U): Routine =>
  routine(use, {
    role: 'use_tenant',
    params: [['tenant', use.options.type]],
    returns: rawSql('text'),
    body: sql`
declare
  tenant_schema text;
begin
  select t.${col(use, 'tenants:schema_name')} into tenant_schema from ${call(use, 'tenants')} t where t.${col(use, 'tenants:id')} = tenant;
  if not found then
    raise exception using errcode = '42704', message = 'There is no such tenant.';
  end if;
  perform pg_catalog.set_config('search_path', ${tenantPath(facts, use)}, true);
  return tenant_schema;
end
`,
    comment:
      "Lets names without a schema mean the tenant's own tables until the transaction ends, and the shared ones where it has none. Returns the schema.",
    unpinned: true,
  })

export const routines = (facts: Facts, use: U): readonly Claim<'derived'>[] =>
  tenantTables(facts, use).length === 0
    ? []
    : [
        template(facts, use),
        namePattern(use),
        ...create(use),
        ...migrate(facts, use),
        useTenant(facts, use),
        {
          claim: 'add',
          kind: 'grant',
          role: 'use_tenant:grant',
          name: '',
          on: use.idOf('use_tenant'),
          to: facts.appRole,
          privileges: ['execute'],
        },
      ]
