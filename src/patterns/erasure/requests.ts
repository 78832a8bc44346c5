import type { Id } from '../../base/index.ts'
import {
  builtIn,
  joinSql,
  name,
  qualified,
  quoteLiteral,
  rawSql,
  type Sql,
  sql,
} from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import { keyParams, pinnedType } from '../kit/index.ts'
import { eraseRole, settings } from './erase.ts'
import { subjectTable, type U } from './flags.ts'
import { personKey } from './reach.ts'
import { id } from './request-tables.ts'

/** The system that this database is. */
const database = 'database'

interface Shared {
  readonly schema: Id<'schema'>
  readonly requests: Sql
  readonly steps: Sql
  readonly col: (role: string) => ReturnType<typeof name>
}
const shared = (facts: Facts, use: U): Shared => ({
  schema: facts.object('table', use.idOf('requests'))?.schema ?? facts.schema,
  requests: sql`${qualified(use.idOf('requests'))}`,
  steps: sql`${qualified(use.idOf('steps'))}`,
  col: (role) => name(id(use, role)),
})

type Routine = Extract<Claim<'derived'>, { readonly kind: 'routine' }>
const routine = (
  use: U,
  s: Shared,
  role: string,
  params: readonly (readonly [string, string, string?])[],
  returns: Sql,
  body: Sql,
  comment: string,
): Routine => ({
  claim: 'add',
  kind: 'routine',
  role,
  name: sql`${role}`,
  schema: s.schema,
  params: params.map(([what, base, fallback], i) => ({
    id: `${use.idOf<'routine'>(role)}/p${i + 1}` as Id,
    name: what,
    type: builtIn(base),
    ...(fallback === undefined ? {} : { default: rawSql(fallback) }),
  })),
  returns,
  language: 'plpgsql',
  securityDefiner: true,
  closed: true,
  settings,
  body,
  comment,
})

const request = (facts: Facts, use: U, s: Shared, subject: Id<'table'>): readonly Claim<'derived'>[] => {
  const key = personKey(facts, subject)
  if (key.length === 0) return []
  const role = 'request_erasure'
  const subjectKey = sql`array[${joinSql(
    key.map((_, i) => sql`$${i + 1}::text`),
    ', ',
  )}]`
  const systems = [database, ...use.options.systems.filter((x) => x !== database)]
  const scope = facts.scope(use.idOf('requests'))
  const tenant = scope
    ? sql` and r.${name(scope)} = ${facts.tenant}::${pinnedType(facts, facts.object('column', scope)?.type ?? builtIn('text'))}`
    : sql``
  return [
    {
      ...routine(
        use,
        s,
        role,
        [],
        rawSql('bigint'),
        sql`
declare
  request bigint;
begin
  insert into ${s.requests} (${s.col('requests:subject_key')}, ${s.col('requests:requested_by')})
  values (${subjectKey}, ${facts.actor})
  on conflict do nothing
  returning ${s.col('requests:id')} into request;
  if request is null then
    select r.${s.col('requests:id')} into request from ${s.requests} r
    where r.${s.col('requests:subject_key')} = ${subjectKey} and r.${s.col('requests:completed_at')} is null${tenant};
    return request;
  end if;
  insert into ${s.steps} (${s.col('steps:request_id')}, ${s.col('steps:system')})
  select request, x.system from unnest(array[${systems.map(quoteLiteral).join(', ')}]) x (system);
  return request;
end
`,
        'Asks for the person to be erased everywhere, and returns the request. While one is open, asking again returns it.',
      ),
      params: keyParams(use.idOf(role), key),
    },
    {
      claim: 'add',
      kind: 'grant',
      role: 'request_erasure:grant',
      name: '',
      on: use.idOf('request_erasure'),
      to: facts.appRole,
      privileges: ['execute'],
    },
  ]
}

const next = (use: U, s: Shared): Routine =>
  routine(
    use,
    s,
    'next_erasures',
    [
      ['of_system', 'text'],
      ['batch', 'integer', '10'],
    ],
    sql`setof ${s.steps}`,
    sql`
begin
  return query
  select s.* from ${s.steps} s
  where s.${s.col('steps:system')} = of_system and s.${s.col('steps:completed_at')} is null
  order by s.${s.col('steps:attempts')}, s.${s.col('steps:request_id')}
  limit batch
  for update skip locked;
end
`,
    'What a system still has to erase, locked until the transaction ends: two workers never get the same, and what one leaves undone comes again.',
  )

const complete = (use: U, s: Shared): Routine =>
  routine(
    use,
    s,
    'complete_erasure',
    [
      ['request', 'bigint'],
      ['by_system', 'text'],
    ],
    rawSql('boolean'),
    sql`
declare
  done timestamptz;
begin
  perform 1 from ${s.requests} r where r.${s.col('requests:id')} = request for update;
  update ${s.steps} s set ${s.col('steps:completed_at')} = now()
  where s.${s.col('steps:request_id')} = request and s.${s.col('steps:system')} = by_system and s.${s.col('steps:completed_at')} is null;
  update ${s.requests} r set ${s.col('requests:completed_at')} = now()
  where r.${s.col('requests:id')} = request and r.${s.col('requests:completed_at')} is null and not exists (
    select 1 from ${s.steps} s where s.${s.col('steps:request_id')} = request and s.${s.col('steps:completed_at')} is null
  );
  select r.${s.col('requests:completed_at')} into done from ${s.requests} r where r.${s.col('requests:id')} = request;
  return done is not null;
end
`,
    'Ticks a system off, once or again; true when the person is erased everywhere.',
  )

const work = (facts: Facts, use: U, s: Shared, subject: Id<'table'>): readonly Routine[] => {
  const key = personKey(facts, subject)
  if (key.length === 0) return []
  const args = key.map(
    (c, i) => sql`(r.${s.col('requests:subject_key')})[${i + 1}]::${pinnedType(facts, c.type)}`,
  )
  const scope = facts.scope(use.idOf('steps'))
  const setting = facts.settings.tenant
  return [
    routine(
      use,
      s,
      'run_erasures',
      [['batch', 'integer', '10']],
      rawSql('bigint'),
      sql`
declare
  step ${s.steps}%rowtype;
  caller text := current_setting(${setting}, true);
  done bigint := 0;
begin
  for step in select * from ${qualified(use.idOf('next_erasures'))}('${database}', batch) loop
    begin
      ${scope ? sql`perform set_config(${setting}, step.${name(scope)}::text, true);` : sql`null;`}
      perform ${qualified(use.idOf(eraseRole(subject)))}(${joinSql(args, ', ')})
      from ${s.requests} r where r.${s.col('requests:id')} = step.${s.col('steps:request_id')};
      perform ${qualified(use.idOf('complete_erasure'))}(step.${s.col('steps:request_id')}, '${database}');
      done := done + 1;
    exception when others then
      update ${s.steps} s set ${s.col('steps:attempts')} = s.${s.col('steps:attempts')} + 1, ${s.col('steps:last_error')} = sqlerrm
      where s.${s.col('steps:request_id')} = step.${s.col('steps:request_id')} and s.${s.col('steps:system')} = '${database}';
    end;
  end loop;
  perform set_config(${setting}, coalesce(caller, ''), true);
  return done;
end
`,
      'Erases the persons whose requests are open, of every tenant, and returns how many. One that fails is kept with its error and tried again later.',
    ),
  ]
}

export const requestRoutines = (facts: Facts, use: U): readonly Claim<'derived'>[] => {
  const s = shared(facts, use)
  const subject = subjectTable(facts, use)
  return [
    next(use, s),
    complete(use, s),
    ...(subject && facts.object('table', subject)
      ? [...request(facts, use, s, subject), ...work(facts, use, s, subject)]
      : []),
  ]
}
