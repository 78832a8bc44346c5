import { name, qualified, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import { keyParams, routineOf } from '../kit/index.ts'
import { andAlive, isKeyParam, ofSession, treeOf } from '../kit/tree.ts'
import type { U } from './claims.ts'
import { endIs, pathsOf } from './paths.ts'

/** `t_below(key)` and `t_above(key)`: the rows at the other ends of one row's paths. */
export const derived = (facts: Facts, use: U): readonly Claim<'derived'>[] => {
  const t = treeOf(facts, use.table)
  if (!t || !use.options.functions || !facts.object('table', use.idOf('paths'))) return []
  const p = pathsOf(facts, use, t)
  const key = t.keys.flatMap((k) => facts.object('column', k) ?? [])
  const one = (role: 'below' | 'above'): Claim<'derived'> => {
    const [from, to] =
      role === 'below' ? (['ancestor', 'descendant'] as const) : (['descendant', 'ancestor'] as const)
    return {
      ...routineOf(facts, use, role),
      name: sql`${name(t.table)}_${role}`,
      params: keyParams(use.idOf(role), key),
      returns: sql`setof ${qualified(t.table)}`,
      language: 'sql',
      volatility: 'stable',
      body: sql`
select t.* from ${qualified(p.table)} p join ${qualified(t.table)} t on ${endIs(p, to, 'p', 't')}
where ${isKeyParam('p', p[from])} and p.${name(p.depth)} > 0${ofSession(facts, t, 't')}${andAlive(facts, t.table, 't')}
order by p.${name(p.depth)}
`,
      comment:
        role === 'below'
          ? 'All rows below the row, nearest first.'
          : 'All rows above the row, nearest first.',
    }
  }
  return [one('below'), one('above')]
}
