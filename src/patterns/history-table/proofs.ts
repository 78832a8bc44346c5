import type { Id } from '../../base/index.ts'
import { name, type Obj, objectsOf, qualified, sql } from '../../catalog/index.ts'
import type { Made, Proof, ProofSql, Transaction, Use } from '../../compile/api.ts'
import {
  app,
  cell,
  columnsOf,
  count,
  idleColumn,
  insert,
  key,
  proof,
  refused,
  rows,
  run,
  stmt,
} from '../kit/index.ts'
import type { Options } from './options.ts'

type U = Use<Options>

/** `h.id = 1001`: the row's key, looked up in the history. */
const sameRow = (use: U, made: Made): ProofSql => {
  const scope = made.traits.scopes.get(use.table)
  const pk = objectsOf(made.catalog, 'key').find((k) => k.table === use.table && k.primary)
  const columns = (pk?.columns ?? []).filter((c) => c !== scope)
  return columns.flatMap((c, i) => [
    sql`${i > 0 ? ' and ' : ''}h.${name(use.idOf(`history:c:${c}`))} = `,
    cell('a', c),
  ])
}

const touchColumn = (use: U, made: Made): Id<'column'> | undefined =>
  idleColumn(made.catalog, use.table)?.id ??
  columnsOf(made.catalog, use.table).find((c) => c.why?.role === 'updated_at')?.id

export const proofs = (use: U, made: Made): readonly Proof[] => {
  const t = use.table
  const history = made.catalog.get(use.idOf('history')) as Obj<'table'> | undefined
  if (!history) return []
  const h = qualified(history.id)
  const where = sameRow(use, made)
  const operation = name(use.idOf('operation'))
  const period = name(use.idOf('valid_period'))
  const idle = touchColumn(use, made)
  const touch = idle
    ? [app(run(stmt`update ${qualified(t)} set ${name(idle)} = ${name(idle)} where ${key('a')}`, count(1)))]
    : []
  const facts = [['INSERT'], ...touch.flatMap(() => [['UPDATE'], ['UPDATE']]), ['DELETE']]
  const remove = app(run(stmt`delete from ${qualified(t)} where ${key('a')}`, count(1)))
  const asOf = (at: ProofSql): ProofSql => [
    ...stmt`select count(*) from ${qualified(use.idOf('as_of'))}(`,
    ...at,
    ...stmt`) h where `,
    ...where,
  ]
  // The engine's clock may stand still between two transactions; a version of no length is never current.
  const older = stmt`update ${h} h set ${period} = tstzrange(lower(h.${period}) - interval '1 hour', upper(h.${period})) where `
  const aged: Transaction = { as: 'owner', steps: [run([...older, ...where], count(1))] }
  const nth = (n: number): ProofSql => [
    ...stmt`(select lower(h.${period}) from ${h} h where `,
    ...where,
    ...stmt` order by h.${name(use.idOf('history_id'))} offset ${n} limit 1)`,
  ]
  const order = stmt`order by h.${name(use.idOf('history_id'))}`
  return [
    proof(
      use,
      'facts',
      sql`Writing, changing and deleting a row of ${name(t)} leaves one fact each in its history.`,
      [use.idOf('record')],
      app(insert(t, 'a')),
      ...touch,
      ...touch,
      remove,
      app(
        run(
          [...stmt`select h.${operation} from ${h} h where `, ...where, ...stmt` `, ...order],
          rows(...facts),
        ),
      ),
    ),
    proof(
      use,
      'as-of',
      sql`The state of a row of ${name(t)} at any time can be asked, also after it is gone.`,
      [use.idOf('as_of'), use.idOf('record')],
      app(insert(t, 'a')),
      aged,
      ...touch,
      remove,
      app(
        run(asOf(nth(0)), rows(['1'])),
        run(asOf(stmt`now()`), rows(['0'])),
        run(asOf([...nth(0), ...stmt` - interval '2 hours'`]), rows(['0'])),
      ),
    ),
    proof(
      use,
      'before',
      sql`A row of ${name(t)} that was there before its history is there at any time, though it never changed.`,
      [use.idOf('as_of')],
      app(insert(t, 'a')),
      { as: 'owner', steps: [run([...stmt`delete from ${h} h where `, ...where], count(1))] },
      app(run(asOf(stmt`now() - interval '1 hour'`), rows(['1'])), run(asOf(stmt`now()`), rows(['1']))),
    ),
    proof(
      use,
      'closed',
      sql`The application can neither forge nor erase the history of ${name(t)}.`,
      [],
      app(insert(t, 'a')),
      app(run(stmt`delete from ${h}`, refused('42501'))),
      app(run(stmt`update ${h} set ${operation} = 'DELETE'`, refused('42501'))),
      app(run(stmt`insert into ${h} default values`, refused('42501'))),
      app(run(stmt`truncate ${h}`, refused('42501'))),
    ),
    ...truncated(use, made, where),
    ...actor(use, where),
  ]
}

/** TRUNCATE is refused by PostgreSQL itself where other tables reference this one. */
const truncated = (use: U, made: Made, where: ProofSql): readonly Proof[] => {
  if (objectsOf(made.catalog, 'fk').some((f) => f.references === use.table && f.table !== use.table))
    return []
  const h = qualified(use.idOf('history'))
  return [
    proof(
      use,
      'truncate',
      sql`Emptying ${name(use.table)} is recorded too.`,
      [use.idOf('truncate')],
      app(insert(use.table, 'a')),
      { as: 'maintenance', steps: [run(stmt`truncate ${qualified(use.table)}`)] },
      app(
        run(
          [
            ...stmt`select h.${name(use.idOf('operation'))} from ${h} h where `,
            ...where,
            ...stmt` order by h.${name(use.idOf('history_id'))}`,
          ],
          rows(['INSERT'], ['TRUNCATE']),
        ),
      ),
    ),
  ]
}

const actor = (use: U, where: ProofSql): readonly Proof[] => {
  if (!use.options.actor) return []
  const h = qualified(use.idOf('history'))
  return [
    proof(
      use,
      'actor',
      sql`The history of ${name(use.table)} says who made each change.`,
      [use.idOf('record')],
      { as: 'app', actor: 'alice', steps: [insert(use.table, 'a')] },
      {
        as: 'app',
        actor: 'bob',
        steps: [run(stmt`delete from ${qualified(use.table)} where ${key('a')}`, count(1))],
      },
      app(
        run(
          [
            ...stmt`select h.${name(use.idOf('changed_by'))} from ${h} h where `,
            ...where,
            ...stmt` order by h.${name(use.idOf('history_id'))}`,
          ],
          rows(['alice'], ['bob']),
        ),
      ),
    ),
  ]
}
