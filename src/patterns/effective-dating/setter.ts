import type { Id } from '../../base/index.ts'
import { builtIn, joinSql, name, qualified, rawSql, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import {
  carried,
  carriedValue,
  isVersion,
  keyParams,
  lockThing,
  names,
  param,
  routineOf,
  tenantAs,
  typeSql,
  unknownKeys,
} from '../kit/index.ts'
import { openEnd, periodColumns, periodOf, type U, unitOf } from './period.ts'

type Pair = readonly [Id<'column'>, Sql]

/** The columns that a period is written in, with their values. */
const written = (use: U, from: string, until: string): readonly Pair[] => {
  const [first, second] = periodColumns(use)
  if (!first) return []
  if (!second) return [[first, sql`${unitOf(use).make}(${from}, ${until})`]]
  return [
    [first, rawSql(from)],
    [second, rawSql(until)],
  ]
}

/** Ends the period of row `v`. */
const closing = (use: U, until: string): readonly Pair[] => {
  const [first, second] = periodColumns(use)
  if (second) return [[second, rawSql(until)]]
  return first ? [[first, sql`${unitOf(use).make}(lower(v.${name(first)}), ${until})`]] : []
}

const assignments = (pairs: readonly Pair[]): Sql =>
  joinSql(
    pairs.map(([c, v]) => sql`${name(c)} = ${v}`),
    ', ',
  )

/**
 * `set_t(key, since, changes)`: the version that holds at `since` ends there and one with the changes takes over
 * until where the old one ended. Without such a version the new one starts from the changes alone and lasts until
 * the next. A version that begins at `since` is changed in place.
 */
export const setter = (facts: Facts, use: U, key: readonly Id<'column'>[]): Claim<'rows'> => {
  const id = use.idOf<'routine'>('set')
  const keyColumns = key.flatMap((c) => facts.object('column', c) ?? [])
  const [since, changes] = [`$${key.length + 1}`, `$${key.length + 2}`]
  const t = qualified(use.table)
  const point = typeSql(facts, unitOf(use).point)
  const scope = facts.scope(use.table)
  const primary = facts.primaryKey(use.table)?.columns ?? []
  const fixed = [...key, ...periodColumns(use)]
  const taken = carried(facts, use.table, fixed)
  const given = (column: Sql) => sql`known or ${changes} ? ${column}`
  const values = [
    ...key.map((c, i): Pair => [c, sql`$${i + 1}`]),
    ...written(use, since, 'ends'),
    ...taken.map((c): Pair => [c.id, carriedValue(c, 'next_version', given)]),
  ]
  const mine = isVersion(facts, use.table, key)
  const changed = taken
    .map(({ id: c }): Pair => [c, sql`next_version.${name(c)}`])
    .filter(([c]) => !primary.includes(c))
  const inPlace =
    changed.length === 0
      ? sql``
      : sql`
      update ${t} v set ${assignments(changed)}
      where ${mine} and ${periodOf(use, 'v')} @> ${since}
      returning v.* into next_version;`
  const named = [...(scope ? [tenantAs(facts, scope)] : []), ...key.map((_, i) => sql`$${i + 1}`)]
  return {
    ...routineOf(facts, use, 'set'),
    name: sql`set_${name(use.table)}`,
    params: [
      ...keyParams(id, keyColumns),
      param(id, 'since', unitOf(use).point),
      param(id, 'changes', builtIn('jsonb'), rawSql("'{}'")),
    ],
    returns: sql`${t}`,
    language: 'plpgsql',
    body: sql`
declare
  old_version ${t};
  next_version ${t};
  known boolean;
  ends ${point};
begin
  ${unknownKeys(use.table, changes)}
  ${lockThing(use.table, named)}
  select v.* into old_version from ${t} v
  where ${mine} and ${periodOf(use, 'v')} @> ${since};
  known := found;
  if known then
    next_version := jsonb_populate_record(old_version, ${changes});
    if lower(${periodOf(use, 'old_version')}) = ${since} then${inPlace}
      return next_version;
    end if;
    ends := upper(${periodOf(use, 'old_version')});
    update ${t} v set ${assignments(closing(use, since))}
    where ${mine} and ${periodOf(use, 'v')} @> ${since};
  else
    next_version := jsonb_populate_record(null::${t}, ${changes});
    select min(lower(${periodOf(use, 'v')})) into ends from ${t} v
    where ${mine} and lower(${periodOf(use, 'v')}) > ${since};
    ends := coalesce(ends, ${openEnd(use)});
  end if;
  insert into ${t} (${names(values.map(([c]) => c))})
  values (${joinSql(
    values.map(([, v]) => v),
    ', ',
  )})
  returning * into next_version;
  return next_version;
end
`,
    comment:
      'Ends the version that holds at the given time and opens the next one, with the changes given as JSON by column; both or neither. Columns with a computed default take it.',
  }
}
