import { joinSql, name, qualified, rawSql, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import { keyParams, routineOf } from '../kit/index.ts'
import { andAlive, isKeyParam, ofSession } from '../kit/tree.ts'
import { adding } from './adding.ts'
import type { Sets, U } from './sets.ts'

/** `t_within(key)`, `add_t(values, parent, first)`, `move_t(key, parent)` and `remove_t(key)`. */
export const routines = (facts: Facts, use: U, s: Sets): readonly Claim<'derived'>[] => {
  const t = s.tree
  const key = t.keys.flatMap((k) => facts.object('column', k) ?? [])
  const [lft, rgt] = [name(s.lft), name(s.rgt)]
  const same = (a: string, b: string): Sql =>
    s.scope ? sql` and ${a}.${name(s.scope)} = ${b}.${name(s.scope)}` : sql``
  const own: Sql = s.beside
    ? sql` join ${qualified(t.table)} t on ${joinSql(
        s.keys.map((k, i) => sql`t.${name(t.keys[i] ?? k)} = h.${name(k)}`),
        ' and ',
      )}${s.scope && t.scope ? sql` and t.${name(t.scope)} = h.${name(s.scope)}` : sql``}`
    : sql``
  const inside = s.beside ? 'h' : 't'
  const within = sql`${qualified(s.table)} top join ${qualified(s.table)} ${inside} on ${inside}.${lft} between top.${lft} and top.${rgt}${same(inside, 'top')}${own}
where ${isKeyParam('top', s.keys)}${ofSession(facts, t, 't')}`
  const moveId = use.idOf<'routine'>('relocate')
  const parentParams = key.map((c, i) => ({
    id: `${moveId}/p${i + 1}` as typeof moveId,
    name: i === 0 ? 'new_parent' : `new_parent_${i + 1}`,
    type: c.type,
  }))
  const rowIs = sql`${isKeyParam('t', t.keys)}${ofSession(facts, t, 't')}`
  return [
    {
      ...routineOf(facts, use, 'within'),
      name: sql`${name(t.table)}_within`,
      params: keyParams(use.idOf('within'), key),
      returns: sql`setof ${qualified(t.table)}`,
      language: 'sql',
      volatility: 'stable',
      body: sql`
select t.* from ${within}${andAlive(facts, t.table, 't')}
order by ${inside}.${lft}
`,
      comment: 'The row and all rows below it, in the order of the tree.',
    },
    adding(facts, use, t),
    {
      ...routineOf(facts, use, 'relocate'),
      name: sql`move_${name(t.table)}`,
      params: [...keyParams(moveId, key), ...parentParams],
      returns: rawSql('boolean'),
      language: 'sql',
      body: sql`
with changed as (
  update ${qualified(t.table)} t set ${joinSql(
    t.parents.map((p, i) => sql`${name(p)} = $${t.keys.length + i + 1}`),
    ', ',
  )}
  where ${rowIs}
  returning 1
)
select exists (select 1 from changed)
`,
      comment: 'Moves the row with its branch below another one, as its last; NULL moves it to the top.',
    },
    {
      ...routineOf(facts, use, 'prune'),
      name: sql`remove_${name(t.table)}`,
      params: keyParams(use.idOf('prune'), key),
      returns: rawSql('bigint'),
      language: 'sql',
      body: sql`
with gone as (
  delete from ${qualified(t.table)} r using (
    select ${joinSql(
      t.keys.map((k, i) => sql`t.${name(k)} as k${i + 1}`),
      ', ',
    )} from ${within}
  ) branch
  where ${joinSql(
    t.keys.map((k, i) => sql`r.${name(k)} = branch.k${i + 1}`),
    ' and ',
  )}${ofSession(facts, t, 'r')}
  returning 1
)
select count(*) from gone
`,
      comment: 'Removes the row with its branch, and returns how many rows that were.',
    },
  ]
}
