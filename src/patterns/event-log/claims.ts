import { builtIn, joinSql, literal, name, qualified, rawSql, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import {
  callable,
  differs,
  fromRow,
  keyParams,
  names,
  ofOwner,
  ofTenant,
  param,
  raise,
  routineOf,
} from '../kit/index.ts'
import { type U, watched } from './check.ts'
import { isWatched, keyPairs, ownKey } from './tables.ts'

/** Where an event goes, and what of the row it says. */
interface Entry {
  readonly into: Sql
  readonly row: (row: string) => Sql
}

const entry = (facts: Facts, use: U): Entry => {
  const events = use.idOf('events')
  const [to, from] = [facts.scope(events), facts.scope(use.table)]
  const pairs = keyPairs(facts, use)
  const tenant = to && from && !pairs.some((p) => p.own.id === to) ? { to, from } : undefined
  const own = [...(tenant ? [tenant.to] : []), ...pairs.map((p) => p.own.id)]
  const values = [use.idOf('event_type'), use.idOf('payload'), use.idOf('actor')]
  return {
    into: sql`insert into ${qualified(events)} (${names([...own, ...values])})`,
    row: (row) => fromRow(row, [...(tenant ? [tenant.from] : []), ...pairs.map((p) => p.of)]),
  }
}

const written = (facts: Facts, e: Entry, row: string, type: Sql | string, payload: Sql | string): Sql =>
  sql`${e.into}
    values (${e.row(row)}, ${type}, ${payload}, ${facts.actor});`

const trigger = (facts: Facts, use: U): Claim<'rows'> => {
  const e = entry(facts, use)
  const { lifecycle, rows } = use.options
  const ends = lifecycle && rows === 'outlive'
  const columns = watched(facts, use)
  const change = columns.map((c) => {
    const value = sql`jsonb_build_object(${literal(c)}, jsonb_build_object('from', old.${name(c)}, 'to', new.${name(c)}))`
    const column = facts.object('column', c)
    return sql`    if ${column ? differs(facts, column) : 'true'} then
      ${written(facts, e, 'new', sql`${literal(c)} || '_changed'`, value)}
    end if;
`
  })
  const when = (operation: string, does: Sql): Sql => sql`  if tg_op = '${operation}' then
${does}  end if;
`
  return {
    claim: 'trigger',
    role: 'record',
    rank: 86,
    table: use.table,
    timing: 'after',
    events: [
      ...(lifecycle ? (['insert'] as const) : []),
      ...(columns.length > 0 ? (['update'] as const) : []),
      ...(ends ? (['delete'] as const) : []),
    ],
    definer: true,
    body: sql`
begin
${lifecycle ? when('INSERT', sql`    ${written(facts, e, 'new', "'created'", "'{}'")}\n`) : ''}${
  columns.length > 0 ? when('UPDATE', joinSql(change, '')) : ''
}${ends ? when('DELETE', sql`    ${written(facts, e, 'old', "'deleted'", "'{}'")}\n`) : ''}  return null;
end
`,
    comment: 'Writes an event for what is watched of a row.',
  }
}

/** The types of events that the trigger writes, as SQL. */
const reserved = (facts: Facts, use: U): readonly Sql[] => [
  ...(use.options.lifecycle ? [rawSql("'created'"), rawSql("'deleted'")] : []),
  ...watched(facts, use).map((c) => sql`${literal(c)} || '_changed'`),
]

/** The call cannot write what the trigger writes: that a row was deleted is true. */
const log = (facts: Facts, use: U): readonly Claim<'rows'>[] => {
  const id = use.idOf('log')
  const key = ownKey(facts, use)
  const e = entry(facts, use)
  const n = key.length
  const mine = key.map((k, i) => sql`r.${name(k.of)} = $${i + 1}`)
  const kept = reserved(facts, use)
  const insert = sql`${e.into}
select ${e.row('t')}, $${n + 1}, $${n + 2}, ${facts.actor}
from (select * from ${qualified(use.table)} r where ${joinSql(mine, ' and ')}${ofTenant(facts, use.table, 'r')}${ofOwner(facts, use.table, 'r', ['select', 'update'])}) t
returning ${name(use.idOf('event_id'))}`
  return [
    {
      ...routineOf(facts, use, 'log'),
      name: sql`log_${name(use.table)}_event`,
      params: [
        ...keyParams(
          id,
          key.map((k) => k.own),
        ),
        param(id, 'event_type', builtIn('text')),
        param(id, 'payload', builtIn('jsonb'), rawSql("'{}'")),
      ],
      returns: rawSql('bigint'),
      securityDefiner: true,
      closed: true,
      language: kept.length > 0 ? 'plpgsql' : 'sql',
      body:
        kept.length > 0
          ? sql`
declare
  written bigint;
begin
  if $${n + 1} in (${joinSql(kept, ', ')}) then
    ${raise('42501', 'Events of this type are written by the database alone.', 'Name the event in another way.')}
  end if;
  ${insert} into written;
  return written;
end
`
          : sql`
${insert}
`,
      comment: 'Writes an event of a row and returns its number; NULL where there is no such row.',
    },
    callable(facts, use, 'log'),
  ]
}

const reader = (facts: Facts, use: U): Claim<'rows'> => {
  const id = use.idOf('of')
  const events = use.idOf('events')
  const key = ownKey(facts, use)
  const same = key.map((k, i) => sql`e.${name(k.own.id)} = $${i + 1}`)
  return {
    ...routineOf(facts, use, 'of'),
    language: 'sql',
    name: sql`${name(events)}_of`,
    params: keyParams(
      id,
      key.map((k) => k.own),
    ),
    returns: sql`setof ${qualified(events)}`,
    volatility: 'stable',
    body: sql`
select e.* from ${qualified(events)} e
where ${joinSql(same, ' and ')}${ofTenant(facts, events, 'e')}
order by e.${name(use.idOf('event_id'))}
`,
    comment: 'The events of one row, oldest first.',
  }
}

export const rows = (facts: Facts, use: U): readonly Claim<'rows'>[] => {
  const table = use.idOf<'table'>('events')
  if (!facts.object('table', table)) return []
  return [
    ...(isWatched(facts, use) ? [trigger(facts, use)] : []),
    ...(ownKey(facts, use).length > 0 ? [...log(facts, use), reader(facts, use)] : []),
    { claim: 'access', table, app: 'read' },
  ]
}
