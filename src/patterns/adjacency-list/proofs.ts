import { name, qualified, sql } from '../../catalog/index.ts'
import type { Made, Proof, Use } from '../../compile/api.ts'
import { app, count, insert, key, proof, refused, rows, run, stmt } from '../kit/index.ts'
import {
  calling,
  chain,
  deletedProof,
  keyText,
  type Links,
  linksIn,
  move,
  moved,
  named,
  sameAsRecursive,
  under,
} from '../kit/tree-proof.ts'
import type { Options } from './options.ts'

type U = Use<Options>

const cycleProofs = (use: U, l: Links): readonly Proof[] => {
  const t = use.table
  return [
    proof(
      use,
      'self',
      sql`A row of ${name(t)} cannot be its own parent.`,
      use.options.cycles ? [] : [use.idOf('self')],
      app(insert(t, 'a')),
      app(run(move(l, 'a', 'a'), refused('23514'))),
    ),
    ...(use.options.cycles
      ? [
          proof(
            use,
            'cycle',
            sql`A row of ${name(t)} cannot be moved below itself, however far.`,
            [use.idOf('guard')],
            app(...chain(l)),
            app(run(move(l, 'b', 'd'), count(1))),
            app(run(move(l, 'd', 'c'), refused('23514'))),
          ),
        ]
      : []),
  ]
}

const functionProofs = (use: U, l: Links, made: Made): readonly Proof[] => {
  if (!made.catalog.has(use.idOf('subtree'))) return []
  const t = use.table
  return [
    proof(
      use,
      'subtree',
      sql`All rows below a row of ${name(t)} are one call, and they move with it.`,
      [use.idOf('subtree')],
      app(...chain(l)),
      app(
        run(named(l, calling(use, l, 'subtree', 'a')), rows(['a'], ['b'], ['c'])),
        run(named(l, calling(use, l, 'subtree', 'd')), rows(['d'])),
      ),
      app(run(move(l, 'b', 'd'), count(1))),
      app(run(named(l, calling(use, l, 'subtree', 'd')), rows(['d'], ['b'], ['c']))),
    ),
    proof(
      use,
      'path',
      sql`The way from the top to a row of ${name(t)} is one call.`,
      [use.idOf('path')],
      app(...chain(l)),
      app(run(named(l, calling(use, l, 'path', 'c')), rows(['a'], ['b'], ['c']))),
    ),
    ...deletedProof(use, l, made, 'subtree', rows(['a'], ['b'])),
  ]
}

const viewProofs = (use: U, l: Links, made: Made): readonly Proof[] =>
  (['ancestor', 'descendant'] as const).flatMap((d): readonly Proof[] => {
    const view = use.idOf(`${d}s`)
    if (!made.catalog.has(view)) return []
    const far = sql`concat_ws('/', ${l.keys.map((_, i) => `v.${d}_key${i === 0 ? '' : `_${i + 1}`}::text`).join(', ')})`
    const near = keyText('v', l.keys)
    const pairs = sql`(select ${d === 'ancestor' ? near : far} as below, ${d === 'ancestor' ? far : near} as above, v.depth from ${qualified(view)} v)`
    return [
      proof(
        use,
        `${d}s`,
        sql`${name(view)} tells every row ${d === 'ancestor' ? 'above' : 'below'} each row${use.options.cycles ? ', also after many moves' : ''}.`,
        [view],
        ...(use.options.cycles ? moved(l) : [app(...chain(l))]),
        app(run(sameAsRecursive(l, pairs), rows(['0', use.options.cycles ? 'true' : 'false']))),
      ),
    ]
  })

const removal = (use: U, l: Links, made: Made): readonly Proof[] => {
  const t = use.table
  const fk = made.catalog.get(made.traits.parents.get(t)?.fk ?? '')
  if (fk?.kind !== 'fk') return []
  const remove = stmt`delete from ${qualified(t)} where ${key('b')}`
  const left = stmt`select count(*) from ${qualified(t)}`
  const top = stmt`select count(*) from ${qualified(t)} where ${name(l.parents[0] ?? '')} is null`
  const scenes = {
    cascade: [
      sql`Removing a row of ${name(t)} removes all rows below it.`,
      app(run(remove)),
      app(run(left, rows(['2']))),
    ],
    'set null': [
      sql`Removing a row of ${name(t)} leaves the rows right below it at the top.`,
      app(run(remove)),
      app(run(top, rows(['3']))),
    ],
    other: [
      sql`A row of ${name(t)} cannot be removed while rows are below it.`,
      app(run(remove, refused('23503', '23001'))),
    ],
  } as const
  const action = fk.onDelete === 'cascade' || fk.onDelete === 'set null' ? fk.onDelete : 'other'
  const [promise, ...acts] = scenes[action]
  return [proof(use, 'removal', promise, [fk.id], app(...chain(l)), ...acts)]
}

const tenantProof = (use: U, l: Links, made: Made): readonly Proof[] => {
  const fk = made.traits.parents.get(use.table)?.fk
  if (!fk || !made.traits.scopes.has(use.table)) return []
  return [
    proof(
      use,
      'tenant',
      sql`A row of ${name(use.table)} cannot be put below a row of another tenant, not even by the owner.`,
      [fk],
      { as: 'owner', tenant: 'a', steps: [insert(use.table, 'a')] },
      { as: 'owner', tenant: 'b', steps: [insert(use.table, 'b', under(l, 'a'), refused('23503'))] },
    ),
  ]
}

export const proofs = (use: U, made: Made): readonly Proof[] => {
  const l = linksIn(made, use.table)
  if (!l) return []
  return [
    ...cycleProofs(use, l),
    ...functionProofs(use, l, made),
    ...viewProofs(use, l, made),
    ...removal(use, l, made),
    ...tenantProof(use, l, made),
  ]
}
