import type { Id } from '../../base/index.ts'
import { name, type Obj, qualified, sql } from '../../catalog/index.ts'
import type { Made, Proof } from '../../compile/api.ts'
import { app, insert, maintenance, partitionsOf, proof, rangeProofs, rows, run, stmt } from '../kit/index.ts'
import { ranged, type U } from './options.ts'
import { hypertable } from './proofs-hypertable.ts'
import { roles } from './roles.ts'

interface Ground {
  readonly table: Id<'table'>
  readonly rollup: Id<'table'>
  readonly at: Id<'column'>
  readonly measure: Obj<'column'> | undefined
  readonly inside: string
}

const groundOf = (use: U, made: Made): Ground | undefined => {
  const t = made.catalog.get(use.table)
  const at = t?.kind === 'table' ? t.partitionBy?.keys[0]?.column : undefined
  const rollup = use.idOf<'table'>('rollup')
  const first = partitionsOf(made.catalog, use.table)
    .filter((p) => p.why?.use === use.id && p.from)
    .sort((a, b) => ((a.from?.[0]?.text[0] ?? '') < (b.from?.[0]?.text[0] ?? '') ? -1 : 1))[0]
  if (!at || !first || !made.catalog.has(use.idOf('roll_up'))) return undefined
  const measure = [...made.catalog.values()].find(
    (o): o is Obj<'column'> =>
      o.kind === 'column' && o.table === use.table && made.catalog.has(use.idOf(roles.sum(o.id))),
  )
  const inside = (first.from?.[0]?.text[0] ?? '').replaceAll("'", '')
  return { table: use.table, rollup, at, measure, inside }
}

const summed = (use: U, g: Ground) =>
  g.measure
    ? stmt`select sum(samples)::text, (sum(${name(use.idOf(roles.sum(g.measure.id)))}) is not distinct from (select sum(${name(g.measure.id)}) from ${qualified(g.table)}))::text from ${qualified(g.rollup)}`
    : stmt`select sum(samples)::text, 'true' from ${qualified(g.rollup)}`

const rollUp = (use: U) => maintenance(run(stmt`select ${qualified(use.idOf('roll_up'))}() > 0`, rows(['t'])))

const summaries = (use: U, g: Ground): readonly Proof[] => {
  const row = (label: string) => insert(g.table, label, { [g.at]: g.inside })
  return [
    proof(
      use,
      'summed',
      sql`The summaries of ${name(g.table)} count and sum up every value once, however often they are made.`,
      [use.idOf('roll_up')],
      app(row('a'), row('b')),
      rollUp(use),
      rollUp(use),
      app(run(summed(use, g), rows(['2', 'true']))),
    ),
    proof(
      use,
      'late',
      sql`A value of ${name(g.table)} that comes late is in the summary once it is made anew.`,
      [use.idOf('roll_up')],
      app(row('a')),
      rollUp(use),
      app(row('b')),
      rollUp(use),
      app(run(summed(use, g), rows(['2', 'true']))),
    ),
    proof(
      use,
      'outlives',
      sql`Summaries stay when the values of ${name(g.table)} are gone.`,
      [use.idOf('roll_up')],
      app(row('a')),
      rollUp(use),
      maintenance(run(stmt`delete from ${qualified(g.table)}`)),
      maintenance(run(stmt`select ${qualified(use.idOf('roll_up'))}()`, rows(['0']))),
      app(run(stmt`select sum(samples)::text from ${qualified(g.rollup)}`, rows(['1']))),
    ),
  ]
}

export const proofs = (use: U, made: Made): readonly Proof[] => {
  const g = groundOf(use, made)
  return [...rangeProofs(ranged(use), made), ...(g ? summaries(use, g) : []), ...hypertable(use, made)]
}
