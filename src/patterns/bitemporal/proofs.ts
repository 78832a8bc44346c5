import type { Id } from '../../base/index.ts'
import { name, qualified, rawSql, type Sql, sql } from '../../catalog/index.ts'
import type { Made, Proof, ProofSql, Value } from '../../compile/api.ts'
import { keyArguments, sameKey, sameThingAs } from '../kit/fresh-key.ts'
import { app, count, insert, key, proof, refused, rows, run, stmt } from '../kit/index.ts'
import { recorded, type U, valid } from './parts.ts'

type Values = { readonly [column: string]: Value }

const day = (use: U, year: number): string =>
  use.options.unit === 'date' ? `${year}-01-01` : `${year}-01-01 00:00:00+00`
const point = (use: U, year: number): Sql =>
  rawSql(use.options.unit === 'date' ? `date '${day(use, year)}'` : `timestamptz '${day(use, year)}'`)
const moment = (year: number): Sql => rawSql(`timestamptz '${year}-01-01 00:00:00+00'`)

/** True from one year to another, believed from one to another; an end that is left out is open. */
const believed = (use: U, fact: readonly [number, number?], record: readonly [number, number?]): Values => ({
  [valid(use)]: `[${day(use, fact[0])},${fact[1] === undefined ? '' : day(use, fact[1])})`,
  [recorded(use)]:
    `[${record[0]}-01-01 00:00:00+00,${record[1] === undefined ? '' : `${record[1]}-01-01 00:00:00+00`})`,
})

const counted = (from: Sql, where: ProofSql): ProofSql => [
  ...stmt`select count(*) from ${from} where `,
  ...where,
]

export const proofs = (use: U, made: Made): readonly Proof[] => {
  const timed = made.traits.timed.get(use.table)
  if (timed?.use !== use.id) return []
  const t = use.table
  const first = app(insert(t, 'a', believed(use, [2020, 2024], [2021, 2022])))
  const same = sameThingAs(made, timed.key, 'a')
  const another = (fact: readonly [number, number?], record: readonly [number, number?]): Values => ({
    ...same,
    ...believed(use, fact, record),
  })
  return [
    proof(
      use,
      'both',
      sql`The same can never be believed twice of one ${name(t)} at one time.`,
      [timed.guard],
      first,
      app(insert(t, 'b', another([2023, 2026], [2021, 2023]), { refused: ['23P01'], by: timed.guard })),
    ),
    proof(
      use,
      'one',
      sql`One ${name(t)} may have other values at another time, and at the same time once we believe otherwise.`,
      [],
      first,
      app(insert(t, 'b', another([2024, 2026], [2021, 2022]))),
      app(insert(t, 'c', another([2020, 2024], [2022]))),
    ),
    ...beliefs(use, made, timed.key),
    ...view(use, made, another),
    ...guarded(use),
  ]
}

const beliefs = (use: U, made: Made, natural: readonly Id<'column'>[]): readonly Proof[] => {
  if (!made.catalog.has(use.idOf('correct'))) return []
  const t = use.table
  const known = (about: number, then: Sql, which: ProofSql) =>
    counted(sql`${qualified(use.idOf('known'))}(${point(use, about)}, ${then})`, which)
  const old = stmt`${key('a')}`
  const any = sameKey(made, t, natural, 'a')
  const now = rawSql('now()')
  const call = [
    ...stmt`select 1 from ${qualified(use.idOf('correct'))}(`,
    ...keyArguments(made, t, natural, 'a'),
    ...stmt`, '[${day(use, 2022)},${day(use, 2023)})')`,
  ]
  const arranged = [app(insert(t, 'a', believed(use, [2020], [2021]))), app(run(call, rows(['1'])))]
  return [
    proof(
      use,
      'belief',
      sql`After a retroactive correction of ${name(t)} it can still be asked what was believed before.`,
      [use.idOf('known'), use.idOf('correct')],
      ...arranged,
      app(
        run(known(2022, moment(2023), old), rows(['1'])),
        run(known(2022, moment(2020), any), rows(['0'])),
        run(known(2022, now, old), rows(['0'])),
        run(known(2022, now, any), rows(['1'])),
      ),
    ),
    proof(
      use,
      'rest',
      sql`A correction of ${name(t)} leaves what is known of other times, and removes no row.`,
      [use.idOf('correct')],
      ...arranged,
      app(
        run(known(2021, now, any), rows(['1'])),
        run(known(2024, now, any), rows(['1'])),
        run(counted(sql`${qualified(t)}`, any), rows(['4'])),
      ),
    ),
  ]
}

const view = (
  use: U,
  made: Made,
  another: (fact: readonly [number, number?], record: readonly [number, number?]) => Values,
): readonly Proof[] => {
  const id = use.idOf<'view'>('believed')
  if (!made.catalog.has(id)) return []
  const seen = (row: string) => counted(sql`${qualified(id)}`, stmt`${key(row)}`)
  return [
    proof(
      use,
      'view',
      sql`${name(id)} shows only what is believed now.`,
      [id],
      app(insert(use.table, 'a', believed(use, [2020], [2021, 2022]))),
      app(insert(use.table, 'b', another([2020], [2022]))),
      app(run(seen('a'), rows(['0'])), run(seen('b'), rows(['1']))),
    ),
  ]
}

const guarded = (use: U): readonly Proof[] => {
  if (!use.options.guard) return []
  const t = qualified(use.table)
  const r = name(recorded(use))
  const set = (to: Sql) => stmt`update ${t} set ${to} where ${key('a')}`
  const first = app(insert(use.table, 'a', believed(use, [2020], [2021])))
  const rewritten = sql`${name(valid(use))} = '[${day(use, 2019)},)'`
  return [
    proof(
      use,
      'guard',
      sql`What was believed of ${name(use.table)} can be neither rewritten nor removed.`,
      [use.idOf('guard')],
      first,
      app(run(stmt`delete from ${t} where ${key('a')}`, refused('23001'))),
      app(run(set(rewritten), refused('23001'))),
      app(run(set(sql`${r} = tstzrange(lower(${r}), ${moment(2022)})`), refused('23001'))),
      app(run(set(sql`${r} = tstzrange(lower(${r}), now())`), count(1))),
      app(run(set(sql`${r} = tstzrange(lower(${r}), null)`), refused('23001'))),
    ),
  ]
}
