import type { Id } from '../../base/index.ts'
import { name, qualified, type Sql, sql } from '../../catalog/index.ts'
import type { Made, Proof, ProofSql, Transaction } from '../../compile/api.ts'
import { app, cell, count, insert, key, maintenance, proof, rows, run, stmt } from '../kit/index.ts'
import { inNew, keyPairs, nextOf, noteOf, type U } from './proof-rows.ts'
import { copying, syncSetting } from './sync.ts'

const found = (use: U, made: Made, n: number): Transaction =>
  app(
    run(
      [...stmt`select count(*)::text from ${qualified(nextOf(use))} n where `, ...inNew(use, made, 'n')],
      rows([String(n)]),
    ),
  )
const remove = (table: ProofSql, where: ProofSql): Transaction =>
  app(run([...stmt`delete from `, ...table, ...stmt` where `, ...where], count(1)))

const forwardProof = (use: U, made: Made): Proof => {
  const note = noteOf(use, made)
  const change = note
    ? [
        app(
          run(
            stmt`update ${qualified(use.table)} set ${name(note.from.id)} = 'after' where ${key('a')}`,
            count(1),
          ),
        ),
        app(
          run(
            [
              ...stmt`select n.${name(note.to.id)} from ${qualified(nextOf(use))} n where `,
              ...inNew(use, made, 'n'),
            ],
            rows(['after']),
          ),
        ),
      ]
    : []
  return proof(
    use,
    'forward',
    sql`What is written to ${name(use.table)} is in ${name(nextOf(use))} at once.`,
    [use.idOf('forward')],
    app(insert(use.table, 'a')),
    found(use, made, 1),
    ...change,
    remove(stmt`${qualified(use.table)}`, stmt`${key('a')}`),
    found(use, made, 0),
  )
}

const backwardProof = (use: U, made: Made): readonly Proof[] => {
  if (use.options.sync === 'forward') return []
  const note = noteOf(use, made)
  const [t, n] = [qualified(use.table), qualified(nextOf(use))]
  const change = note
    ? [
        app(
          run(
            [...stmt`update ${n} n set ${name(note.to.id)} = 'after' where `, ...inNew(use, made, 'n')],
            count(1),
          ),
        ),
        app(run(stmt`select ${name(note.from.id)} from ${t} where ${key('a')}`, rows(['after']))),
      ]
    : []
  // The old key need not be among what the tables share: then the row comes back under another.
  const same = keyPairs(use, made).flatMap((p, i) => [
    sql`${i > 0 ? ' and ' : ''}${name(p.from.id)} = `,
    cell('a', p.from.id as Id<'column'>),
  ])
  const seen = (c: number) =>
    run([...stmt`select count(*)::text from ${t} where `, ...same], rows([String(c)]))
  return [
    proof(
      use,
      'backward',
      sql`What is written to ${name(nextOf(use))} is in ${name(use.table)} at once.`,
      [use.idOf('backward')],
      app(insert(use.table, 'a')),
      ...change,
      app(
        run([
          ...stmt`create temporary table kept on commit drop as select * from ${n} n where `,
          ...inNew(use, made, 'n'),
        ]),
        run([...stmt`delete from ${n} n where `, ...inNew(use, made, 'n')], count(1)),
        seen(0),
        run(stmt`insert into ${n} overriding system value select * from kept`, count(1)),
        seen(1),
      ),
    ),
  ]
}

const silenced = (use: U, made: Made, work: ProofSql): Transaction => ({
  as: made.traits.scopes.size > 0 ? 'maintenance' : 'owner',
  steps: [run(stmt`select set_config('${syncSetting}', ${copying(nextOf(use))}, true)`), run(work, count(1))],
})
const verdict = (use: U, ...wanted: readonly string[]): Transaction =>
  maintenance(
    run(
      stmt`select missing::text, extra::text, different::text, (old_checksum = new_checksum)::text, same::text from ${qualified(use.idOf('verify'))}()`,
      rows(wanted),
    ),
  )

const verifyProof = (use: U, made: Made): Proof => {
  const note = noteOf(use, made)
  const n = qualified(nextOf(use))
  const planted: readonly Transaction[] = note
    ? [
        silenced(use, made, [
          ...stmt`update ${n} n set ${name(note.to.id)} = 'planted' where `,
          ...inNew(use, made, 'n'),
        ]),
        verdict(use, '0', '0', '1', 'false', 'false'),
      ]
    : []
  return proof(
    use,
    'verify',
    sql`The comparison of both tables finds a row that is missing and one that differs.`,
    [use.idOf('verify')],
    app(insert(use.table, 'a'), insert(use.table, 'b')),
    verdict(use, '0', '0', '0', 'true', 'true'),
    ...planted,
    silenced(use, made, [...stmt`delete from ${n} n where `, ...inNew(use, made, 'n')]),
    verdict(use, '1', '0', '0', 'false', 'false'),
  )
}

const backfillProof = (use: U, made: Made): Proof => {
  const from: Sql = sql`${qualified(use.idOf('batch'))}`
  const n = qualified(nextOf(use))
  return proof(
    use,
    'backfill',
    sql`Rows from before are copied batch by batch, and an interrupted copy goes on where it stopped.`,
    [use.idOf('batch')],
    app(insert(use.table, 'a'), insert(use.table, 'b'), insert(use.table, 'c')),
    {
      as: made.traits.scopes.size > 0 ? 'maintenance' : 'owner',
      steps: [
        run(stmt`select set_config('${syncSetting}', ${copying(nextOf(use))}, true)`),
        run(stmt`delete from ${n}`, count(3)),
      ],
    },
    maintenance(
      run(
        stmt`select (${from}(10, ${from}(2)) is not null)::text, (${from}(10, ${from}(10)) is null)::text`,
        rows(['true', 'true']),
      ),
    ),
    verdict(use, '0', '0', '0', 'true', 'true'),
  )
}

const currentProof = (use: U): Proof =>
  proof(
    use,
    'current',
    sql`Readers of ${name(use.idOf('current'))} see each row once, whichever table is the active one.`,
    [use.idOf('current')],
    app(insert(use.table, 'a'), insert(use.table, 'b')),
    app(run(stmt`select count(*)::text from ${qualified(use.idOf('current'))}`, rows(['2']))),
  )

export const proofs = (use: U, made: Made): readonly Proof[] =>
  made.catalog.has(use.idOf('forward')) && keyPairs(use, made).length > 0
    ? [
        forwardProof(use, made),
        ...backwardProof(use, made),
        backfillProof(use, made),
        verifyProof(use, made),
        currentProof(use),
      ]
    : []
