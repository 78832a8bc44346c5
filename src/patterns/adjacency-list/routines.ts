import { joinSql, name, qualified, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts, Use } from '../../compile/api.ts'
import { fromRow, keyParams, routineOf } from '../kit/index.ts'
import { andAlive, isKey, ks, ofSession, type Tree } from '../kit/tree.ts'
import type { Options } from './options.ts'

const start = (t: Tree): string => t.keys.map((_, i) => `$${i + 1}`).join(', ')

/** Down from the row, or up from it; a tree that loops is walked once. */
const walk = (facts: Facts, t: Tree, direction: 'down' | 'up'): Sql => {
  const [next, by] = direction === 'down' ? [t.keys, t.parents] : [t.parents, t.keys]
  return sql`with recursive walk (${ks(t)}, depth) as (
  select ${start(t)}, 0
  union all
  select ${fromRow('n', next)}, w.depth + 1
  from ${qualified(t.table)} n join walk w on ${isKey('n', by, 'w')}${ofSession(facts, t, 'n')}
) cycle ${ks(t)} set looped using trail
select t.* from ${qualified(t.table)} t join walk w on ${isKey('t', t.keys, 'w')}${ofSession(facts, t, 't')}
where not w.looped${andAlive(facts, t.table, 't')}`
}

const routine = (
  facts: Facts,
  use: Use<Options>,
  t: Tree,
  role: 'subtree' | 'path',
  order: Sql,
  comment: string,
): Claim<'derived'> => {
  const id = use.idOf<'routine'>(role)
  const key = t.keys.flatMap((k) => facts.object('column', k) ?? [])
  return {
    ...routineOf(facts, use, role),
    name: sql`${name(t.table)}_${role}`,
    params: keyParams(id, key),
    returns: sql`setof ${qualified(t.table)}`,
    language: 'sql',
    volatility: 'stable',
    body: sql`
${walk(facts, t, role === 'subtree' ? 'down' : 'up')}
order by ${order}
`,
    comment,
  }
}

export const routines = (facts: Facts, use: Use<Options>, t: Tree): readonly Claim<'derived'>[] => {
  const byKey = joinSql(
    t.keys.map((k) => sql`t.${name(k)}`),
    ', ',
  )
  return [
    routine(
      facts,
      use,
      t,
      'subtree',
      sql`w.depth, ${byKey}`,
      'The row and all rows below it, level by level.',
    ),
    routine(facts, use, t, 'path', sql`w.depth desc`, 'The row and all rows above it, from the top down.'),
  ]
}
