import { joinSql, name, qualified, type Sql, sql } from '../../catalog/index.ts'
import type { Made, Proof, ProofSql, Transaction, Use } from '../../compile/api.ts'
import {
  app,
  cell,
  count,
  key,
  maintenance,
  matching,
  owner,
  proof,
  refused,
  rows,
  run,
  stmt,
} from '../kit/index.ts'
import {
  args,
  calling,
  chain,
  cycleProof,
  deletedProof,
  type Links,
  linksIn,
  moved,
  named,
  sameAsRecursive,
} from '../kit/tree-proof.ts'
import { addProofs } from './add-proofs.ts'
import type { Options } from './options.ts'
import { isBeside, keyIn } from './sets.ts'
import { rebuilding } from './triggers.ts'

type U = Use<Options>

const holder = (use: U) => qualified(isBeside(use) ? use.idOf('sets') : use.table)

const keyOf = (use: U, l: Links, alias: string): Sql =>
  sql`concat_ws('/', ${joinSql(
    keyIn(use, l.keys).map((k) => sql`${alias}.${name(k)}::text`),
    ', ',
  )})`

/** What the numbers say: a row lies within another, and as far below it as there are rows between. */
const pairs = (use: U, l: Links): Sql => {
  const [h, lft, rgt] = [holder(use), name(use.idOf('lft')), name(use.idOf('rgt'))]
  return sql`(select ${keyOf(use, l, 'd')} as below, ${keyOf(use, l, 'a')} as above,
      (select count(*) from ${h} m where m.${lft} > a.${lft} and m.${lft} <= d.${lft} and m.${rgt} >= d.${rgt})::integer as depth
    from ${h} d join ${h} a on d.${lft} > a.${lft} and d.${rgt} < a.${rgt})`
}

/** Intervals that cross: neither apart nor one within the other. */
const crossing = (use: U): ProofSql => {
  const [h, lft, rgt] = [holder(use), name(use.idOf('lft')), name(use.idOf('rgt'))]
  return stmt`select count(*)::text, bool_and(x.${lft} < x.${rgt})::text, (select count(*) from ${h} y where y.${lft} is not null)::text
    from ${h} x where not exists (
      select 1 from ${h} y where y.${lft} between x.${lft} + 1 and x.${rgt} - 1 and y.${rgt} not between x.${lft} and x.${rgt}
    )`
}

/** Rows whose numbers do not lie within those of their parent. */
const outside = (use: U, l: Links): ProofSql => {
  const [t, lft, rgt] = [qualified(use.table), name(use.idOf('lft')), name(use.idOf('rgt'))]
  return stmt`select count(*)::text from ${t} c join ${t} p on ${matching('c', l.parents, 'p', l.keys)}
    where not (c.${lft} > p.${lft} and c.${rgt} < p.${rgt})`
}

/** Numbers of row b are lost, as by an import without triggers. */
const lost = (use: U, l: Links): Transaction => {
  if (isBeside(use)) {
    const same = keyIn(use, l.keys).flatMap((own, i): ProofSql => {
      const of = l.keys[i]
      return of ? [sql`${i > 0 ? ' and ' : ''}${name(own)} = `, cell('b', of)] : []
    })
    return maintenance(run([sql`delete from ${holder(use)} where `, ...same], count(1)))
  }
  const [lft, rgt] = [name(use.idOf('lft')), name(use.idOf('rgt'))]
  return maintenance(
    run(stmt`select set_config('${rebuilding}', 'on', true)`),
    run(stmt`update ${holder(use)} set ${lft} = null, ${rgt} = null where ${key('b')}`, count(1)),
  )
}

const functionProofs = (use: U, l: Links, made: Made): readonly Proof[] => {
  const t = use.table
  if (!made.catalog.has(use.idOf('within'))) return []
  const within = (row: string): ProofSql => named(l, calling(use, l, 'within', row))
  return [
    proof(
      use,
      'within',
      sql`All rows below a row of ${name(t)} are one comparison, in the order of the tree.`,
      [use.idOf('within')],
      app(...chain(l)),
      app(run(within('a'), rows(['a'], ['b'], ['c'])), run(within('d'), rows(['d']))),
    ),
    ...addProofs(use, l, made),
    proof(
      use,
      'move',
      sql`A row of ${name(t)} moves with its branch by one call.`,
      [use.idOf('relocate')],
      app(...chain(l)),
      app(
        run(
          [
            ...stmt`select `,
            ...calling(use, l, 'relocate', 'b', [sql`, `, ...args(l, 'd')]),
            ...stmt`::text`,
          ],
          rows(['true']),
        ),
      ),
      app(run(within('d'), rows(['d'], ['b'], ['c']))),
    ),
    ...deletedProof(use, l, made, 'within', rows(['a'], ['b'])),
    proof(
      use,
      'remove',
      sql`A row of ${name(t)} is removed with its branch by one call.`,
      [use.idOf('prune')],
      app(...chain(l)),
      app(run([...stmt`select `, ...calling(use, l, 'prune', 'a'), ...stmt`::text`], rows(['3']))),
      app(run(stmt`select count(*) from ${qualified(t)}`, rows(['1']))),
    ),
  ]
}

export const proofs = (use: U, made: Made): readonly Proof[] => {
  const l = linksIn(made, use.table)
  if (!l || !made.catalog.has(use.idOf('lft'))) return []
  const t = use.table
  const [lft, rgt] = [name(use.idOf('lft')), name(use.idOf('rgt'))]
  return [
    proof(
      use,
      'nest',
      sql`The numbers of two rows of ${name(t)} never cross, also after many moves.`,
      [use.idOf('move')],
      ...moved(l),
      app(
        run(crossing(use), rows(['8', 'true', '8'])),
        ...(isBeside(use) ? [] : [run(outside(use, l), rows(['0']))]),
      ),
    ),
    proof(
      use,
      'same',
      sql`What lies within a row of ${name(t)} is what walking the tree finds below it, also after many moves.`,
      [use.idOf('move')],
      ...moved(l),
      app(run(sameAsRecursive(l, pairs(use, l)), rows(['0', 'true']))),
    ),
    cycleProof(use, l, [use.idOf('move')]),
    proof(
      use,
      'forged',
      sql`The numbers of ${name(t)} cannot be written by hand.`,
      isBeside(use) ? [] : [use.idOf('guard')],
      app(...chain(l)),
      app(
        run(
          stmt`update ${holder(use)} set ${lft} = ${lft} - 100, ${rgt} = ${rgt} + 100`,
          refused(isBeside(use) ? '42501' : '23514'),
        ),
      ),
    ),
    proof(
      use,
      'rebuild',
      sql`Gaps in the numbers of ${name(t)}, and numbers that are missing, are mended by one call.`,
      [use.idOf('rebuild')],
      app(...chain(l)),
      app(run(stmt`delete from ${qualified(t)} where ${key('c')}`, count(1))),
      lost(use, l),
      owner(run(stmt`select count(${lft})::text from ${holder(use)}`, rows(['2']))),
      maintenance(run(stmt`select (${qualified(use.idOf('rebuild'))}() > 0)::text`, rows(['true']))),
      owner(run(stmt`select max(${rgt})::text from ${holder(use)}`, rows(['6']))),
      app(run(sameAsRecursive(l, pairs(use, l)), rows(['0', 'false']))),
    ),
    ...functionProofs(use, l, made),
  ]
}
