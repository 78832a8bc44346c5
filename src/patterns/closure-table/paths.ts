import type { Id } from '../../base/index.ts'
import { joinSql, name, qualified, type Sql, sql } from '../../catalog/index.ts'
import type { Facts } from '../../compile/api.ts'
import { fromRow, names } from '../kit/index.ts'
import { isKey, ks, sameScope, type Tree } from '../kit/tree.ts'
import { endOf, type U } from './claims.ts'

/** The paths table beside its tree: both ends, without the tenant. */
export interface Paths {
  readonly table: Id<'table'>
  readonly tree: Tree
  readonly ancestor: readonly Id<'column'>[]
  readonly descendant: readonly Id<'column'>[]
  readonly depth: Id<'column'>
  /** The column by which the paths belong to a tenant. */
  readonly scope: Id<'column'> | undefined
}

export const pathsOf = (facts: Facts, use: U, tree: Tree): Paths => {
  const table = use.idOf<'table'>('paths')
  return {
    table,
    tree,
    ancestor: endOf(facts, use, 'ancestor'),
    descendant: endOf(facts, use, 'descendant'),
    depth: use.idOf('depth'),
    scope: facts.scope(table),
  }
}

/** ` and p.tenant_id = new.tenant_id`: the paths of a row's tenant. */
const ofRow = (p: Paths, alias: string, row: string): Sql =>
  p.scope && p.tree.scope ? sql` and ${alias}.${name(p.scope)} = ${row}.${name(p.tree.scope)}` : sql``

const into = (p: Paths): Sql =>
  sql`insert into ${qualified(p.table)} (${names([...p.ancestor, ...p.descendant, p.depth, ...(p.scope ? [p.scope] : [])])})`

/** Whose the paths are. Where the rows of the tree are the tenants themselves, a path is that of its lower end. */
const tenant = (p: Paths, row: string): Sql => {
  if (!p.scope) return sql``
  return p.tree.scope ? sql`, ${row}.${name(p.tree.scope)}` : sql`, ${ks(p.tree, 'k', 'down.')}`
}

/** With how far up; a loop elsewhere, which its own row will refuse, ends the walk. */
const upward = (t: Tree, row: string): Sql => sql`up (${ks(t)}, depth) as (
    select ${fromRow(row, t.keys)}, 0
    union all
    select ${fromRow('u', t.parents)}, up.depth + 1
    from ${qualified(t.table)} u join up on ${isKey('u', t.keys, 'up')}${sameScope(t, 'u', row)}
  ) cycle ${ks(t)} set looped using trail`

const downward = (t: Tree, row: string): Sql => sql`down (${ks(t)}, depth) as (
    select ${fromRow(row, t.keys)}, 0
    union all
    select ${fromRow('c', t.keys)}, down.depth + 1
    from ${qualified(t.table)} c join down on ${isKey('c', t.parents, 'down')}${sameScope(t, 'c', row)}
  ) cycle ${ks(t)} set looped using trail`

/**
 * Paths from the row and from above it to the row and into its branch, read from the table as the statement left
 * it: rows of one statement come in any order. What is above and not there yet gets its paths when it comes.
 */
export const joinBranch = (p: Paths, row: string): Sql => {
  const t = p.tree
  return sql`with recursive ${upward(t, row)},
  ${downward(t, row)}
  ${into(p)}
  select ${ks(t, 'k', 'up.')}, ${ks(t, 'k', 'down.')}, up.depth + down.depth${tenant(p, row)}
  from up join ${qualified(t.table)} a on ${isKey('a', t.keys, 'up')}${sameScope(t, 'a', row)} cross join down
  where not up.looped and not down.looped
  on conflict do nothing;`
}

/**
 * Removes the paths into the row's branch that are not true: from outside, and, where one statement turned a branch
 * over, from what is below now. A row's trail are the rows of the branch above it, and itself.
 */
export const cutBranch = (p: Paths, row: string): Sql => sql`with recursive ${downward(p.tree, row)}
  delete from ${qualified(p.table)} p
  using down
  where ${isKey('p', p.descendant, 'down')}${ofRow(p, 'p', row)} and not down.looped
    and row(${fromRow('p', p.ancestor)}) <> all (down.trail);`

/** `p.ancestor_id = t.id and …` */
export const endIs = (p: Paths, end: 'ancestor' | 'descendant', alias: string, row: string): Sql =>
  sql`${joinSql(
    p[end].map((c, i) => sql`${alias}.${name(c)} = ${row}.${name(p.tree.keys[i] ?? c)}`),
    ' and ',
  )}${ofRow(p, alias, row)}`

/** Removes every path that names the row. */
export const forget = (
  p: Paths,
  row: string,
): Sql => sql`delete from ${qualified(p.table)} p where ${endIs(p, 'ancestor', 'p', row)};
  delete from ${qualified(p.table)} p where ${endIs(p, 'descendant', 'p', row)};`
