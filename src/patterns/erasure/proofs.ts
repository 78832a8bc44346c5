import type { Id } from '../../base/index.ts'
import { joinSql, name, type Obj, objectsOf, qualified, quoteLiteral, sql } from '../../catalog/index.ts'
import type { Made, Proof, ProofSql, ProofStep, Use, Value } from '../../compile/api.ts'
import { app, cell, count, insert, key, maintenance, proof, refused, rows, run, stmt } from '../kit/index.ts'
import { eraseRole } from './erase.ts'
import type { Options } from './options.ts'
import { plainGone, sampled } from './proofs-plain.ts'
import { type Flagged, search, searchable, type Wanted } from './search.ts'

type U = Use<Options>

interface Person {
  readonly table: Id<'table'>
  readonly erase: Id<'routine'>
  /** Columns of the key, the tenant aside. */
  readonly key: readonly Id<'column'>[]
  readonly columns: readonly Flagged[]
  /** The first reference to it of each table that is erased with it. */
  readonly referring: readonly Obj<'fk'>[]
  /** Tables erased with it, with a reference to it. */
  readonly children: readonly { readonly fk: Obj<'fk'>; readonly columns: readonly Flagged[] }[]
}

const prefix = eraseRole('')

const personOf = (use: U, made: Made, routine: Obj<'routine'>): Person | undefined => {
  const table = (routine.why?.role.slice(prefix.length) ?? '') as Id<'table'>
  const pk = objectsOf(made.catalog, 'key').find((k) => k.table === table && k.primary)
  const scope = made.traits.scopes.get(table)
  if (!pk) return undefined
  const flagged = new Set<Id>(use.options.columns.flatMap((f) => (f.how === 'keep' ? [] : [f.column])))
  const body = new Set<Id>(routine.body.refs.map((r) => r.id))
  const firsts = new Map<Id, Obj<'fk'>>()
  for (const fk of [...objectsOf(made.catalog, 'fk')].sort((a, b) => (a.id < b.id ? -1 : 1)))
    if (fk.references === table && fk.table !== table && !firsts.has(fk.table)) firsts.set(fk.table, fk)
  return {
    table,
    erase: routine.id as Id<'routine'>,
    key: made.traits.timed.get(table)?.key ?? pk.columns.filter((c) => c !== scope),
    columns: searchable(made, table, flagged),
    referring: [...firsts.values()].filter((fk) => body.has(fk.table)),
    children: [...firsts.values()].flatMap((fk) => {
      const columns = body.has(fk.table) ? searchable(made, fk.table, flagged) : []
      return columns.length > 0 ? [{ fk, columns }] : []
    }),
  }
}

const persons = (use: U, made: Made): readonly Person[] =>
  objectsOf(made.catalog, 'routine').flatMap((r) =>
    r.id.startsWith(use.idOf(prefix)) ? (personOf(use, made, r) ?? []) : [],
  )

const call = (p: Person): ProofSql => [
  sql`select ${qualified(p.erase)}(`,
  ...p.key.flatMap((c, i) => [...(i > 0 ? [sql`, `] : []), cell('a', c)]),
  sql`)::text`,
]

const word = (row: string, n: number, when: string): string => `pii${row}${n}${when}zq`

const given = (row: string, columns: readonly Flagged[]): { readonly [column: string]: Value } =>
  Object.fromEntries(columns.flatMap((f, n) => (f.free ? [[f.column.id, word(row, n, 'a')] as const] : [])))
const wantedOf = (row: string, columns: readonly Flagged[]): readonly Wanted[] =>
  columns.flatMap((f, n): readonly Wanted[] =>
    f.free ? [word(row, n, 'a'), word(row, n, 'b')] : [cell(row, f.column.id as Id<'column'>)],
  )

/** A later value, so that the first is known only to what keeps versions. */
const changed = (table: Id, row: string, columns: readonly Flagged[]): readonly ProofStep[] => {
  const sets = columns.flatMap((f, n) => (f.free ? [sql`${name(f.column.id)} = '${word(row, n, 'b')}'`] : []))
  return sets.length === 0
    ? []
    : [run(stmt`update ${qualified(table)} set ${joinSql(sets, ', ')} where ${key(row)}`, count(1))]
}

const linked = (made: Made, fk: Obj<'fk'>): { readonly [column: string]: Value } => {
  const scope = made.traits.scopes.get(fk.table)
  return Object.fromEntries(
    fk.columns.flatMap((c, i) => {
      const r = fk.refColumns[i]
      return r && c !== scope ? [[c, cell('a', r)]] : []
    }),
  )
}

const gone = (use: U, made: Made, p: Person): readonly Proof[] => {
  const people = [
    { table: p.table, row: 'a', columns: p.columns, values: {} },
    ...p.children.map((c, i) => ({
      table: c.fk.table,
      row: `c${i}`,
      columns: c.columns,
      values: linked(made, c.fk),
    })),
  ]
  const wanted = people.flatMap((x) => wantedOf(x.row, x.columns))
  if (wanted.length === 0) return []
  const updates = people.flatMap((x) => changed(x.table, x.row, x.columns))
  return [
    proof(
      use,
      `gone:${p.table}`,
      sql`After a row of ${name(p.table)} is erased, no table of the database holds its personal data any more.`,
      [p.erase],
      ...people.map((x) => app(insert(x.table, x.row, { ...x.values, ...given(x.row, x.columns) }))),
      ...(updates.length > 0 ? [app(...updates)] : []),
      maintenance(run(search(made.catalog, wanted), rows(['true']))),
      maintenance(run(call(p))),
      maintenance(run(search(made.catalog, wanted), rows(['false']))),
      maintenance(run(stmt`select count(*) from ${qualified(p.table)} where ${key('a')}`, rows(['1']))),
    ),
  ]
}

/** The person's row and the first rows that reference it, with what of theirs is no text. */
const cleared = (use: U, made: Made, p: Person): readonly Proof[] => {
  const children = p.referring.flatMap((fk, i) => {
    const columns = sampled(made, use, fk.table)
    return columns.length > 0 ? [{ table: fk.table, row: `c${i}`, values: linked(made, fk), columns }] : []
  })
  const own = { table: p.table, row: 'a', values: {}, columns: sampled(made, use, p.table) }
  return plainGone(use, p.table, p.erase, [own, ...children], call(p))
}

const twice = (use: U, p: Person): Proof =>
  proof(
    use,
    `twice:${p.table}`,
    sql`Erasing a row of ${name(p.table)} a second time changes nothing.`,
    [p.erase],
    app(insert(p.table, 'a')),
    maintenance(run(call(p))),
    maintenance(run(call(p), rows(['0']))),
  )

const references = (use: U, made: Made, p: Person): readonly Proof[] => {
  const fk = objectsOf(made.catalog, 'fk').find(
    (f) => f.references === p.table && f.table !== p.table && !f.why,
  )
  if (!fk) return []
  return [
    proof(
      use,
      `references:${p.table}`,
      sql`Rows of ${name(fk.table)} keep their reference to an erased row of ${name(p.table)}.`,
      [p.erase],
      app(insert(p.table, 'a')),
      app(insert(fk.table, 'c', linked(made, fk))),
      maintenance(run(call(p))),
      maintenance(
        run(
          [
            ...stmt`select count(*) from ${qualified(fk.table)} where ${key('c')} and exists (select 1 from ${qualified(p.table)} where ${key('a')})`,
          ],
          rows(['1']),
        ),
      ),
    ),
  ]
}

const requestCall = (use: U, p: Person): ProofSql => [
  sql`select (${qualified(use.idOf('request_erasure'))}(`,
  ...p.key.flatMap((c, i) => [...(i > 0 ? [sql`, `] : []), cell('a', c)]),
  sql`) is not null)::text`,
]

const requests = (use: U, made: Made, p: Person): readonly Proof[] => {
  if (!made.catalog.has(use.idOf('request_erasure'))) return []
  const table = qualified(use.idOf('requests'))
  const steps = qualified(use.idOf('steps'))
  const open = stmt`select count(*) from ${table} where ${name(use.idOf('requests:completed_at'))} is null`
  const complete = (system: string): ProofSql =>
    stmt`select ${qualified(use.idOf('complete_erasure'))}(${name(use.idOf('steps:request_id'))}, ${system})::text from ${qualified(use.idOf('next_erasures'))}(${system})`
  const systems = use.options.systems.filter((x) => x !== 'database').map(quoteLiteral)
  const ticks = systems.map((x, i) =>
    maintenance(run(complete(x), rows([i === systems.length - 1 ? 'true' : 'false']))),
  )
  return [
    proof(
      use,
      'requests',
      sql`A request to erase a row of ${name(p.table)} is done once every system has erased, and not before.`,
      [use.idOf('run_erasures'), use.idOf('complete_erasure')],
      app(insert(p.table, 'a')),
      app(run(requestCall(use, p), rows(['true']))),
      maintenance(run(stmt`select ${qualified(use.idOf('run_erasures'))}()::text`, rows(['1']))),
      ...(systems.length > 0 ? [maintenance(run(open, rows(['1'])))] : []),
      ...ticks,
      maintenance(run(open, rows(['0']))),
      maintenance(run(stmt`select ${qualified(use.idOf('run_erasures'))}()::text`, rows(['0']))),
    ),
    proof(
      use,
      'once',
      sql`Asking twice for the same person makes one request.`,
      [use.idOf('requests:open')],
      app(insert(p.table, 'a')),
      app(run(requestCall(use, p), rows(['true']))),
      app(run(requestCall(use, p), rows(['true']))),
      maintenance(run(open, rows(['1']))),
    ),
    proof(
      use,
      'closed',
      sql`The application can ask for an erasure, but neither run one nor say that it was done.`,
      [],
      app(insert(p.table, 'a')),
      app(run(requestCall(use, p), rows(['true']))),
      app(run(call(p), refused('42501'))),
      app(run(stmt`update ${steps} set ${name(use.idOf('steps:completed_at'))} = now()`, refused('42501'))),
    ),
  ]
}

export const proofs = (use: U, made: Made): readonly Proof[] => {
  const all = persons(use, made)
  const asked = all.find((p) =>
    (made.catalog.get(use.idOf('run_erasures')) as Obj<'routine'> | undefined)?.body.refs.some(
      (r) => r.id === p.erase,
    ),
  )
  return [
    ...all.flatMap((p) => [
      ...gone(use, made, p),
      ...cleared(use, made, p),
      twice(use, p),
      ...references(use, made, p),
    ]),
    ...(asked ? requests(use, made, asked) : []),
  ]
}
