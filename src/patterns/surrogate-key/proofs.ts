import type { Id } from '../../base/index.ts'
import { name, type Obj, objectsOf, qualified, sql } from '../../catalog/index.ts'
import type { Made, Proof, Value } from '../../compile/api.ts'
import { app, cell, columnsOf, countsAll, insert, proof, refused, rows, run, stmt } from '../kit/index.ts'
import type { U } from './key.ts'

interface Key {
  readonly constraint: Obj<'key'>
  readonly column: Obj<'column'>
}

/** The key as it ended up: the tenant aside, one column. */
const keyOf = (use: U, made: Made): Key | undefined => {
  const constraint = objectsOf(made.catalog, 'key').find((k) => k.table === use.table && k.primary)
  const scope = made.traits.scopes.get(use.table)
  const own = columnsOf(made.catalog, use.table).filter(
    (c) => c.id !== scope && constraint?.columns.some((k) => k === c.id),
  )
  const made_ = own.find((c) => c.id === use.idOf('id'))
  const column = made_ ?? (own.length === 1 ? own[0] : undefined)
  return constraint && column ? { constraint, column } : undefined
}

const same = (
  made: Made,
  table: Id<'table'>,
  columns: readonly Id<'column'>[],
): { readonly [column: string]: Value } => {
  const scope = made.traits.scopes.get(table)
  const own = new Map(columnsOf(made.catalog, table).map((c) => [c.id as Id, c]))
  // What is computed is the same where what it is computed from is.
  const given = columns.flatMap((c) => {
    const from = own.get(c)?.generated?.expr.refs
    return from ? from.flatMap((r) => own.get(r.id)?.id ?? []) : [c]
  })
  return Object.fromEntries(given.flatMap((c) => (c === scope ? [] : [[c, cell('a', c)]])))
}

/**
 * Rows that the server gives their key, beside those that the design has. Each transaction has a greater number than the
 * one before, which says who came first.
 */
const increases = (use: U, key: Key): readonly Proof[] => {
  if (use.options.kind === 'uuidv4') return []
  const t = use.table
  const c = name(key.column.id)
  const given = { [key.column.id]: sql`default` }
  const wait = app(run(stmt`select pg_sleep(0.005)`))
  return [
    proof(
      use,
      'increases',
      sql`A later row of ${name(t)} has a greater key.`,
      [key.column.id],
      app(insert(t, 'a', given)),
      wait,
      app(insert(t, 'b', given)),
      wait,
      app(insert(t, 'c', given)),
      app(
        run(
          stmt`select count(*), count(*) filter (where before < key) from (select key, lag(key) over (order by at) from (select ${c}, xmin::text::bigint from ${qualified(t)} order by 2 desc limit 3) as newest (key, at)) as r (key, before)`,
          rows(['3', '2']),
        ),
      ),
    ),
  ]
}

/** Unique keys that a person drew or chose, as they ended up: constraints, or indexes over live rows. */
const naturals = (use: U, made: Made): readonly (Obj<'key'> | Obj<'index'>)[] => {
  const ours = (o: Obj): boolean => !o.why || o.id === use.idOf('natural')
  const keys = objectsOf(made.catalog, 'key').filter(
    (k) => k.table === use.table && !k.primary && !k.withoutOverlaps && !k.deferrable && ours(k),
  )
  const indexes = objectsOf(made.catalog, 'index').filter(
    (i) =>
      i.table === use.table && i.unique && ours(i) && i.elements.every((e) => e.column) && countsAll(made, i),
  )
  const found = [...keys, ...indexes]
  // A key within another one refuses first.
  const within = (k: (typeof found)[number]): boolean =>
    found.some((o) => o !== k && keyedBy(o).every((c) => keyedBy(k).includes(c)))
  return found.filter((k) => !within(k))
}

const keyedBy = (k: Obj<'key'> | Obj<'index'>): readonly Id<'column'>[] =>
  k.kind === 'key' ? k.columns : k.elements.flatMap((e) => e.column ?? [])

export const proofs = (use: U, made: Made): readonly Proof[] => {
  const key = keyOf(use, made)
  if (!key) return []
  const t = use.table
  const { constraint, column } = key
  const twice = insert(t, 'b', same(made, t, constraint.columns), {
    refused: ['23505'],
    by: constraint.id,
  })
  const out = [
    proof(
      use,
      'unique',
      sql`No two rows of ${name(t)} have the same key.`,
      [constraint.id],
      app(insert(t, 'a')),
      app(twice),
    ),
    ...increases(use, key),
    ...naturals(use, made).map((k) => {
      const columns = keyedBy(k)
      return proof(
        use,
        `natural:${k.id}`,
        sql`Two rows of ${name(t)} cannot share what people tell them apart by.`,
        [k.id],
        app(insert(t, 'a')),
        app(insert(t, 'b', same(made, t, columns), { refused: ['23505'], by: k.id })),
      )
    }),
  ]
  if (column.identity !== 'always') return out
  return [
    ...out,
    proof(
      use,
      'given',
      sql`A new row of ${name(t)} that names its own key is refused, unless it says that it overrides: the database counts.`,
      [column.id],
      app(run(stmt`insert into ${qualified(t)} (${name(column.id)}) values (7)`, refused('428C9'))),
    ),
  ]
}
