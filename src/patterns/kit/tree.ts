import type { Id } from '../../base/index.ts'
import { joinSql, name, qualified, regclass, type Sql, sql } from '../../catalog/index.ts'
import type { Facts, IssueClaim, ParentClaim, Use } from '../../compile/api.ts'
import { refuseRepeatableRead } from './isolation.ts'
import { tenantAs } from './keys.ts'
import { column } from './options.ts'
import { fromRow, matching, onRow, raise } from './sql.ts'

/** The choice that every pattern of trees has. */
export const parentOption = column(
  'Parent',
  'The column that points at the row above. Empty: a reference of the table to itself, and without one Damask makes it.',
)

/** How the rows of a table hang together, once scopes are sealed. */
export interface Tree {
  readonly table: Id<'table'>
  /** The primary key and the parent, column by column, without the tenant. */
  readonly keys: readonly Id<'column'>[]
  readonly parents: readonly Id<'column'>[]
  readonly scope: Id<'column'> | undefined
}

/** The tree of a table; for the phases after `keys`. */
export const treeOf = (facts: Facts, table: Id<'table'>): Tree | undefined => {
  const parent = facts.parent(table)
  if (!parent) return undefined
  return { table, keys: parent.keys, parents: parent.columns, scope: facts.scope(table) }
}

/** Asks for the parent, or says that the table has no key to point at. */
export const parentClaims = (
  facts: Facts,
  use: Use<{ readonly parent?: Id<'column'> | undefined }>,
  pattern: string,
  more: Partial<ParentClaim> = {},
): readonly (ParentClaim | IssueClaim)[] =>
  facts.primaryKey(use.table)
    ? [
        {
          claim: 'parent',
          table: use.table,
          name: 'parent',
          ...(use.options.parent === undefined ? {} : { column: use.options.parent }),
          ...more,
        },
      ]
    : [
        {
          claim: 'issue',
          code: `${pattern}/no-key`,
          severity: 'error',
          objects: [use.table],
          message: sql`${name(use.table)} has no primary key, so a row cannot point at the row above it. Give it one.`,
          waysOut: [{ remedy: 'off', label: 'Switch the pattern off' }],
        },
      ]

/** ` and c.tenant_id = p.tenant_id`, or nothing. */
export const sameScope = (t: Tree, a: string, b: string): Sql =>
  t.scope ? sql` and ${a}.${name(t.scope)} = ${b}.${name(t.scope)}` : sql``

/** ` and c.tenant_id = …`: the rows of the session's tenant, for routines that RLS may not bind. */
export const ofSession = (facts: Facts, t: Tree, alias: string): Sql =>
  t.scope ? sql` and ${alias}.${name(t.scope)} = ${tenantAs(facts, t.scope)}` : sql``

/** `k1, k2`: the working names of a key inside a recursive query. */
export const ks = (t: Tree, letter = 'k', alias = ''): string =>
  t.keys.map((_, i) => `${alias}${letter}${i + 1}`).join(', ')

/** `r.id = up.k1 and …` */
export const isKey = (row: string, columns: readonly Id[], walk: string, letter = 'k'): Sql =>
  joinSql(
    columns.map((c, i) => sql`${row}.${name(c)} = ${walk}.${letter}${i + 1}`),
    ' and ',
  )

/** `new.parent_id is not null`; a composite parent is whole or absent. */
export const hasParent = (t: Tree, row: string): Sql =>
  sql`${row}.${name(t.parents[0] ?? ('' as Id))} is not null`

/** `new.parent_id is distinct from old.parent_id`, over all columns given. */
export const changed = (columns: readonly Id[]): Sql =>
  joinSql(
    columns.map((c) => sql`old.${name(c)} is distinct from new.${name(c)}`),
    ' or ',
  )

/** Names of the keys of all rows above a row variable. UNION ends the walk in a tree that loops. */
export const above = (t: Tree, row: string): Sql => sql`with recursive up (${ks(t)}) as (
    select ${fromRow(row, t.parents)}
    union
    select ${fromRow('p', t.parents)}
    from ${qualified(t.table)} p join up on ${isKey('p', t.keys, 'up')}${sameScope(t, 'p', row)}
  )`

/** Rows at and below a row variable, with how far down. */
export const below = (t: Tree, row: string): Sql => sql`with recursive down (${ks(t)}, depth) as (
    select ${fromRow(row, t.keys)}, 0
    union all
    select ${fromRow('c', t.keys)}, down.depth + 1
    from ${qualified(t.table)} c join down on ${isKey('c', t.parents, 'down')}${sameScope(t, 'c', row)}
  ) cycle ${ks(t)} set looped using trail`

export const loops = 'A row cannot be below itself.'

/** Refuses the new row where it is above itself. For AFTER triggers: they see what the whole statement did. */
export const refuseLoop = (t: Tree): Sql => sql`if exists (
    ${above(t, 'new')}
    select 1 from up where ${isKey('new', t.keys, 'up')}
  ) then
    ${raise('23514', loops, 'Move the row to one that is not below it.')}
  end if;`

/**
 * Changes of one tree wait for each other: what a change reads (the rows above and below) must not change before
 * it commits. After waiting, READ COMMITTED reads anew and SERIALIZABLE notices what others like it did; REPEATABLE READ
 * would do neither.
 */
export const lock = (t: Tree, row: string, mode: 'shared' | 'alone'): Sql => {
  const what = t.scope
    ? sql`${regclass(t.table)} || ' ' || ${row}.${name(t.scope)}::text`
    : sql`${regclass(t.table)}`
  return sql`${refuseRepeatableRead('A tree cannot be changed')}
  perform pg_advisory_xact_lock${mode === 'shared' ? '_shared' : ''}(hashtextextended(${what}, 0));`
}

/** ` and <alive>` of an alias, where deleted rows stay in the table. */
export const andAlive = (facts: Facts, table: Id, alias: string): Sql => {
  const alive = facts.alive(table)
  return alive ? sql` and ${onRow(alias, alive)}` : sql``
}

/** `p.id = c.parent_id and …` between two aliases. */
export const isParent = (t: Tree, parent: string, child: string): Sql =>
  sql`${matching(parent, t.keys, child, t.parents)}${sameScope(t, parent, child)}`

/** `p.id = $1 and …`: the parameters of a routine that takes a row's key. */
export const isKeyParam = (alias: string, columns: readonly Id[]): Sql =>
  joinSql(
    columns.map((c, i) => sql`${alias}.${name(c)} = $${i + 1}`),
    ' and ',
  )
