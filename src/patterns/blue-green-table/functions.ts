import type { Id } from '../../base/index.ts'
import {
  builtIn,
  joinSql,
  literal,
  name,
  qualified,
  type Ref,
  rawSql,
  type Sql,
  sql,
} from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import { param, pinnedPath } from '../kit/index.ts'
import type { U } from './options.ts'
import type { Pair, Sides } from './sides.ts'
import { copying, syncSetting } from './sync.ts'

const list = (parts: readonly (Sql | Ref)[], separator = ', '): Sql => joinSql(parts, separator)
const from = (alias: string, p: Pair): Sql => sql`${alias}.${name(p.from.id)}`
/** The value of the old row as the new table holds it. */
const turned = (s: Sides, alias: string, p: Pair): Sql => s.as(from(alias, p), p.to)

/**
 * One batch, in key order after the given key, as JSON; returns the last key, or null after the last row. The rows
 * are locked while they are copied, so that none is deleted or changed unseen in between.
 */
const batch = (facts: Facts, use: U, s: Sides): Claim<'rows'> => {
  const id = use.idOf<'routine'>('batch')
  const keys = (alias: string): Sql => list(s.key.map((p) => from(alias, p)))
  const order = (way: string): Sql => list(s.key.map((p) => sql`${from('p', p)}${way}`))
  return {
    claim: 'add',
    kind: 'routine',
    role: 'batch',
    name: sql`copy_${name(use.table)}_batch`,
    schema: facts.object('table', use.table)?.schema ?? facts.schema,
    params: [param(id, 'size', builtIn('integer')), param(id, 'after', builtIn('jsonb'), rawSql('null'))],
    returns: rawSql('jsonb'),
    language: 'plpgsql',
    settings: pinnedPath,
    securityDefiner: true,
    closed: true,
    body: sql`
declare
  was text := coalesce(current_setting('${syncSetting}', true), '');
  last ${qualified(s.old)}%rowtype := jsonb_populate_record(null::${qualified(s.old)}, $2);
  done boolean;
begin
  perform set_config('${syncSetting}', ${copying(s.next)}, true);
  with picked as (
    select b.* from ${qualified(s.old)} b
    where $2 is null or (${keys('b')}) > (${keys('last')})
    order by ${list(s.key.map((p) => from('b', p)))}
    limit $1
    for share
  ), copied as (
    insert into ${qualified(s.next)} (${list(s.pairs.map((p) => name(p.to.id)))}) overriding system value
    select ${list(s.pairs.map((p) => turned(s, 'p', p)))} from picked p
    on conflict (${list(s.key.map((p) => name(p.to.id)))}) do nothing
  )
  select p.* into last from picked p order by ${order(' desc')} limit 1;
  done := not found;
  perform set_config('${syncSetting}', was, true);
  return case when not done then jsonb_build_object(${list(
    s.key.map((p) => sql`${literal(p.from.id)}, ${from('last', p)}`),
  )}) end;
end
`,
    comment: 'Copies the next rows to the new table, and returns the key to go on from; null after the last.',
  }
}

const backfill = (facts: Facts, use: U): Claim<'rows'> => {
  const id = use.idOf<'routine'>('backfill')
  return {
    claim: 'add',
    kind: 'routine',
    role: 'backfill',
    name: sql`backfill_${name(use.table)}`,
    schema: facts.object('table', use.table)?.schema ?? facts.schema,
    procedure: true,
    params: [
      param(id, 'size', builtIn('integer'), rawSql(String(use.options.batch))),
      param(id, 'after', builtIn('jsonb'), rawSql('null')),
    ],
    language: 'plpgsql',
    body: sql`
begin
  loop
    perform pg_catalog.set_config('lock_timeout', '2s', true);
    after := ${qualified(use.idOf('batch'))}(size, after);
    commit;
    exit when after is null;
    raise notice 'copied up to %', after;
  end loop;
end
`,
    comment:
      'Copies every row to the new table, a batch a transaction. After an interruption, call it with the key of the last notice.',
  }
}

const verify = (facts: Facts, use: U, s: Sides): Claim<'rows'> => {
  const on = list(
    s.key.map((p) => sql`g.${name(p.to.id)} = ${turned(s, 'b', p)}`),
    ' and ',
  )
  const [k] = s.key
  const oldRow = sql`row(${list(s.pairs.map((p) => turned(s, 'b', p)))})::text`
  const newRow = sql`row(${list(s.pairs.map((p) => sql`g.${name(p.to.id)}`))})::text`
  const noOld = k ? sql`b.${name(k.from.id)} is null` : sql`false`
  const noNew = k ? sql`g.${name(k.to.id)} is null` : sql`false`
  return {
    claim: 'add',
    kind: 'routine',
    role: 'verify',
    name: sql`verify_${name(use.table)}`,
    schema: facts.object('table', use.table)?.schema ?? facts.schema,
    params: [],
    returns: rawSql(
      'table (old_rows bigint, new_rows bigint, missing bigint, extra bigint, different bigint, old_checksum numeric, new_checksum numeric, same boolean)',
    ),
    language: 'sql',
    volatility: 'stable',
    settings: pinnedPath,
    securityDefiner: true,
    closed: true,
    body: sql`
select count(*) filter (where not ${noOld}), count(*) filter (where not ${noNew}),
  count(*) filter (where ${noNew}), count(*) filter (where ${noOld}),
  count(*) filter (where not ${noOld} and not ${noNew} and ${oldRow} <> ${newRow}),
  coalesce(sum(hashtextextended(${oldRow}, 0)) filter (where not ${noOld}), 0),
  coalesce(sum(hashtextextended(${newRow}, 0)) filter (where not ${noNew}), 0),
  count(*) filter (where ${noOld} or ${noNew} or ${oldRow} <> ${newRow}) = 0
from ${qualified(s.old)} b
full join ${qualified(s.next)} g on ${on}
`,
    comment: 'Compares both tables row by row: counts, checksums, and whether they are the same.',
  }
}

export const functions = (facts: Facts, use: U, s: Sides): readonly Claim<'rows'>[] => [
  batch(facts, use, s),
  backfill(facts, use),
  verify(facts, use, s),
]

/** What readers use while the tables change places: the columns of the old table, from the side that is active. */
export const current = (facts: Facts, use: U, s: Sides): readonly Claim<'derived'>[] => {
  const side: Id<'table'> = use.options.active === 'old' ? s.old : s.next
  const columns = s.pairs.map((p) =>
    use.options.active === 'old' || s.copy
      ? sql`${name(use.options.active === 'old' ? p.from.id : p.to.id)}`
      : sql`${name(p.to.id)} as ${name(p.from.id)}`,
  )
  return [
    {
      claim: 'add',
      kind: 'view',
      role: 'current',
      name: sql`current_${name(use.table)}`,
      schema: facts.object('table', use.table)?.schema ?? facts.schema,
      securityInvoker: true,
      query: sql`select\n  ${list(columns, ',\n  ')}\nfrom ${qualified(side)}`,
      comment: `The rows as of now; read from the ${use.options.active} table.`,
    },
    { claim: 'writable', view: use.idOf('current') },
  ]
}
