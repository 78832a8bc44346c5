import type { Id } from '../../base/index.ts'
import { literal, name, qualified, quoteLiteral, type Sql, sql } from '../../catalog/index.ts'
import type { Made, Proof, ProofSql, Transaction } from '../../compile/api.ts'
import {
  app,
  cell,
  columnsOf,
  count,
  insert,
  key,
  proof,
  refused,
  rows,
  run,
  stmt,
  twoValues,
} from '../kit/index.ts'
import type { U } from './check.ts'

/** The key of row `a` as arguments. */
const args = (use: U, made: Made): ProofSql => {
  const scope = made.traits.scopes.get(use.table)
  return columnsOf(made.catalog, use.idOf('events'))
    .flatMap((c) => (c.why?.role.startsWith('key:') ? [c.why.role.slice(4) as Id<'column'>] : []))
    .filter((c) => c !== scope)
    .flatMap((c, i) => [...(i > 0 ? [sql`, `] : []), cell('a', c)])
}

/** What the log says of row `a`, beside its beginning and end where those are not asked for. */
const told = (use: U, made: Made, what: Sql, where: Sql = sql`true`): ProofSql => [
  sql`select ${what} from ${qualified(use.idOf('of'))}(`,
  ...args(use, made),
  sql`) e where ${where} order by e.${name(use.idOf('event_id'))}`,
]
const column = (use: U, role: string): Sql => sql`e.${name(use.idOf(role))}`
const as = (actor: string | null, ...steps: Transaction['steps']): Transaction => ({
  as: 'app',
  actor,
  steps,
})

const written = (use: U, made: Made): Proof => {
  const log: ProofSql = [
    sql`select (${qualified(use.idOf('log'))}(`,
    ...args(use, made),
    sql`, 'called', '{"minutes": 7}') is not null)::text`,
  ]
  const type = sql`${column(use, 'event_type')} = 'called'`
  // Rows that are people's own are there for their owner alone.
  const owned = made.traits.owned.has(use.table)
  const kept = ['bob', ...(owned ? [] : [null])].map((actor) => ['{"minutes": 7}', actor])
  return proof(
    use,
    'written',
    sql`What happens to a row of ${name(use.table)} can be written down with its details and who did it, and only for a row that is there.`,
    [use.idOf('log')],
    as('bob', insert(use.table, 'a')),
    as('bob', run(log, rows(['true']))),
    ...(owned ? [] : [as(null, run(log, rows(['true'])))]),
    as('bob', run(stmt`delete from ${qualified(use.table)} where ${key('a')}`, count(1))),
    as('bob', run(log, rows(['false']))),
    app(
      run(
        told(use, made, sql`${column(use, 'payload')}::text, ${column(use, 'actor')}`, type),
        use.options.rows === 'cascade' ? rows() : rows(...kept),
      ),
    ),
  )
}

const changes = (use: U, made: Made): readonly Proof[] => {
  const two = twoValues(made.catalog, use.table)
  const c = use.options.columns.find((x) => two.has(x))
  const both = c && two.get(c)
  if (!both) return []
  const [before, after] = both.texts
  const set = as(
    'bob',
    run(
      stmt`update ${qualified(use.table)} set ${name(c)} = ${quoteLiteral(after)} where ${key('a')}`,
      count(1),
    ),
  )
  const value = (end: string): Sql => sql`${column(use, 'payload')} -> ${literal(c)} ->> '${end}'`
  return [
    proof(
      use,
      'changes',
      sql`A change of ${name(use.table)}.${name(c)} is an event that says from what to what, and a write that changes nothing is none.`,
      [use.idOf('record')],
      app(insert(use.table, 'a', { [c]: both.values[0] })),
      set,
      set,
      app(
        run(
          told(
            use,
            made,
            sql`${value('from')}, ${value('to')}, ${column(use, 'actor')}`,
            sql`${column(use, 'payload')} ? ${literal(c)}`,
          ),
          rows([before, after, 'bob']),
        ),
      ),
    ),
  ]
}

const lifecycle = (use: U, made: Made): readonly Proof[] => {
  if (!use.options.lifecycle || use.options.rows === 'cascade') return []
  return [
    proof(
      use,
      'lifecycle',
      sql`Events tell when a row of ${name(use.table)} was created and when it was deleted, and stay when it is gone.`,
      [use.idOf('record')],
      as('ann', insert(use.table, 'a')),
      as('bob', run(stmt`delete from ${qualified(use.table)} where ${key('a')}`, count(1))),
      app(
        run(
          told(
            use,
            made,
            sql`${column(use, 'event_type')}, ${column(use, 'actor')}`,
            sql`${column(use, 'event_type')} in ('created', 'deleted')`,
          ),
          rows(['created', 'ann'], ['deleted', 'bob']),
        ),
      ),
    ),
  ]
}

const closed = (use: U, made: Made): Proof => {
  const events = qualified(use.idOf('events'))
  const forged: ProofSql = [sql`select ${qualified(use.idOf('log'))}(`, ...args(use, made), sql`, 'deleted')`]
  const { lifecycle } = use.options
  return proof(
    use,
    'closed',
    sql`The application can neither change nor remove what happened to rows of ${name(use.table)}${lifecycle ? ', nor say by itself that one was created or deleted' : ''}.`,
    [],
    app(insert(use.table, 'a')),
    app(run(stmt`update ${events} set ${name(use.idOf('actor'))} = 'eve'`, refused('42501'))),
    app(run(stmt`delete from ${events}`, refused('42501'))),
    app(run(stmt`insert into ${events} default values`, refused('42501'))),
    app(run(stmt`truncate ${events}`, refused('42501'))),
    ...(lifecycle ? [app(run(forged, refused('42501')))] : []),
  )
}

export const proofs = (use: U, made: Made): readonly Proof[] => {
  if (!made.catalog.has(use.idOf('log'))) return []
  return [written(use, made), ...changes(use, made), ...lifecycle(use, made), closed(use, made)]
}
