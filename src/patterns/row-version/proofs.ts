import { name, qualified, sql } from '../../catalog/index.ts'
import type { Made, Proof, Use } from '../../compile/api.ts'
import { app, count, idleColumn, insert, key, proof, refused, rows, run, stmt } from '../kit/index.ts'
import type { Options } from './options.ts'

export const proofs = (use: Use<Options>, made: Made): readonly Proof[] => {
  const t = use.table
  const version = use.idOf<'column'>('version')
  const idle = idleColumn(made.catalog, t)?.id ?? version
  const plain = stmt`update ${qualified(t)} set ${name(idle)} = ${name(idle)} where ${key('a')}`
  const having = (n: number) => stmt`update ${qualified(t)} set ${name(version)} = ${n} where ${key('a')}`
  return [
    proof(
      use,
      'stale',
      sql`A change of a row of ${name(t)} that was read before another change is refused.`,
      [use.idOf('count')],
      app(insert(t, 'a')),
      app(run(having(1), count(1))),
      app(run(having(1), refused('40001'))),
    ),
    proof(
      use,
      'counts',
      sql`Every change of a row of ${name(t)} is counted.`,
      [use.idOf('count')],
      app(insert(t, 'a')),
      app(run(plain, count(1))),
      app(run(plain, count(1))),
      app(run(stmt`select ${name(version)}::text from ${qualified(t)} where ${key('a')}`, rows(['3']))),
    ),
  ]
}
