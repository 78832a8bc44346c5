import { joinSql, name, qualified, type Sql, sql } from '../../catalog/index.ts'
import type { Made, Proof, ProofSql, Use } from '../../compile/api.ts'
import { app, count, key, maintenance, proof, refused, rows, run, stmt } from '../kit/index.ts'
import {
  calling,
  chain,
  cycleProof,
  deletedProof,
  type Links,
  linksIn,
  moved,
  named,
  rowText,
  sameAsRecursive,
} from '../kit/tree-proof.ts'
import type { Options } from './options.ts'

type U = Use<Options>

const endText = (use: U, l: Links, end: 'ancestor' | 'descendant'): Sql =>
  sql`concat_ws('/', ${joinSql(
    l.keys.map((k) => sql`p.${name(use.idOf(`${end}:${k}`))}::text`),
    ', ',
  )})`

/** The paths as pairs; those of a row to itself aside. */
const pairs = (use: U, l: Links): Sql =>
  sql`(select ${endText(use, l, 'descendant')} as below, ${endText(use, l, 'ancestor')} as above, p.${name(use.idOf('depth'))} as depth
    from ${qualified(use.idOf('paths'))} p where p.${name(use.idOf('depth'))} > 0)`

const functionProofs = (use: U, l: Links, made: Made): readonly Proof[] => {
  const t = use.table
  if (!made.catalog.has(use.idOf('below'))) return []
  return [
    proof(
      use,
      'branch',
      sql`All rows below and above a row of ${name(t)} are one call each, nearest first.`,
      [use.idOf('below'), use.idOf('above')],
      app(...chain(l)),
      app(
        run(named(l, calling(use, l, 'below', 'a')), rows(['b'], ['c'])),
        run(named(l, calling(use, l, 'above', 'c')), rows(['b'], ['a'])),
        run(named(l, calling(use, l, 'below', 'd')), count(0)),
      ),
    ),
    ...deletedProof(use, l, made, 'below', rows(['b'])),
  ]
}

export const proofs = (use: U, made: Made): readonly Proof[] => {
  const l = linksIn(made, use.table)
  const paths = use.idOf('paths')
  if (!l || !made.catalog.has(paths)) return []
  const t = use.table
  const ofLast: ProofSql = [
    ...stmt`select count(*) from ${qualified(paths)} p where ${endText(use, l, 'descendant')} = `,
    ...rowText(l, 'c'),
    ...stmt` or ${endText(use, l, 'ancestor')} = `,
    ...rowText(l, 'c'),
  ]
  return [
    proof(
      use,
      'same',
      sql`The paths of ${name(t)} say the same as walking the tree, also after many moves.`,
      [use.idOf('move')],
      ...moved(l),
      app(run(sameAsRecursive(l, pairs(use, l)), rows(['0', 'true']))),
    ),
    proof(
      use,
      'new',
      sql`A new row of ${name(t)} has paths to every row above it.`,
      [use.idOf('add')],
      app(...chain(l)),
      app(run(sameAsRecursive(l, pairs(use, l)), rows(['0', 'false']))),
    ),
    cycleProof(use, l, [use.idOf('move')]),
    proof(
      use,
      'gone',
      sql`Removing a row of ${name(t)} removes its paths.`,
      [use.idOf('remove')],
      app(...chain(l)),
      app(run(ofLast, rows(['3']))),
      app(run(stmt`delete from ${qualified(t)} where ${key('c')}`, count(1))),
      app(run(ofLast, rows(['0']))),
    ),
    proof(
      use,
      'rebuild',
      sql`Paths of ${name(t)} that were lost are written anew from the rows.`,
      [use.idOf('rebuild')],
      app(...chain(l)),
      maintenance(run(stmt`delete from ${qualified(paths)}`)),
      maintenance(run(stmt`select (${qualified(use.idOf('rebuild'))}() >= 7)::text`, rows(['true']))),
      app(run(sameAsRecursive(l, pairs(use, l)), rows(['0', 'false']))),
    ),
    proof(
      use,
      'closed',
      sql`The application cannot write the paths of ${name(t)} by itself.`,
      [],
      app(...chain(l)),
      app(run(stmt`delete from ${qualified(paths)}`, refused('42501'))),
      app(run(stmt`insert into ${qualified(paths)} default values`, refused('42501'))),
      app(run(stmt`update ${qualified(paths)} set ${name(use.idOf('depth'))} = 7`, refused('42501'))),
    ),
    ...functionProofs(use, l, made),
  ]
}
