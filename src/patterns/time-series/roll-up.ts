import { joinSql, name, qualified, rawSql, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import { param, pinnedPath } from '../kit/index.ts'
import type { U } from './options.ts'
import { roles } from './roles.ts'
import { bucketOf, type Shape } from './shape.ts'

const list = (parts: readonly Sql[]): Sql => joinSql(parts, ', ')

/** Column of the summary and what is put there, side by side. */
const parts = (
  facts: Facts,
  use: U,
  s: Shape,
): readonly { readonly to: Sql; readonly value: Sql; readonly group: boolean }[] => {
  const scope = facts.scope(use.table)
  const scopeTo = facts.scope(use.idOf('rollup'))
  const own = (role: string): Sql => sql`${name(use.idOf(role))}`
  const x = (c: { readonly id: string }): Sql => sql`r.${name(c.id)}`
  return [
    ...(scope && scopeTo ? [{ to: sql`${name(scopeTo)}`, value: sql`r.${name(scope)}`, group: true }] : []),
    ...s.series.map((c) => ({ to: own(roles.series(c.id)), value: x(c), group: true })),
    { to: own('bucket'), value: bucketOf(use, s, x(s.at)), group: true },
    { to: own('samples'), value: sql`count(*)`, group: false },
    ...s.measures.flatMap((c) => [
      { to: own(roles.sum(c.id)), value: sql`sum(${x(c)})`, group: false },
      { to: own(roles.least(c.id)), value: sql`min(${x(c)})`, group: false },
      { to: own(roles.greatest(c.id)), value: sql`max(${x(c)})`, group: false },
    ]),
  ]
}

/**
 * Summaries are made anew from the given time on, never from before the oldest value that is left: what was dropped
 * stays summed up. A value with a time to come, as of a clock that is wrong, does not keep the others from being summed up.
 */
export const rollUp = (facts: Facts, use: U, s: Shape): readonly Claim<'rows'>[] => {
  const id = use.idOf<'routine'>('roll_up')
  const rollup = qualified(use.idOf('rollup'))
  const bucket = name(use.idOf('bucket'))
  const alive = facts.alive(use.table)
  const p = parts(facts, use, s)
  const at = name(s.at.id)
  return [
    {
      claim: 'add',
      kind: 'routine',
      role: 'roll_up',
      name: sql`roll_up_${name(use.table)}`,
      schema: facts.object('table', use.table)?.schema ?? facts.schema,
      params: [param(id, 'since', s.at.type, rawSql('null'))],
      returns: rawSql('bigint'),
      language: 'plpgsql',
      securityDefiner: true,
      closed: true,
      settings: [...pinnedPath, rawSql("timezone = 'UTC'")],
      body: sql`
declare
  first ${rawSql(s.base)};
  oldest ${rawSql(s.base)};
  made bigint;
begin
  select min(r.${at}) into oldest from ${qualified(use.table)} r;
  if oldest is null then
    return 0;
  end if;
  first := coalesce(since, (select max(o.${bucket}) from ${rollup} o where o.${bucket} <= now()), oldest);
  first := greatest(${bucketOf(use, s, sql`first`)}, ${bucketOf(use, s, sql`oldest`)});
  delete from ${rollup} o where o.${bucket} >= first;
  insert into ${rollup} (${list(p.map((x) => x.to))})
  select ${list(p.map((x) => x.value))}
  from ${qualified(use.table)} r
  where r.${at} >= first${alive ? sql` and (${alive})` : ''}
  group by ${list(p.flatMap((x) => (x.group ? [x.value] : [])))};
  get diagnostics made = row_count;
  return made;
end
`,
      comment:
        'Sums up the values from the given time on, or from the last summary on, and returns how many summaries were written. From a schedule; give an earlier time when values came late.',
    },
    { claim: 'access', table: use.idOf<'table'>('rollup'), app: 'read' },
  ]
}
