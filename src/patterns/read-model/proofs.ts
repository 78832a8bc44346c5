import { name, type Obj, objectsOf, qualified, sql } from '../../catalog/index.ts'
import type { Made, Proof, ProofSql, ProofStep, Transaction, Value } from '../../compile/api.ts'
import {
  app,
  cell,
  countedFrom,
  givenSql,
  insert,
  key,
  maintenance,
  proof,
  refused,
  rows,
  run,
  stmt,
} from '../kit/index.ts'
import type { U } from './plan.ts'
import { random } from './proof-random.ts'

const call = (use: U, role: 'rebuild' | 'work'): Transaction =>
  maintenance(run(stmt`select ${qualified(use.idOf(role))}()`))

/** What brings it up to date, if the write itself does not. */
const catchUp = (use: U): readonly Transaction[] => {
  switch (use.options.kept) {
    case 'trigger':
      return []
    case 'queue':
      return [call(use, 'work')]
    default:
      return [call(use, 'rebuild')]
  }
}

/** The same after many writes, however few a worker takes at a time. */
const catchUpWhole = (use: U): readonly Transaction[] =>
  use.options.kept === 'queue'
    ? [maintenance(run(stmt`select ${qualified(use.idOf('work'))}(10000)`))]
    : catchUp(use)

const noDrift = (use: U): Transaction =>
  maintenance(run(stmt`select count(*) from ${qualified(use.idOf('drift'))}`, rows(['0'])))

/** What the promise stands on: the triggers on the table, and the call that catches up. */
const standsOn = (use: U, made: Made, table: string, events: readonly string[]) => {
  const triggers = events
    .map((e) => use.idOf<'trigger'>(`${e}:${table}`))
    .filter((id) => made.catalog.has(id))
  const caught = use.options.kept === 'queue' ? [use.idOf('work')] : []
  return triggers.length > 0 ? [...triggers, ...caught] : [use.idOf<'routine'>('rebuild')]
}

interface Counted {
  readonly fk: Obj<'fk'>
  /** The count that the read model gives for the parent of row `a`. */
  readonly count: ProofSql
}

const countedIn = (use: U, made: Made, fk: Obj<'fk'>): Counted => {
  const columns = fk.columns.filter((c) => made.catalog.has(use.idOf(`column:${c}`)))
  const same = columns.flatMap((c, i) => [
    sql`${i > 0 ? ' and ' : ''}${name(use.idOf(`column:${c}`))} = `,
    cell('a', c),
  ])
  return {
    fk,
    count: [
      sql`select coalesce(max(${name(use.idOf('column:row_count'))}), 0)::text from ${qualified(use.idOf('model'))} where `,
      ...same,
    ],
  }
}

/** The reference of a child to row `p`; the tenant is the same by itself. */
const toParent = (made: Made, fk: Obj<'fk'>): { readonly [column: string]: Value } =>
  Object.fromEntries(
    fk.columns.flatMap((c, i) => {
      const parent = fk.refColumns[i]
      return parent && c !== made.traits.scopes.get(fk.table) ? [[c, cell('p', parent)]] : []
    }),
  )

const sees = (c: Counted, n: string): Transaction => app(run(c.count, rows([n])))

const counts = (use: U, made: Made, c: Counted): readonly Proof[] => {
  const t = c.fk.table
  const remove: ProofStep = run(stmt`delete from ${qualified(t)} where ${key('a')}`)
  const mark = made.traits.alive.get(t)?.refs.at(0)
  const die =
    mark && made.traits.alive.get(t)?.refs.length === 1
      ? run(stmt`update ${qualified(t)} set ${name(mark.id)} = now() where ${key('a')}`)
      : undefined
  const what = sql`${name(use.idOf('model'))}`
  const events = ['insert', 'update', ...(die ? [] : ['delete'])]
  return [
    random(use, made, { table: t, fk: c.fk, rests: standsOn(use, made, t, events) }, catchUpWhole(use)),
    proof(
      use,
      'added',
      sql`${what} counts a new row of ${name(t)}${use.options.kept === 'trigger' ? ' at once' : ', once it has caught up'}.`,
      standsOn(use, made, t, ['insert']),
      maintenance(insert(c.fk.references, 'p')),
      ...catchUp(use),
      app(insert(t, 'a', toParent(made, c.fk))),
      ...catchUp(use),
      sees(c, '1'),
      noDrift(use),
    ),
    ...(die
      ? [
          proof(
            use,
            'deleted',
            sql`${what} no longer counts a row of ${name(t)} that is marked as deleted.`,
            standsOn(use, made, t, ['update']),
            app(insert(t, 'a')),
            ...catchUp(use),
            app(die),
            ...catchUp(use),
            sees(c, '0'),
            noDrift(use),
          ),
        ]
      : [
          proof(
            use,
            'removed',
            sql`${what} no longer counts a row of ${name(t)} that is gone.`,
            standsOn(use, made, t, ['delete']),
            maintenance(insert(t, 'a')),
            ...catchUp(use),
            sees(c, '1'),
            maintenance(remove),
            ...catchUp(use),
            sees(c, '0'),
            noDrift(use),
          ),
        ]),
  ]
}

const rebuilt = (use: U, c: Counted): Proof =>
  proof(
    use,
    'rebuilt',
    sql`A mistake in ${name(use.idOf('model'))} is found and put right by a rebuild.`,
    [use.idOf('rebuild'), use.idOf('drift')],
    app(insert(c.fk.table, 'a')),
    call(use, 'rebuild'),
    maintenance(
      run(stmt`update ${qualified(use.idOf('model'))} set ${name(use.idOf('column:row_count'))} = 99`),
    ),
    maintenance(run(stmt`select (count(*) > 0)::text from ${qualified(use.idOf('drift'))}`, rows(['true']))),
    call(use, 'rebuild'),
    noDrift(use),
    sees(c, '1'),
    maintenance(run(stmt`select ${qualified(use.idOf('rebuild'))}()`, rows(['0']))),
  )

const closed = (use: U, made: Made): readonly Proof[] =>
  made.traits.appRole === undefined
    ? []
    : [
        proof(
          use,
          'closed',
          sql`The application cannot write to ${name(use.idOf('model'))} by itself.`,
          [],
          app(run(stmt`delete from ${qualified(use.idOf('model'))}`, refused('42501'))),
        ),
      ]

const waits = (use: U, made: Made, c: Counted): readonly Proof[] =>
  use.options.kept === 'queue'
    ? [
        proof(
          use,
          'queued',
          sql`A change waits in the queue until the worker takes it, and is taken once.`,
          [use.idOf('queue'), use.idOf('work'), use.idOf(`insert:${c.fk.table}`)],
          maintenance(insert(c.fk.references, 'p')),
          call(use, 'work'),
          app(insert(c.fk.table, 'a', toParent(made, c.fk))),
          sees(c, '0'),
          call(use, 'work'),
          maintenance(run(stmt`select ${qualified(use.idOf('work'))}()::text`, rows(['0']))),
          sees(c, '1'),
        ),
      ]
    : []

const general = (use: U, made: Made): readonly Proof[] => {
  const source = made.catalog.get(use.idOf('source'))
  const query = givenSql(use.options.query)
  const table = query?.refs.map((r) => made.catalog.get(r.id)).find((o) => o?.kind === 'table')
  if (source?.kind !== 'view' || !table) return []
  const t = table.id as Obj<'table'>['id']
  const single = made.catalog.has(use.idOf(`insert:${t}`))
  const trigger = single ? standsOn(use, made, t, ['insert']) : [use.idOf<'trigger'>(`all:${t}`)]
  const rests = trigger.some((id) => made.catalog.has(id)) ? trigger : [use.idOf('rebuild')]
  return [
    random(use, made, { table: t, rests }, catchUpWhole(use)),
    proof(
      use,
      'equal',
      sql`${name(use.idOf('model'))} holds exactly what its query gives.`,
      rests,
      app(insert(t, 'a')),
      ...catchUp(use),
      noDrift(use),
    ),
    proof(
      use,
      'emptied',
      sql`A rebuild makes ${name(use.idOf('model'))} anew from nothing.`,
      [use.idOf('rebuild')],
      app(insert(t, 'a')),
      maintenance(run(stmt`delete from ${qualified(use.idOf('model'))}`)),
      call(use, 'rebuild'),
      noDrift(use),
    ),
  ]
}

export const proofs = (use: U, made: Made): readonly Proof[] => {
  if (!objectsOf(made.catalog, 'view').some((v) => v.id === use.idOf('source'))) return []
  if (givenSql(use.options.query)) return [...general(use, made), ...closed(use, made)]
  const fk = countedFrom(made.catalog)
  if (!fk) return []
  const c = countedIn(use, made, fk)
  return [...counts(use, made, c), rebuilt(use, c), ...waits(use, made, c), ...closed(use, made)]
}
