import type { Id } from '../../base/index.ts'
import { joinSql, name, qualified, type Sql, sql } from '../../catalog/index.ts'
import type { Facts, Use } from '../../compile/api.ts'
import { fromRow, names } from '../kit/index.ts'
import { hasParent, isKey, ks, type Tree } from '../kit/tree.ts'
import type { Options } from './options.ts'

export type U = Use<Options>

/** Where the intervals are: the tree's own table, or one beside it with a row for each of its rows. */
export interface Sets {
  readonly tree: Tree
  readonly table: Id<'table'>
  readonly keys: readonly Id<'column'>[]
  readonly scope: Id<'column'> | undefined
  readonly lft: Id<'column'>
  readonly rgt: Id<'column'>
  readonly beside: boolean
}

export const isBeside = (use: U): boolean => use.options.store === 'beside'
export const keyIn = (use: U, keys: readonly Id<'column'>[]): readonly Id<'column'>[] =>
  isBeside(use) ? keys.map((k) => use.idOf<'column'>(`key:${k}`)) : keys

export const setsOf = (facts: Facts, use: U, tree: Tree): Sets => {
  const table = isBeside(use) ? use.idOf<'table'>('sets') : use.table
  return {
    tree,
    table,
    keys: keyIn(use, tree.keys),
    scope: facts.scope(table),
    lft: use.idOf('lft'),
    rgt: use.idOf('rgt'),
    beside: isBeside(use),
  }
}

/** ` and s.tenant_id = new.tenant_id`: the sets of a row's tenant. */
export const ofRow = (s: Sets, alias: string, row: string): Sql =>
  s.scope && s.tree.scope ? sql` and ${alias}.${name(s.scope)} = ${row}.${name(s.tree.scope)}` : sql``

/** The set of the row that `columns` of a row variable name. */
export const isSetOf = (s: Sets, alias: string, row: string, columns: readonly Id<'column'>[]): Sql =>
  sql`${joinSql(
    s.keys.map((k, i) => sql`${alias}.${name(k)} = ${row}.${name(columns[i] ?? k)}`),
    ' and ',
  )}${ofRow(s, alias, row)}`

const sameTree = (s: Sets, alias: string, row: string): Sql =>
  s.tree.scope ? sql` and ${alias}.${name(s.tree.scope)} = ${row}.s` : sql``

/**
 * Numbers rows anew from their parents, those of one tenant where `only` says so. Siblings keep their order. A
 * branch of n rows takes 2n numbers; what the walk has written before a row are two numbers a row, less one for
 * each row above it that is still open.
 */
export const renumber = (s: Sets, only: Sql): Sql => {
  const t = s.tree
  const withScope = (text: string): string => (t.scope ? text : '')
  const key = (alias: string): Sql =>
    sql`${fromRow(alias, t.keys)}${t.scope ? sql`, ${alias}.${name(t.scope)}` : sql``}`
  const joined = sql`${joinSql(
    s.keys.map((k, i) => sql`h.${name(k)} = t.${name(t.keys[i] ?? k)}`),
    ' and ',
  )}${s.scope && t.scope ? sql` and h.${name(s.scope)} = t.${name(t.scope)}` : sql``}`
  const source = s.beside
    ? sql`${qualified(t.table)} t left join ${qualified(s.table)} h on ${joined}`
    : sql`${qualified(t.table)} t`
  const holder = s.beside ? 'h' : 't'
  const [lft, rgt] = [name(s.lft), name(s.rgt)]
  const written = s.beside
    ? sql`insert into ${qualified(s.table)} as h (${names([...s.keys, ...(s.scope ? [s.scope] : []), s.lft, s.rgt])})
  select ${ks(t)}${withScope(', s')}, placed.low, placed.high from placed
  on conflict (${names(s.scope ? [s.scope, ...s.keys] : s.keys)}) do update set ${lft} = excluded.${lft}, ${rgt} = excluded.${rgt}
  where (h.${lft}, h.${rgt}) is distinct from (excluded.${lft}, excluded.${rgt})`
    : sql`update ${qualified(s.table)} h set ${lft} = placed.low, ${rgt} = placed.high
  from placed
  where ${isKey('h', s.keys, 'placed')}${sameTree(s, 'h', 'placed')} and (h.${lft}, h.${rgt}) is distinct from (placed.low, placed.high)`
  return sql`with recursive ranked (${ks(t)}${withScope(', s')}, n) as (
    select ${key('t')}, row_number() over (order by ${holder}.${lft} nulls last, ${fromRow('t', t.keys)})
    from ${source}${only}
  ), walk (${ks(t)}${withScope(', s')}, trail) as (
    select ${key('t')}, array[ranked.n]
    from ${qualified(t.table)} t join ranked on ${isKey('t', t.keys, 'ranked')}${sameTree(s, 't', 'ranked')}
    where not (${hasParent(t, 't')})
    union all
    select ${key('t')}, walk.trail || ranked.n
    from walk join ${qualified(t.table)} t on ${isKey('t', t.parents, 'walk')}${sameTree(s, 't', 'walk')}
    join ranked on ${isKey('t', t.keys, 'ranked')}${sameTree(s, 't', 'ranked')}
  ), sizes as (
    select u.n, count(*) as size from walk cross join unnest(walk.trail) u(n) group by u.n
  ), counted as (
    select walk.*, 2 * row_number() over (${withScope('partition by walk.s ')}order by walk.trail) - cardinality(walk.trail) as low
    from walk
  ), placed as (
    select counted.*, counted.low + 2 * sizes.size - 1 as high
    from counted join sizes on sizes.n = counted.trail[cardinality(counted.trail)]
  )
  ${written};`
}
