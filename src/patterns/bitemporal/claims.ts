import type { Id } from '../../base/index.ts'
import { builtIn, joinSql, name, qualified, rawSql, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import {
  asComparable,
  carried,
  isErasing,
  keyIsMade,
  onRow,
  param,
  raise,
  routineOf,
  rowView,
} from '../kit/index.ts'
import { correct } from './correct.ts'
import { keyOf, recorded, shape, type U, unitOf, valid, versionsOf } from './parts.ts'

export { columns } from './parts.ts'

export const keys = (facts: Facts, use: U): readonly Claim<'keys'>[] => {
  const key = keyOf(facts, use)
  if (key.length === 0) return []
  return [
    {
      claim: 'timed',
      role: 'overlap',
      name: sql`${name(use.table)}_no_overlap`,
      table: use.table,
      key,
      periods: [{ column: valid(use) }, { column: recorded(use) }],
    },
    {
      claim: 'add',
      kind: 'check',
      role: 'shape',
      name: sql`${name(use.table)}_bitemporal_check`,
      table: use.table,
      expr: shape(use),
    },
  ]
}

const known = (facts: Facts, use: U): Claim<'rows'> => {
  const alive = facts.alive(use.table)
  const id = use.idOf<'routine'>('known')
  return {
    ...routineOf(facts, use, 'known'),
    name: sql`${name(use.table)}_known`,
    params: [
      param(id, 'valid_at', unitOf(use).point),
      param(id, 'known_at', builtIn('timestamptz'), rawSql('now()')),
    ],
    returns: sql`setof ${qualified(use.table)}`,
    language: 'sql',
    volatility: 'stable',
    body: sql`
select v.* from ${qualified(use.table)} v
where v.${name(valid(use))} @> $1 and v.${name(recorded(use))} @> $2${alive ? sql` and ${onRow('v', alive)}` : ''}
`,
    comment: 'What was believed at one time about another.',
  }
}

/** What a row says, beside how long it was believed. */
const said = (facts: Facts, use: U, key: readonly Id[]): Sql => {
  const columns = [
    ...key,
    valid(use),
    ...carried(facts, use.table, [...key, valid(use), recorded(use)]).map((c) => c.id),
  ]
  const row = (of: string): Sql =>
    joinSql(
      columns.map((c) => asComparable(facts, facts.object('column', c), sql`${of}.${name(c)}`)),
      ', ',
    )
  return sql`row(${row('new')}) is distinct from row(${row('old')})`
}

const guard = (facts: Facts, use: U, key: readonly Id[]): Claim<'rows'> => {
  const r = name(recorded(use))
  const times = (row: string): Sql =>
    joinSql(
      [...key, valid(use), recorded(use)].map((c) => sql`${row}.${name(c)}`),
      ', ',
    )
  return {
    claim: 'trigger',
    role: 'guard',
    rank: 11,
    table: use.table,
    timing: 'before',
    events: ['update', 'delete'],
    body: sql`
begin
  if tg_op = 'UPDATE' and ${isErasing} and row(${times('new')}) is not distinct from row(${times('old')}) then
    return new;
  end if;
  if tg_op = 'DELETE' or ${said(facts, use, key)}
    or (new.${r} is distinct from old.${r} and (
      upper_inf(old.${r}) and upper(new.${r}) >= now() and lower(new.${r}) = lower(old.${r})
    ) is not true)
  then
    ${raise('23001', 'What was believed is never changed or removed.', 'Call the function that corrects.')}
  end if;
  return new;
end
`,
    comment: 'A belief may end, not before now, and nothing else about it can change.',
  }
}

const byHand = (use: U): Claim<'rows'> => ({
  claim: 'issue',
  code: 'bitemporal/key-by-hand',
  severity: 'warning',
  objects: [use.table],
  message: sql`${name(use.table)}: a correction writes new rows, and the primary key has no default to give them one, so there is no function that corrects. Make the key an identity, or a uuid with a default.`,
})

export const rows = (facts: Facts, use: U): readonly Claim<'rows'>[] => {
  const key = versionsOf(facts, use)
  if (!key) return []
  return [
    known(facts, use),
    keyIsMade(facts, use.table) ? correct(facts, use, key) : byHand(use),
    ...(use.options.guard ? [guard(facts, use, key)] : []),
  ]
}

export const derived = (facts: Facts, use: U): readonly Claim<'derived'>[] => {
  if (!use.options.view || !versionsOf(facts, use)) return []
  const alive = facts.alive(use.table)
  return rowView(facts, use, {
    role: 'believed',
    name: sql`known_${name(use.table)}`,
    where: sql`upper_inf(${name(recorded(use))})${alive ? sql` and ${alive}` : ''}`,
    comment: 'What is believed now, about all times.',
  })
}
