import { builtIn, joinSql, name, qualified, rawSql, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import { callable, ofTenant, param, pinnedPath, raise, tenantAs } from '../kit/index.ts'
import type { U } from './check.ts'
import { newestForm } from './fold.ts'
import { idType } from './tables.ts'

const conflict = raise(
  '40001',
  'The aggregate has other events than the writer has read.',
  'Read it again, decide again and append again.',
)

/** The metadata with the acting user in it; what the writer says of that counts where none is set. */
const withActor = (facts: Facts): Sql =>
  sql`coalesce($6, '{}') || jsonb_strip_nulls(jsonb_build_object('actor', ${facts.actor}))`

const insertion = (facts: Facts, use: U): Sql => {
  const events = use.idOf('events')
  const scope = facts.scope(events)
  const cells: readonly (readonly [Sql, Sql])[] = [
    ...(scope ? [[sql`${name(scope)}`, tenantAs(facts, scope)] as const] : []),
    ...(
      [
        ['aggregate_id', '$2'],
        ['aggregate_type', '$1'],
        ['version', 'last_version + 1'],
        ['event_type', '$4'],
        ['event_version', sql`coalesce($7, ${newestForm(use, '$4')})`],
        ['data', '$5'],
        ['metadata', withActor(facts)],
        ['recorded_at', 'greatest(clock_timestamp(), last_time)'],
      ] as const
    ).map(([role, value]) => [sql`${name(use.idOf(`events:${role}`))}`, sql`${value}`] as const),
  ]
  return sql`insert into ${qualified(events)} (${joinSql(
    cells.map(([column]) => column),
    ', ',
  )})
  values (${joinSql(
    cells.map(([, value]) => value),
    ', ',
  )});`
}

/**
 * Two writers that have read the same version: the second waits for the first at the unique key, and then gets
 * the same refusal as one who comes later.
 */
export const append = (facts: Facts, use: U): readonly Claim<'rows'>[] => {
  const id = use.idOf('append')
  const events = use.idOf('events')
  const c = (role: string): Sql => sql`e.${name(use.idOf(`events:${role}`))}`
  const every = use.options.snapshotEvery
  const jsonb = builtIn('jsonb')
  return [
    {
      claim: 'add',
      kind: 'routine',
      role: 'append',
      name: sql`append_event`,
      schema: facts.schema,
      params: [
        param(id, 'aggregate_type', builtIn('text')),
        param(id, 'aggregate_id', idType(use)),
        param(id, 'expected_version', builtIn('bigint')),
        param(id, 'event_type', builtIn('text')),
        param(id, 'data', jsonb),
        param(id, 'metadata', jsonb, rawSql("'{}'")),
        param(id, 'event_version', builtIn('integer'), rawSql('null')),
      ],
      returns: rawSql('bigint'),
      language: 'plpgsql',
      securityDefiner: true,
      closed: true,
      settings: pinnedPath,
      body: sql`
declare
  last_version bigint;
  last_type text;
  last_time timestamptz;
begin
  select ${c('version')}, ${c('aggregate_type')}, ${c('recorded_at')} into last_version, last_type, last_time
  from ${qualified(events)} e
  where ${c('aggregate_id')} = $2${ofTenant(facts, events, 'e')}
  order by ${c('version')} desc limit 1;
  last_version := coalesce(last_version, 0);
  if $3 <> last_version then
    ${conflict}
  end if;
  if last_type <> $1 then
    ${raise('23514', 'The aggregate is of another type.')}
  end if;
  ${insertion(facts, use)}${
    every > 0
      ? sql`
  if (last_version + 1) % ${every} = 0 then
    perform ${qualified(use.idOf('snapshot'))}($2);
  end if;`
      : ''
  }
  return last_version + 1;
exception when unique_violation then
  ${conflict}
end
`,
      comment:
        'Appends an event and returns its version. expected_version is the one that the writer has read, 0 for a new aggregate; any other than the last is refused with 40001. NULL appends whatever the version.',
    },
    callable(facts, use, 'append'),
  ]
}
