import { name, qualified, sql } from '../../catalog/index.ts'
import type { Made, Proof, Transaction, Use } from '../../compile/api.ts'
import { app, count, idleColumn, insert, key, proof, refused, rows, run, stmt } from '../kit/index.ts'
import type { Options } from './options.ts'

export const proofs = (use: Use<Options>, made: Made): readonly Proof[] => {
  const t = use.table
  const [createdAt, updatedAt] = [use.idOf<'column'>('created_at'), use.idOf<'column'>('updated_at')]
  const trigger = use.idOf('touch')
  // A table without a column of its own still has updated_at to set to itself.
  const idle = idleColumn(made.catalog, t)?.id ?? updatedAt
  const touch = stmt`update ${qualified(t)} set ${name(idle)} = ${name(idle)} where ${key('a')}`
  // The engine's clock may stand still between two transactions, so the row is made an hour old.
  const past = sql`now() - interval '1 hour'`
  const recent = sql`now() - interval '10 minutes'`
  const moved = stmt`select (${name(updatedAt)} > ${recent})::text, (${name(createdAt)} < ${recent})::text from ${qualified(t)} where ${key('a')}`
  const out = [
    proof(
      use,
      'touch',
      sql`Changing a row of ${name(t)} moves its time of change and leaves its time of creation.`,
      [trigger],
      app(insert(t, 'a', { [createdAt]: past, [updatedAt]: past })),
      app(run(touch, count(1))),
      app(run(moved, rows(['true', 'true']))),
    ),
    proof(
      use,
      'created',
      sql`No one can change when a row of ${name(t)} was created.`,
      [trigger],
      app(insert(t, 'a')),
      app(
        run(
          stmt`update ${qualified(t)} set ${name(createdAt)} = ${name(createdAt)} - interval '1 day' where ${key('a')}`,
          refused('23000'),
        ),
      ),
    ),
  ]
  return made.catalog.has(use.idOf('created_by')) ? [...out, ...actors(use, touch)] : out
}

const actors = (use: Use<Options>, touch: ReturnType<typeof stmt>): readonly Proof[] => {
  const t = use.table
  const by = stmt`select ${name(use.idOf('created_by'))}, ${name(use.idOf('updated_by'))} from ${qualified(t)} where ${key('a')}`
  const as = (actor: string, ...steps: Transaction['steps']): Transaction => ({ as: 'app', actor, steps })
  return [
    proof(
      use,
      'actor',
      sql`${name(t)} records who created a row and who changed it last.`,
      [use.idOf('touch')],
      as('alice', insert(use.table, 'a')),
      as('bob', run(touch, count(1))),
      app(run(by, rows(['alice', 'bob']))),
    ),
  ]
}
