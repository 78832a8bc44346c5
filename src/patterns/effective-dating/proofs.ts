import type { Id } from '../../base/index.ts'
import { name, qualified, type Sql, sql } from '../../catalog/index.ts'
import type { Made, Proof, ProofSql } from '../../compile/api.ts'
import { freshKey, keyArguments, sameKey, sameThingAs } from '../kit/fresh-key.ts'
import { app, insert, key, proof, refused, rows, run, stmt } from '../kit/index.ts'
import { periodOf, type U } from './period.ts'
import { at, during, point, type Values } from './proof-periods.ts'
import { withinProof } from './proof-within.ts'

export const proofs = (use: U, made: Made): readonly Proof[] => {
  const timed = made.traits.timed.get(use.table)
  if (timed?.use !== use.id) return []
  const t = use.table
  const same = (row: string): Values => sameThingAs(made, timed.key, row)
  const what = sql`${name(t)}`
  return [
    proof(
      use,
      'overlap',
      sql`Two versions of the same ${what} cannot hold at the same time.`,
      [timed.guard],
      app(insert(t, 'a', during(use, 2020, 2024))),
      app(
        insert(t, 'b', { ...same('a'), ...during(use, 2023, 2026) }, { refused: ['23P01'], by: timed.guard }),
      ),
    ),
    proof(
      use,
      'adjacent',
      sql`A version of ${what} may begin at the moment at which another ends.`,
      [],
      app(insert(t, 'a', during(use, 2020, 2024))),
      app(insert(t, 'b', { ...same('a'), ...during(use, 2024, 2026) })),
    ),
    proof(
      use,
      'backwards',
      sql`A version of ${what} cannot end before it begins.`,
      use.options.form === 'pair' ? [use.idOf('shape')] : [],
      app(insert(t, 'a', during(use, 2024, 2020), refused(use.options.form === 'pair' ? '23514' : '22000'))),
    ),
    ...valid(use, same),
    ...current(use, made, same),
    ...setting(use, made, timed.key),
    gaps(use, same),
    ...withinProof(use, made),
    ...shaped(use),
  ]
}

/** Of a range column: an end that belongs to the period would leave no room for the next version. */
const shaped = (use: U): readonly Proof[] => {
  if (use.options.form === 'pair') return []
  const closed = { [use.idOf('period')]: `[${at(use, 2020)},${at(use, 2024)}]` }
  if (use.options.unit === 'date') return []
  return [
    proof(
      use,
      'bounds',
      sql`The end of a period of ${name(use.table)} is never part of it.`,
      [use.idOf('shape')],
      app(insert(use.table, 'a', closed, { refused: ['23514'], by: use.idOf('shape') })),
    ),
  ]
}

const counted = (from: Sql, where: ProofSql): ProofSql => [
  ...stmt`select count(*) from ${from} where `,
  ...where,
]

const valid = (use: U, same: (row: string) => Values): readonly Proof[] => {
  const t = use.table
  const held = (year: number, row: string) =>
    counted(sql`${qualified(use.idOf('valid_at'))}(${point(use, year)})`, stmt`${key(row)}`)
  return [
    proof(
      use,
      'as-of',
      sql`What ${name(t)} held at any time can be asked.`,
      [use.idOf('valid_at')],
      app(insert(t, 'a', during(use, 2020, 2022))),
      app(insert(t, 'b', { ...same('a'), ...during(use, 2022, 2024) })),
      app(
        run(held(2019, 'a'), rows(['0'])),
        run(held(2021, 'a'), rows(['1'])),
        run(held(2022, 'a'), rows(['0'])),
        run(held(2022, 'b'), rows(['1'])),
        run(held(2024, 'b'), rows(['0'])),
      ),
    ),
  ]
}

const current = (use: U, made: Made, same: (row: string) => Values): readonly Proof[] => {
  const view = use.idOf<'view'>('current')
  if (!made.catalog.has(view)) return []
  const t = use.table
  const seen = (row: string) => counted(sql`${qualified(view)}`, stmt`${key(row)}`)
  return [
    proof(
      use,
      'current',
      sql`${name(view)} shows neither versions that are over nor those that are to come.`,
      [view],
      app(insert(t, 'a', during(use, 2020, 2022))),
      app(insert(t, 'b', { ...same('a'), ...during(use, 2022, 2200) })),
      app(insert(t, 'c', { ...same('a'), ...during(use, 2200) })),
      app(run(seen('a'), rows(['0'])), run(seen('b'), rows(['1'])), run(seen('c'), rows(['0']))),
    ),
  ]
}

const setting = (use: U, made: Made, natural: readonly Id<'column'>[]): readonly Proof[] => {
  const t = use.table
  const changes = freshKey(made, t, 'a')
  if (!changes) return []
  const call = [
    ...stmt`select 1 from ${qualified(use.idOf('set'))}(`,
    ...keyArguments(made, t, natural, 'a'),
    ...stmt`, ${point(use, 2023)}, `,
    ...changes,
    ...stmt`)`,
  ]
  const versions = counted(sql`${qualified(t)}`, sameKey(made, t, natural, 'a'))
  const ended = counted(sql`${qualified(t)}`, [
    ...stmt`${key('a')} and upper(${periodOf(use)}) = ${point(use, 2023)}`,
  ])
  const follows = counted(sql`${qualified(t)}`, [
    ...sameKey(made, t, natural, 'a'),
    ...stmt` and lower(${periodOf(use)}) = ${point(use, 2023)}`,
  ])
  return [
    proof(
      use,
      'set',
      sql`One call ends the version of ${name(t)} that holds and opens the next at the same moment.`,
      [use.idOf('set')],
      app(insert(t, 'a', during(use, 2020))),
      app(run(call, rows(['1']))),
      app(run(versions, rows(['2'])), run(ended, rows(['1'])), run(follows, rows(['1']))),
    ),
  ]
}

const gaps = (use: U, same: (row: string) => Values): Proof => {
  const t = use.table
  const first = app(insert(t, 'a', during(use, 2020, 2022)))
  const later = app(insert(t, 'b', { ...same('a'), ...during(use, 2023, 2025) }))
  return use.options.gaps === 'refused'
    ? proof(
        use,
        'gap',
        sql`Between two versions of ${name(t)} there is no time at which none holds.`,
        [use.idOf('gapless')],
        first,
        { ...later, commit: refused('23514') },
      )
    : proof(use, 'gap', sql`There may be times at which no version of ${name(t)} holds.`, [], first, later)
}
