import { name, qualified, type Sql, sql } from '../../catalog/index.ts'
import type { Made, Proof, Use } from '../../compile/api.ts'
import { app, count, key, maintenance, owner, proof, rows, run, stmt } from '../kit/index.ts'
import {
  chain,
  cycleProof,
  deletionMark,
  keyText,
  type Links,
  linksIn,
  move,
  moved,
  named,
  sameAsRecursive,
} from '../kit/tree-proof.ts'
import type { Options } from './options.ts'
import { isBelow } from './view.ts'

type U = Use<Options>

const farText = (l: Links): string =>
  `concat_ws('/', ${l.keys.map((_, i) => `v.ancestor_key${i === 0 ? '' : `_${i + 1}`}::text`).join(', ')})`

/** The view's pairs, or those that the paths give without it. */
const pairs = (use: U, l: Links, made: Made): Sql => {
  const view = use.idOf('branches')
  if (made.catalog.has(view))
    return sql`(select ${keyText('v', l.keys)} as below, ${farText(l)} as above, v.depth from ${qualified(view)} v)`
  const path = name(use.idOf('path'))
  const depth =
    use.options.kind === 'ltree'
      ? sql`nlevel(d.${path}) - nlevel(a.${path})`
      : sql`array_length(string_to_array(d.${path}, '/'), 1) - array_length(string_to_array(a.${path}, '/'), 1)`
  return sql`(select ${keyText('d', l.keys)} as below, ${keyText('a', l.keys)} as above, ${depth} as depth
    from ${qualified(l.table)} d join ${qualified(l.table)} a on ${isBelow(use.options.kind, sql`d.${path}`, sql`a.${path}`)})`
}

const below = (use: U, l: Links, row: string) => {
  const path = name(use.idOf('path'))
  const top = [...stmt`(select top.${path} from ${qualified(l.table)} top where ${key(row)})`]
  return use.options.kind === 'ltree'
    ? [
        ...stmt`(select * from ${qualified(l.table)} x where x.${path} <@ `,
        ...top,
        ...stmt` order by x.${path})`,
      ]
    : [
        ...stmt`(select * from ${qualified(l.table)} x where starts_with(x.${path}, `,
        ...top,
        ...stmt`) order by x.${path})`,
      ]
}

export const proofs = (use: U, made: Made): readonly Proof[] => {
  const l = linksIn(made, use.table)
  if (!l || !made.catalog.has(use.idOf('path'))) return []
  const t = use.table
  const path = name(use.idOf('path'))
  const mark = deletionMark(made, t)
  const [keep, carry] = [use.idOf('keep'), use.idOf('carry')]
  const view = made.catalog.has(use.idOf('branches')) ? [use.idOf('branches')] : []
  const lost = stmt`alter table ${qualified(t)} disable trigger ${name(keep)}`
  const found = stmt`alter table ${qualified(t)} enable trigger ${name(keep)}`
  return [
    proof(
      use,
      'prefix',
      sql`Everything below a row of ${name(t)} is what starts with its path, in the order of the tree.`,
      [keep],
      app(...chain(l)),
      app(run(named(l, below(use, l, 'a')), rows(['a'], ['b'], ['c']))),
    ),
    proof(
      use,
      'move',
      sql`Moving a row of ${name(t)} takes the paths of all rows below it along.`,
      [carry],
      app(...chain(l)),
      app(run(move(l, 'b', 'd'), count(1))),
      app(run(named(l, below(use, l, 'd')), rows(['d'], ['b'], ['c']))),
    ),
    proof(
      use,
      'same',
      sql`The paths of ${name(t)} say the same as walking the tree, also after many moves.`,
      [carry, ...view],
      ...moved(l),
      app(run(sameAsRecursive(l, pairs(use, l, made)), rows(['0', 'true']))),
    ),
    proof(
      use,
      'forged',
      sql`A path of ${name(t)} cannot be written by hand.`,
      [keep],
      app(...chain(l)),
      app(run(stmt`update ${qualified(t)} set ${path} = 'x' where ${key('c')}`, count(1))),
      app(run(named(l, below(use, l, 'b')), rows(['b'], ['c']))),
    ),
    cycleProof(use, l, [carry]),
    proof(
      use,
      'rebuild',
      sql`Paths of ${name(t)} that were lost are made anew from the rows.`,
      [use.idOf('rebuild')],
      app(...chain(l)),
      owner(run(lost)),
      owner(run(stmt`update ${qualified(t)} set ${path} = ''`)),
      owner(run(found)),
      maintenance(run(stmt`select ${qualified(use.idOf('rebuild'))}()::text`, rows(['4']))),
      app(run(named(l, below(use, l, 'a')), rows(['a'], ['b'], ['c']))),
    ),
    ...(mark && view[0] ? [deleted(use, l, mark.id)] : []),
  ]
}

const deleted = (use: U, l: Links, mark: string): Proof => {
  const view = use.idOf('branches')
  return proof(
    use,
    'deleted',
    sql`${name(view)} leaves deleted rows of ${name(use.table)} out.`,
    [view],
    app(...chain(l)),
    app(run(stmt`update ${qualified(use.table)} set ${name(mark)} = now() where ${key('c')}`, count(1))),
    app(run(stmt`select count(*) from ${qualified(view)}`, rows(['1']))),
  )
}
