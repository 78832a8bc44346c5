import { joinSql, name, qualified, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts, Use } from '../../compile/api.ts'
import { fromRow } from '../kit/index.ts'
import { andAlive, hasParent, isKey, ks, type Tree } from '../kit/tree.ts'
import type { Options } from './options.ts'

type Direction = 'ancestor' | 'descendant'

/** Walks from each pair of child and parent on, through deleted rows too: they are left out at the end. */
const walk = (t: Tree, direction: Direction): Sql => {
  const scope = t.scope ? sql`, ${name(t.scope)}` : sql``
  const near = direction === 'ancestor' ? t.keys : t.parents
  const far = direction === 'ancestor' ? t.parents : t.keys
  const [nearNext, farNext] = direction === 'ancestor' ? [t.keys, t.parents] : [t.parents, t.keys]
  return sql`walk (${ks(t, 'a')}, ${ks(t, 'b')}, depth${scope}) as (
  select ${fromRow('c', near)}, ${fromRow('c', far)}, 1${t.scope ? sql`, c.${name(t.scope)}` : sql``}
  from ${qualified(t.table)} c where ${hasParent(t, 'c')}
  union all
  select ${ks(t, 'a', 'w.')}, ${fromRow('c', farNext)}, w.depth + 1${t.scope ? sql`, c.${name(t.scope)}` : sql``}
  from walk w join ${qualified(t.table)} c on ${isKey('c', nearNext, 'w', 'b')}${t.scope ? sql` and c.${name(t.scope)} = w.${name(t.scope)}` : sql``}
  where ${hasParent(t, 'c')}
)`
}

const outputs = (t: Tree, direction: Direction): Sql =>
  joinSql(
    [
      ...(t.scope ? [sql`w.${name(t.scope)}`] : []),
      ...t.keys.map((k, i) => sql`w.a${i + 1} as ${name(k)}`),
      ...t.keys.map((_, i) => sql`w.b${i + 1} as ${direction}_key${i === 0 ? '' : `_${i + 1}`}`),
      sql`w.depth`,
    ],
    ', ',
  )

/** Without the guard a tree may loop; then the walk stops at the first row that it has seen. */
const view = (facts: Facts, use: Use<Options>, t: Tree, direction: Direction): Claim<'derived'> => {
  const alive = facts.alive(t.table) !== undefined
  const scope = (row: string): Sql =>
    t.scope ? sql` and ${row}.${name(t.scope)} = w.${name(t.scope)}` : sql``
  const ends = alive
    ? sql`
join ${qualified(t.table)} n on ${isKey('n', t.keys, 'w', 'a')}${scope('n')}${andAlive(facts, t.table, 'n')}
join ${qualified(t.table)} f on ${isKey('f', t.keys, 'w', 'b')}${scope('f')}${andAlive(facts, t.table, 'f')}`
    : sql``
  const cycle = use.options.cycles ? '' : ` cycle ${ks(t, 'b')} set looped using trail`
  return {
    claim: 'add',
    kind: 'view',
    role: `${direction}s`,
    name: sql`${name(t.table)}_${direction}s`,
    schema: facts.object('table', t.table)?.schema ?? facts.schema,
    securityInvoker: true,
    query: sql`with recursive ${walk(t, direction)}${cycle}
select ${outputs(t, direction)}
from walk w${ends}${use.options.cycles ? '' : '\nwhere not w.looped'}`,
    comment:
      direction === 'ancestor'
        ? 'Each row with every row above it; depth 1 is its parent.'
        : 'Each row with every row below it; depth 1 are its children.',
  }
}

export const views = (facts: Facts, use: Use<Options>, t: Tree): readonly Claim<'derived'>[] => [
  view(facts, use, t, 'ancestor'),
  view(facts, use, t, 'descendant'),
]
