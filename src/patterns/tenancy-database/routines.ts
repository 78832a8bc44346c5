import { builtIn, rawSql, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import { callable } from '../kit/index.ts'
import { contents } from './contents.ts'
import { isHybrid, keyType, type U } from './places.ts'
import { c, type Routine, routine, t, text } from './routine.ts'

/** `57P03`, cannot connect now: a client may try again. */
const route = (facts: Facts, use: U): readonly Claim<'derived'>[] => [
  routine(use, {
    role: 'route_tenant',
    params: [['tenant', keyType(use)]],
    returns: rawSql('table (model text, host text, port integer, database_name text)'),
    body: sql`
declare
  state text;
begin
  select x.${c(use, 'tenants:state')}, case when x.${c(use, 'tenants:server')} is null then 'shared' else 'database' end,
    s.${c(use, 'servers:host')}, s.${c(use, 'servers:port')}, x.${c(use, 'tenants:database_name')}
  into state, model, host, port, database_name
  from ${t(use, 'tenants')} x left join ${t(use, 'servers')} s on s.${c(use, 'servers:name')} = x.${c(use, 'tenants:server')}
  where x.${c(use, 'tenants:id')} = tenant;
  if not found then
    raise exception using errcode = '42704', message = 'There is no such tenant.';
  end if;
  if state <> 'active' then
    raise exception using errcode = '57P03', message = format('The tenant cannot be reached now: it is %s.', state), hint = 'Try again later.';
  end if;
  return next;
end
`,
    comment:
      'Where the tenant is: in this database, or on a server in one of its own. Refused with 57P03 while it moves or is suspended.',
    more: { securityDefiner: true, volatility: 'stable' },
  }),
  callable(facts, use, 'route_tenant'),
]

const change = (use: U, role: string, from: string, to: string, comment: string): Routine =>
  routine(use, {
    role,
    params: [['tenant', keyType(use)]],
    returns: rawSql('boolean'),
    body: sql`
begin
  update ${t(use, 'tenants')} x set ${c(use, 'tenants:state')} = '${to}'
  where x.${c(use, 'tenants:id')} = tenant and x.${c(use, 'tenants:state')} in (${from});
  return found;
end
`,
    comment,
  })

const register = (facts: Facts, use: U): Routine => {
  const shared = isHybrid(facts, use)
  return routine(use, {
    role: 'register_tenant',
    // Parameters with a default come last.
    params: [
      ['tenant_name', text],
      shared ? ['on_server', text, 'null'] : ['on_server', text],
      shared ? ['in_database', text, 'null'] : ['in_database', text],
      ['tenant', keyType(use), 'null'],
    ],
    returns: rawSql(use.options.type),
    body: sql`
declare
  made ${use.options.type};
begin
  if tenant is null then
    insert into ${t(use, 'tenants')} (${c(use, 'tenants:name')}, ${c(use, 'tenants:server')}, ${c(use, 'tenants:database_name')})
    values (tenant_name, on_server, in_database) returning ${c(use, 'tenants:id')} into made;
  else
    insert into ${t(use, 'tenants')} (${c(use, 'tenants:id')}, ${c(use, 'tenants:name')}, ${c(use, 'tenants:server')}, ${c(use, 'tenants:database_name')})
    values (tenant, tenant_name, on_server, in_database) returning ${c(use, 'tenants:id')} into made;
  end if;
  return made;
end
`,
    comment:
      'Writes a tenant down, with the place that is being made for it, and returns its key. It is not reached until it is activated.',
  })
}

const moving = (use: U): readonly Routine[] => [
  routine(use, {
    role: 'begin_move',
    params: [
      ['tenant', keyType(use)],
      ['new_server', text],
      ['new_database', text],
    ],
    returns: rawSql('bigint'),
    body: sql`
declare
  move bigint;
begin
  update ${t(use, 'tenants')} x set ${c(use, 'tenants:state')} = 'moving'
  where x.${c(use, 'tenants:id')} = tenant and x.${c(use, 'tenants:state')} in ('active', 'suspended');
  if not found then
    raise exception using errcode = '55000', message = 'Only a tenant that is active or suspended can move.';
  end if;
  insert into ${t(use, 'moves')} (${c(use, 'moves:tenant_id')}, ${c(use, 'moves:to_server')}, ${c(use, 'moves:to_database')})
  values (tenant, new_server, new_database) returning ${c(use, 'moves:move_id')} into move;
  return move;
end
`,
    comment: 'Closes the tenant to the application and notes where it goes. Two nulls mean this database.',
  }),
  routine(use, {
    role: 'end_move',
    params: [
      ['tenant', keyType(use)],
      ['done', builtIn('boolean')],
    ],
    returns: rawSql('boolean'),
    body: sql`
declare
  m ${t(use, 'moves')}%rowtype;
begin
  update ${t(use, 'moves')} v set ${c(use, 'moves:ended_at')} = now(), ${c(use, 'moves:outcome')} = case when done then 'moved' else 'given up' end
  where v.${c(use, 'moves:tenant_id')} = tenant and v.${c(use, 'moves:ended_at')} is null returning v.* into m;
  if not found then
    return false;
  end if;
  update ${t(use, 'tenants')} x set ${c(use, 'tenants:state')} = 'active',
    ${c(use, 'tenants:server')} = case when done then m.${c(use, 'moves:to_server')} else x.${c(use, 'tenants:server')} end,
    ${c(use, 'tenants:database_name')} = case when done then m.${c(use, 'moves:to_database')} else x.${c(use, 'tenants:database_name')} end
  where x.${c(use, 'tenants:id')} = tenant;
  return true;
end
`,
    comment:
      'Opens the tenant again: at the new place, or at the old one where the move was given up. False where none was under way.',
  }),
]

const migrations = (use: U): readonly Routine[] => [
  routine(use, {
    role: 'record_migration',
    params: [
      ['tenant', keyType(use)],
      ['migration', text],
      ['trouble', text, 'null'],
    ],
    returns: rawSql('void'),
    body: sql`
begin
  insert into ${t(use, 'migrations')} (${c(use, 'migrations:tenant_id')}, ${c(use, 'migrations:version')}, ${c(use, 'migrations:error')}) values (tenant, migration, trouble)
  on conflict (${c(use, 'migrations:tenant_id')}, ${c(use, 'migrations:version')})
  do update set ${c(use, 'migrations:error')} = excluded.${c(use, 'migrations:error')}, ${c(use, 'migrations:tried_at')} = now();
end
`,
    comment: 'Notes how a migration went in the database of a tenant; trouble is null where it is applied.',
  }),
  routine(use, {
    role: 'tenants_behind',
    params: [['migration', text]],
    returns: sql`setof ${t(use, 'tenants')}`,
    body: sql`
begin
  return query
  select x.* from ${t(use, 'tenants')} x
  where x.${c(use, 'tenants:server')} is not null and not exists (
    select 1 from ${t(use, 'migrations')} m
    where m.${c(use, 'migrations:tenant_id')} = x.${c(use, 'tenants:id')} and m.${c(use, 'migrations:version')} = migration and m.${c(use, 'migrations:error')} is null
  )
  order by x.${c(use, 'tenants:created_at')}, x.${c(use, 'tenants:id')};
end
`,
    comment: 'Tenants with a database of their own that lack a migration.',
    more: { volatility: 'stable' },
  }),
]

export const routines = (facts: Facts, use: U): readonly Claim<'derived'>[] => [
  ...route(facts, use),
  register(facts, use),
  change(
    use,
    'activate_tenant',
    "'provisioning', 'suspended'",
    'active',
    'Opens the tenant to the application; false where it was not waiting for that.',
  ),
  change(
    use,
    'suspend_tenant',
    "'active'",
    'suspended',
    'Closes the tenant to the application; false where it was not open.',
  ),
  ...moving(use),
  ...migrations(use),
  ...contents(facts, use),
]
