import type { Id } from '../../base/index.ts'
import { name, objectsOf, qualified, sql } from '../../catalog/index.ts'
import type { Made, Proof, ProofSql } from '../../compile/api.ts'
import { app, cell, count, insert, key, proof, refused, rows, run, stmt } from '../kit/index.ts'
import type { U } from './shared.ts'

const latest = (use: U): readonly Proof[] => {
  const t = use.table
  const [at, on] = [name(use.idOf('written_at')), name(use.idOf('written_on'))]
  const base = `timestamptz '2024-01-01 00:00:00+00'`
  const write = (row: string, seconds: number, node: string): ProofSql =>
    stmt`update ${qualified(t)} set ${at} = ${base} + interval '${seconds} seconds', ${on} = ${`'${node}'`} where ${key(row)}`
  const old = { [use.idOf('written_at')]: sql`${base}`, [use.idOf('written_on')]: 'm' }
  const lost = use.options.older === 'refuse' ? refused('40001') : count(0)
  const guard = [use.idOf('guard')]
  const seen = stmt`select extract(epoch from ${at} - ${base})::integer::text, ${on} from ${qualified(t)} where `
  const passing = use.options.older === 'ignore'
  return [
    proof(
      use,
      'older',
      sql`A write of a row of ${name(t)} that is older than the row loses, however late it comes.`,
      guard,
      app(insert(t, 'a', old)),
      app(run(write('a', 60, 'eu'), count(1))),
      app(run(write('a', 30, 'us'), lost)),
      app(run([...seen, key('a')], rows(['60', 'eu']))),
    ),
    proof(
      use,
      'tie',
      sql`Of two writes of a row of ${name(t)} at the same time every server chooses the same one.`,
      guard,
      app(insert(t, 'a', old)),
      app(run(write('a', 60, 'eu'), count(1))),
      app(run(write('a', 60, 'us'), count(1))),
      app(run(write('a', 60, 'eu'), lost)),
      app(run([...seen, key('a')], rows(['60', 'us']))),
    ),
    ...(passing
      ? [
          proof(
            use,
            'order',
            sql`Writes of ${name(t)} that arrive in another order give the same row.`,
            guard,
            app(insert(t, 'a', old), insert(t, 'b', old)),
            ...[
              ['a', 10, 'us'],
              ['a', 90, 'eu'],
              ['a', 50, 'us'],
              ['b', 90, 'eu'],
              ['b', 50, 'us'],
              ['b', 10, 'us'],
            ].map(([row, s, n]) => app(run(write(String(row), Number(s), String(n))))),
            app(run([...seen, key('a')], rows(['90', 'eu'])), run([...seen, key('b')], rows(['90', 'eu']))),
          ),
        ]
      : []),
    proof(
      use,
      'here',
      sql`A write of ${name(t)} that names no time is younger than what it changes.`,
      guard,
      app(insert(t, 'a', old)),
      app(run(stmt`update ${qualified(t)} set ${at} = ${at} where ${key('a')}`, count(1))),
      app(
        run([...stmt`select (${at} > ${base})::text from ${qualified(t)} where `, key('a')], rows(['true'])),
      ),
    ),
    ...(use.options.ahead === ''
      ? []
      : [
          proof(
            use,
            'ahead',
            sql`A clock that runs far ahead cannot win over all others in ${name(t)}.`,
            guard,
            app(insert(t, 'a', old)),
            app(
              run(
                stmt`update ${qualified(t)} set ${at} = now() + interval '10 years' where ${key('a')}`,
                refused('22008'),
              ),
            ),
          ),
        ]),
  ]
}

const both = (use: U, made: Made): readonly Proof[] => {
  const t = use.table
  const conflicts = use.idOf('conflicts')
  if (!made.catalog.has(conflicts)) return []
  const revision = name(use.idOf('revision'))
  const write = (n: number): ProofSql => stmt`update ${qualified(t)} set ${revision} = ${n} where ${key('a')}`
  const crossed = [app(insert(t, 'a')), app(run(write(1), count(1))), app(run(write(1), count(0)))]
  const decide = (take: boolean): ProofSql =>
    stmt`select ${qualified(use.idOf('decide'))}((select max(c.${name(use.idOf('conflict_id'))}) from ${qualified(conflicts)} c), ${String(take)})::text`
  const now = stmt`select ${revision}::text from ${qualified(t)} where ${key('a')}`
  return [
    proof(
      use,
      'kept',
      sql`A change of a row of ${name(t)} that did not know the last one is kept beside it, and both are there.`,
      [use.idOf('guard')],
      ...crossed,
      app(
        run(now, rows(['2'])),
        run(
          stmt`select count(*) from ${qualified(conflicts)} where ${name(use.idOf('decided'))} is null`,
          rows(['1']),
        ),
      ),
    ),
    proof(
      use,
      'taken',
      sql`Someone can decide that a change of ${name(t)} that was kept aside becomes the row, once.`,
      [use.idOf('decide')],
      ...crossed,
      app(run(decide(true), rows(['true']))),
      app(run(decide(true), rows(['false'])), run(now, rows(['3']))),
    ),
    proof(
      use,
      'stays',
      sql`Someone can decide that the row of ${name(t)} stays as it is.`,
      [use.idOf('decide')],
      ...crossed,
      app(run(decide(false), rows(['true']))),
      app(run(now, rows(['2']))),
    ),
  ]
}

/** The row's key as arguments. */
const args = (use: U, made: Made, row: string): ProofSql => {
  const pk = objectsOf(made.catalog, 'key').find((k) => k.table === use.table && k.primary)
  const scope = made.traits.scopes.get(use.table)
  const columns: readonly Id<'column'>[] = (pk?.columns ?? []).filter(
    (c) => c !== scope && made.catalog.has(use.idOf(`row:${c}`)),
  )
  return columns.flatMap((c) => [cell(row, c), sql`, `])
}

const counter = (use: U, made: Made): readonly Proof[] => {
  const t = use.table
  const counts = use.idOf('counts')
  if (!made.catalog.has(counts)) return []
  const add = (row: string, n: number) =>
    run([...stmt`select ${qualified(use.idOf('add'))}(`, ...args(use, made, row), ...stmt`${n})`])
  const on = (node: string) => run(stmt`select set_config('${use.options.node}', '${node}', true)`)
  const merge = (row: string, node: string, up: number, down: number) =>
    run([
      ...stmt`select ${qualified(use.idOf('merge'))}(`,
      ...args(use, made, row),
      ...stmt`'${node}', ${up}, ${down})`,
    ])
  const totals = stmt`select v.total::text from ${qualified(use.idOf('totals'))} v order by 1`
  return [
    proof(
      use,
      'add',
      sql`Each server counts for itself, and the counter of ${name(t)} is their sum.`,
      [use.idOf('add'), use.idOf('totals')],
      app(insert(t, 'a')),
      app(on('eu'), add('a', 5), add('a', -1)),
      app(on('us'), add('a', 3)),
      app(run(totals, rows(['7'])), run(stmt`select count(*) from ${qualified(counts)}`, rows(['2']))),
    ),
    ...(use.options.merge
      ? [
          proof(
            use,
            'commute',
            sql`What servers counted for ${name(t)} adds up the same in any order, and when it is told twice.`,
            [use.idOf('merge')],
            app(insert(t, 'a'), insert(t, 'b')),
            app(merge('a', 'eu', 3, 0), merge('a', 'us', 4, 1), merge('a', 'eu', 5, 0)),
            app(
              merge('b', 'eu', 5, 0),
              merge('b', 'us', 4, 1),
              merge('b', 'eu', 3, 0),
              merge('b', 'us', 4, 1),
            ),
            app(run(totals, rows(['8'], ['8']))),
          ),
        ]
      : []),
    proof(
      use,
      'gone',
      sql`Removing a row of ${name(t)} removes what was counted for it.`,
      [use.idOf('forget')],
      app(insert(t, 'a')),
      app(add('a', 1)),
      app(run(stmt`delete from ${qualified(t)} where ${key('a')}`, count(1))),
      app(run(stmt`select count(*) from ${qualified(counts)}`, rows(['0']))),
    ),
  ]
}

export const proofs = (use: U, made: Made): readonly Proof[] => {
  if (use.options.strategy === 'last write wins') return latest(use)
  return use.options.strategy === 'keep both' ? both(use, made) : counter(use, made)
}
