import { joinSql, rawSql, regclass, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import { cloneBody } from './clone.ts'
import { migrate } from './migrate.ts'
import { tenantTables, type U } from './owned.ts'
import { call, col, type Routine, routine, tenantPath } from './routine.ts'

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
