import type { Id } from '../../base/index.ts'
import { joinSql, name, type Obj, qualified, type Sql, sql } from '../../catalog/index.ts'
import type { Expect, Made, Proof, ProofSql, ProofStep, Use, Value } from '../../compile/api.ts'
import { app, cell, columnsOf, count, insert, key, proof, refused, run, stmt } from './proof.ts'

/** How the rows of the table point at their parents, without the tenant. */
export interface Links {
  readonly table: Id<'table'>
  readonly keys: readonly Id<'column'>[]
  readonly parents: readonly Id<'column'>[]
}

export const linksIn = (made: Made, table: Id<'table'>): Links | undefined => {
  const p = made.traits.parents.get(table)
  return p && { table, keys: p.keys, parents: p.columns }
}

/** The parent's values of a row below another. */
export const under = (l: Links, row: string): { readonly [column: string]: Value } =>
  Object.fromEntries(
    l.parents.flatMap((p, i) => {
      const k = l.keys[i]
      return k ? [[p, cell(row, k)] as const] : []
    }),
  )

/** Three rows, each below the one before, and one beside them. */
export const chain = (l: Links): readonly ProofStep[] => [
  insert(l.table, 'a'),
  insert(l.table, 'b', under(l, 'a')),
  insert(l.table, 'c', under(l, 'b')),
  insert(l.table, 'd'),
]

/** `update … set parent_id = <row's key>`; null makes a root of it. The key of every row is wanted as a constant. */
export const move = (l: Links, row: string, to: string | null): ProofSql => {
  const sets = l.parents.flatMap((p, i): ProofSql => {
    const k = l.keys[i]
    const comma = i > 0 ? ', ' : ''
    return [sql`${comma}${name(p)} = `, to === null || !k ? sql`null` : cell(to, k)]
  })
  return [...stmt`update ${qualified(l.table)} set `, ...sets, ...stmt` where ${key(row)}`]
}

/** `key_1, key_2` of a row as arguments. */
export const args = (l: Links, row: string): ProofSql =>
  l.keys.flatMap((k, i) => [...(i > 0 ? [sql`, `] : []), cell(row, k)])

/** A row's key as one text, from an alias; `columns` name it there. */
export const keyText = (alias: string, columns: readonly Id[]): Sql =>
  sql`concat_ws('/', ${joinSql(
    columns.map((c) => sql`${alias}.${name(c)}::text`),
    ', ',
  )})`

/** The key of a row as one text. */
export const rowText = (l: Links, row: string): ProofSql => [
  ...stmt`concat_ws('/', `,
  ...l.keys.flatMap((k, i) => [...(i > 0 ? [sql`, `] : []), sql`(`, cell(row, k), sql`)::text`]),
  ...stmt`)`,
]

/** Every pair of a row and one above it, as `below`, `above` and `depth`: the recursive answer. */
export const recursive = (l: Links): Sql => sql`(
    with recursive walk (below, above, depth) as (
      select ${keyText('t', l.keys)}, ${keyText('t', l.parents)}, 1
      from ${qualified(l.table)} t where t.${name(l.parents[0] ?? ('' as Id))} is not null
      union all
      select walk.below, ${keyText('t', l.parents)}, walk.depth + 1
      from walk join ${qualified(l.table)} t on ${keyText('t', l.keys)} = walk.above
      where t.${name(l.parents[0] ?? ('' as Id))} is not null and walk.depth < 50
    )
    select below, above, depth from walk
  )`

/**
 * Sixty moves of some row below some other or to the top, the same ones in every run: the order of hashes stands
 * for chance. Moves that would make a loop are refused, and that is part of it.
 */
const moves = (l: Links): Sql => {
  const list = (columns: readonly Id[], alias?: string): Sql =>
    joinSql(
      columns.map((c) => (alias ? sql`${alias}.${name(c)}` : sql`${name(c)}`)),
      ', ',
    )
  const nothing = l.keys.map(() => 'null').join(', ')
  return sql`do $moves$
begin
  for n in 1..60 loop
    begin
      update ${qualified(l.table)} moved set (${list(l.parents)}) = (
        select ${list(l.keys, 'x')}
        from (select ${list(l.keys)} from ${qualified(l.table)} union all select ${nothing}) x
        order by hashtextextended(${keyText('x', l.keys)}, n) limit 1
      )
      where ${keyText('moved', l.keys)} = (
        select ${keyText('x', l.keys)} from ${qualified(l.table)} x
        order by hashtextextended(${keyText('x', l.keys)}, -n) limit 1
      );
    exception when check_violation or unique_violation then
      null;
    end;
  end loop;
end
$moves$`
}

/** Eight rows, some below others, moved about. */
export const moved = (l: Links) => [
  app(
    ...chain(l),
    insert(l.table, 'e', under(l, 'b')),
    insert(l.table, 'f'),
    insert(l.table, 'g', under(l, 'f')),
    insert(l.table, 'h', under(l, 'a')),
  ),
  app(run([moves(l)])),
]

/** `0, true`: the pairs are the recursive ones, and there are deep ones among them. */
export const sameAsRecursive = (l: Links, pairs: Sql): ProofSql => [
  sql`with told as (select below, above, depth from ${pairs} p),
    true_ones as (select below, above, depth from ${recursive(l)} r)
    select (
      select count(*) from (
        (select * from told except all select * from true_ones) union all (select * from true_ones except all select * from told)
      ) different
    )::text, (select count(*) > 3 and max(depth) > 1 from true_ones)::text`,
]

/** The time of deletion, where another pattern marks deleted rows of the table. */
export const deletionMark = (made: Made, table: Id): Obj<'column'> | undefined =>
  made.traits.alive.has(table)
    ? columnsOf(made.catalog, table).find((c) => c.why?.role === 'deleted_at')
    : undefined

/** Which of a … d a query of rows gives, in its order. */
export const named = (l: Links, call: ProofSql): ProofSql => [
  ...stmt`select case ${keyText('r', l.keys)} `,
  ...['a', 'b', 'c', 'd'].flatMap((row) => [
    ...stmt`when `,
    ...rowText(l, row),
    ...stmt` then ${`'${row}'`} `,
  ]),
  ...stmt`end from `,
  ...call,
  ...stmt` r`,
]

/** A routine of the pattern called with a row's key. */
export const calling = (
  use: Use<unknown>,
  l: Links,
  role: string,
  row: string,
  more: ProofSql = [],
): ProofSql => [...stmt`${qualified(use.idOf(role))}(`, ...args(l, row), ...more, ...stmt`)`]

/** Whoever keeps the tree, no row gets below itself. */
export const cycleProof = (use: Use<unknown>, l: Links, rests: readonly Id[]): Proof =>
  proof(
    use,
    'cycle',
    sql`A row of ${name(l.table)} cannot be moved below itself, however far.`,
    rests,
    app(...chain(l)),
    app(run(move(l, 'a', 'c'), refused('23514'))),
  )

/** Where another pattern marks deleted rows, the call of this role leaves them out: `left` is what it gives of row a. */
export const deletedProof = (
  use: Use<unknown>,
  l: Links,
  made: Made,
  role: string,
  left: Expect,
): readonly Proof[] => {
  const mark = deletionMark(made, l.table)
  if (!mark) return []
  return [
    proof(
      use,
      'deleted',
      sql`Deleted rows of ${name(l.table)} are in no branch.`,
      [use.idOf(role)],
      app(...chain(l)),
      app(run(stmt`update ${qualified(l.table)} set ${name(mark.id)} = now() where ${key('c')}`, count(1))),
      app(run(named(l, calling(use, l, role, 'a')), left)),
    ),
  ]
}
