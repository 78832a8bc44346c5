import { joinSql, name, qualified, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts, Use } from '../../compile/api.ts'
import { andAlive, sameScope, type Tree } from '../kit/tree.ts'
import type { Options } from './options.ts'

const slashes = (path: Sql): Sql => sql`length(${path}) - length(replace(${path}, '/', ''))`

/** Text paths end in a slash, and the sign after it is 0: what starts with a path lies between the two. */
export const isBelow = (kind: Options['kind'], path: Sql, top: Sql): Sql =>
  kind === 'ltree'
    ? sql`${path} <@ ${top} and ${path} <> ${top}`
    : sql`${path} > ${top} and ${path} < left(${top}, -1) || '0'`

/** Every row with each row above it; a filter on either end is a look-up by key and one by path. */
export const view = (facts: Facts, use: Use<Options>, t: Tree): Claim<'derived'> => {
  const path = name(use.idOf('path'))
  const { kind } = use.options
  const [d, a] = [sql`d.${path}`, sql`a.${path}`]
  const depth = kind === 'ltree' ? sql`nlevel(${d}) - nlevel(${a})` : sql`${slashes(d)} - (${slashes(a)})`
  const outputs = [
    ...(t.scope ? [sql`d.${name(t.scope)}`] : []),
    ...t.keys.map((k) => sql`d.${name(k)}`),
    ...t.keys.map((k, i) => sql`a.${name(k)} as ancestor_key${i === 0 ? '' : `_${i + 1}`}`),
    sql`${depth} as depth`,
  ]
  return {
    claim: 'add',
    kind: 'view',
    role: 'branches',
    name: sql`${name(t.table)}_branches`,
    schema: facts.object('table', t.table)?.schema ?? facts.schema,
    securityInvoker: true,
    query: sql`select ${joinSql(outputs, ', ')}
from ${qualified(t.table)} a join ${qualified(t.table)} d on ${isBelow(kind, d, a)}${sameScope(t, 'd', 'a')}
where true${andAlive(facts, t.table, 'a')}${andAlive(facts, t.table, 'd')}`,
    comment: 'Each row with every row above it, found by their paths; depth 1 is its parent.',
  }
}
