import type { Id } from '../../base/index.ts'
import { builtIn, joinSql, name, qualified, rawSql, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import {
  type Carried,
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
import { recorded, type U, unitOf, valid } from './parts.ts'

interface Parts {
  readonly table: Sql
  readonly key: readonly Id<'column'>[]
  readonly taken: readonly Carried[]
  readonly valid: Id<'column'>
  readonly recorded: Id<'column'>
  readonly changes: string
}

/** A row that is believed from now on. */
const believe = (p: Parts, row: string, during: Sql, given: (column: Sql) => Sql): Sql => sql`
      insert into ${p.table} (${names([...p.key, p.valid, p.recorded, ...p.taken.map((c) => c.id)])})
      values (${joinSql(
        [
          ...p.key.map((_, i) => sql`$${i + 1}`),
          during,
          rawSql('tstzrange(stamp, null)'),
          ...p.taken.map((c) => carriedValue(c, row, given)),
        ],
        ', ',
      )});`

const always = (): Sql => rawSql('true')
const piece = rawSql('piece')

/**
 * `correct_t(key, during, changes)`: from now on the changes are believed for that time. Beliefs about it end; what
 * they said about other times, and their other columns, is believed on. NULL changes: nothing is believed of it.
 * The stamp is later than all that it ends, and not before what ended, also where the clock stands still or another
 * transaction began later.
 */
export const correct = (facts: Facts, use: U, key: readonly Id<'column'>[]): Claim<'rows'> => {
  const id = use.idOf<'routine'>('correct')
  const [during, changes] = [`$${key.length + 1}`, `$${key.length + 2}`]
  const { range, many } = unitOf(use)
  const scope = facts.scope(use.table)
  const p: Parts = {
    table: sql`${qualified(use.table)}`,
    key,
    taken: carried(facts, use.table, [...key, valid(use), recorded(use)]),
    valid: valid(use),
    recorded: recorded(use),
    changes,
  }
  const given = (column: Sql): Sql => sql`${changes} ? ${column}`
  const about = sql`${isVersion(facts, use.table, key)} and v.${name(p.valid)} && ${during}`
  const concerned = sql`${about} and upper_inf(v.${name(p.recorded)})`
  const named = [...(scope ? [tenantAs(facts, scope)] : []), ...key.map((_, i) => sql`$${i + 1}`)]
  return {
    ...routineOf(facts, use, 'correct'),
    name: sql`correct_${name(use.table)}`,
    params: [
      ...keyParams(
        id,
        key.flatMap((c) => facts.object('column', c) ?? []),
      ),
      param(id, 'during', range),
      param(id, 'changes', builtIn('jsonb'), rawSql("'{}'")),
    ],
    returns: rawSql('timestamptz'),
    language: 'plpgsql',
    body: sql`
declare
  believed ${p.table};
  corrected ${p.table};
  stamp timestamptz;
  piece ${typeSql(facts, range)};
  unsaid ${many} := ${many}(${during});
begin
  ${unknownKeys(use.table, changes)}
  ${lockThing(use.table, named)}
  select greatest(now(), max(lower(v.${name(p.recorded)})) + interval '1 microsecond', max(upper(v.${name(p.recorded)}))) into stamp
  from ${p.table} v where ${about};
  for believed in
    select v.* from ${p.table} v where ${concerned} for update
  loop
    unsaid := unsaid - ${many}(believed.${name(p.valid)});
    update ${p.table} v set ${name(p.recorded)} = tstzrange(lower(v.${name(p.recorded)}), stamp)
    where ${concerned} and v.${name(p.valid)} = believed.${name(p.valid)};
    for piece in select x from unnest(${many}(believed.${name(p.valid)}) - ${many}(${during})) x loop${believe(p, 'believed', piece, always)}
    end loop;
    if ${changes} is not null then
      corrected := jsonb_populate_record(believed, ${changes});${believe(p, 'corrected', sql`believed.${name(p.valid)} * ${during}`, always)}
    end if;
  end loop;
  if ${changes} is not null then
    corrected := jsonb_populate_record(null::${p.table}, ${changes});
    for piece in select x from unnest(unsaid) x loop${believe(p, 'corrected', piece, given)}
    end loop;
  end if;
  return stamp;
end
`,
    comment:
      'From now on believes the changes, given as JSON by column, for that time; NULL: nothing. What was believed before stays on record. Returns since when.',
  }
}
