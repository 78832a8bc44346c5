import type { Id } from '../../base/index.ts'
import { joinSql, name, type Obj, qualified, type Sql, sql } from '../../catalog/index.ts'
import type { Made, Proof, ProofSql, ProofStep, Transaction } from '../../compile/api.ts'
import {
  app,
  cell,
  countedFrom,
  givenSql,
  insert,
  key,
  maintenance,
  outputsOf,
  proof,
  refused,
  rows,
  run,
  stmt,
  withSchemas,
} from '../kit/index.ts'
import type { U } from './plan.ts'

/** Where people read it. */
const read = (use: U, made: Made): Id =>
  made.catalog.has(use.idOf('read')) ? use.idOf('read') : use.idOf('view')

const refresh = (use: U): Transaction => maintenance(run(stmt`select ${qualified(use.idOf('refresh'))}()`))

interface Seen {
  readonly child: Id<'table'>
  /** A row of the child with a parent, also where it could do without. */
  readonly linked: readonly ProofStep[]
  /** How many rows the parent of row `a` has, as the view says. */
  readonly count: ProofSql
}

const seen = (use: U, made: Made, counted: Obj<'fk'>): Seen => {
  const scope = made.traits.scopes.get(counted.table)
  const columns = counted.columns.filter((c) => c !== scope)
  const same = columns.flatMap((c, i) => [sql`${i > 0 ? ' and ' : ''}${name(c)} = `, cell('a', c)])
  const free = columns.some((c) => {
    const o = made.catalog.get(c)
    return o?.kind === 'column' && !o.notNull && !o.generated
  })
  const parent = Object.fromEntries(
    counted.columns.flatMap((c, i) => {
      const of = counted.refColumns[i]
      return c === scope || !of ? [] : [[c, cell('p', of)]]
    }),
  )
  return {
    child: counted.table,
    linked: free
      ? [insert(counted.references, 'p'), insert(counted.table, 'a', parent)]
      : [insert(counted.table, 'a')],
    count: [sql`select coalesce(max(row_count), 0)::text from ${qualified(read(use, made))} where `, ...same],
  }
}

const follows = (use: U, s: Seen): Proof =>
  proof(
    use,
    'refresh',
    sql`${name(use.idOf('view'))} shows a new row of ${name(s.child)} once it has been refreshed, and not before.`,
    [use.idOf('refresh'), use.idOf('view')],
    refresh(use),
    app(insert(s.child, 'a')),
    app(run(s.count, rows(['0']))),
    refresh(use),
    app(run(s.count, rows(['1']))),
  )

/** The column whose time marks a row of the table as dead, where that is how rows die. */
const mark = (made: Made, table: Id): Id<'column'> | undefined => {
  const refs = made.traits.alive.get(table)?.refs ?? []
  const column = refs.length === 1 && refs[0] ? made.catalog.get(refs[0].id) : undefined
  return column?.kind === 'column' && !('type' in column.type) && column.type.base === 'timestamptz'
    ? (column.id as Id<'column'>)
    : undefined
}

const forgets = (use: U, made: Made, s: Seen): readonly Proof[] => {
  const at = mark(made, s.child)
  if (!at) return []
  const die = stmt`update ${qualified(s.child)} set ${name(at)} = now() where ${key('a')}`
  return [
    proof(
      use,
      'deleted',
      sql`${name(use.idOf('view'))} no longer counts a row of ${name(s.child)} that is marked as deleted.`,
      [use.idOf('refresh'), use.idOf('view')],
      app(insert(s.child, 'a')),
      app(run(die)),
      refresh(use),
      app(run(s.count, rows(['0']))),
    ),
  ]
}

const isolates = (use: U, made: Made, s: Seen): readonly Proof[] => {
  if (!made.traits.scopes.has(s.child) || !made.catalog.has(use.idOf('read'))) return []
  const all = stmt`select count(*)::text from ${qualified(use.idOf('read'))} where row_count > 0`
  const as = (tenant: 'a' | 'b' | null, n: string): Transaction => ({
    as: 'app',
    tenant,
    steps: [run(all, rows([n]))],
  })
  return [
    proof(
      use,
      'tenants',
      sql`A tenant sees only its own rows of ${name(use.idOf('view'))}, and nobody but maintenance reads it whole.`,
      [use.idOf('read')],
      app(insert(s.child, 'a')),
      refresh(use),
      as('a', '1'),
      as('b', '0'),
      as(null, '0'),
      app(run(stmt`select count(*) from ${qualified(use.idOf('view'))}`, refused('42501'))),
    ),
  ]
}

const concurrent = (use: U, made: Made): readonly Proof[] =>
  made.catalog.has(use.idOf('unique'))
    ? [
        proof(
          use,
          'concurrent',
          sql`${name(use.idOf('view'))} can be refreshed while people read it.`,
          [use.idOf('unique')],
          refresh(use),
          maintenance(run(stmt`refresh materialized view concurrently ${qualified(use.idOf('view'))}`)),
        ),
      ]
    : []

const told = (use: U, made: Made): readonly Proof[] => {
  const log = use.idOf<'table'>('log')
  if (!made.catalog.has(log)) return []
  const at = name(use.idOf('log:at'))
  return [
    proof(
      use,
      'age',
      sql`Everyone can tell when ${name(use.idOf('view'))} was last refreshed.`,
      [log, use.idOf('refresh')],
      refresh(use),
      app(
        run(
          stmt`select (max(${at}) > now() - interval '1 hour')::text, count(*)::text from ${qualified(log)}`,
          rows(['true', '1']),
        ),
      ),
      refresh(use),
      app(run(stmt`select count(*) from ${qualified(log)}`, rows(['2']))),
    ),
  ]
}

/** The time is that of the transaction which refreshed, so the second refresh shows that the first one's is replaced. */
const stamped = (use: U, made: Made, s: Seen | undefined): readonly Proof[] => {
  if (use.options.staleness !== 'column') return []
  const other = stmt`select (${s ? 'count(*) > 0 and ' : ''}count(*) filter (where refreshed_at is distinct from now()) = 0)::text from ${qualified(use.idOf('view'))}`
  const refreshed = maintenance(
    run(stmt`select ${qualified(use.idOf('refresh'))}()`),
    run(other, rows(['true'])),
  )
  return [
    proof(
      use,
      'stamped',
      sql`Each row of ${name(use.idOf('view'))} says when it was last refreshed.`,
      [use.idOf('refresh'), use.idOf('view')],
      ...(s ? [app(...s.linked)] : []),
      refreshed,
      refreshed,
      ...(s
        ? [
            app(
              run(
                stmt`select (count(*) > 0 and min(refreshed_at) > now() - interval '1 hour')::text from ${qualified(read(use, made))}`,
                rows(['true']),
              ),
            ),
          ]
        : []),
    ),
  ]
}

const isRelation = (made: Made, id: Id): boolean => {
  const kind = made.catalog.get(id)?.kind
  return kind === 'table' || kind === 'view' || kind === 'matview'
}

/** After a refresh nothing that the query gives is missing from the view, and the view has no more rows. */
const equals = (use: U, made: Made, query: Sql, first: Id<'table'> | undefined): readonly Proof[] => {
  const outputs = outputsOf(query)
  if (!outputs) return []
  const list = joinSql(
    outputs.map((o) => o.name),
    ', ',
  )
  const q = withSchemas(query, (id) => isRelation(made, id))
  const kept = sql`select ${list} from ${qualified(use.idOf('view'))}`
  const differing = stmt`select count(*) from ((${q}) except all (${kept})) d`
  const extra = stmt`select count(*) from ((${kept}) except all (${q})) d`
  return [
    proof(
      use,
      'equal',
      sql`After a refresh ${name(use.idOf('view'))} holds exactly what its query gives.`,
      [use.idOf('refresh'), use.idOf('view')],
      refresh(use),
      ...(first ? [app(insert(first, 'a'))] : []),
      refresh(use),
      maintenance(run(differing, rows(['0'])), run(extra, rows(['0']))),
    ),
  ]
}

export const proofs = (use: U, made: Made): readonly Proof[] => {
  const view = made.catalog.get(use.idOf('view'))
  if (view?.kind !== 'matview') return []
  const given = givenSql(use.options.query)
  const counted = given ? undefined : countedFrom(made.catalog)
  const s = counted && seen(use, made, counted)
  const query = given ?? (use.options.staleness === 'column' ? undefined : view.query)
  const first = view.query.refs.map((r) => r.id).find((id) => made.catalog.get(id)?.kind === 'table')
  return [
    ...(s ? [follows(use, s), ...forgets(use, made, s), ...isolates(use, made, s)] : []),
    ...(query ? equals(use, made, query, s ? s.child : (first as Id<'table'> | undefined)) : []),
    ...concurrent(use, made),
    ...told(use, made),
    ...stamped(use, made, s),
  ]
}
