import type { Id } from '../../base/index.ts'
import { name, type Obj, qualified, sql } from '../../catalog/index.ts'
import type { Made, Proof, Transaction, Use, Value } from '../../compile/api.ts'
import {
  app,
  cell,
  columnsOf,
  count,
  holdPrimary,
  insert,
  key,
  proof,
  refused,
  rows,
  run,
  stmt,
} from '../kit/index.ts'
import type { Options } from './options.ts'

type U = Use<Options>

/** Unique indexes of the table that this pattern limited to live rows, and no one limited further. */
const liveKeys = (use: U, made: Made): readonly Obj<'index'>[] => {
  const at = use.idOf('deleted_at')
  return [...made.catalog.values()].filter(
    (o): o is Obj<'index'> =>
      o.kind === 'index' &&
      o.table === use.table &&
      o.unique === true &&
      o.where?.refs.length === 1 &&
      o.where.refs[0]?.id === at &&
      !holdPrimary(
        made.catalog,
        o.table,
        o.elements.map((e) => e.column),
      ),
  )
}

/** The same values in the index's columns, the tenant aside: it is the same by itself. */
const sameValues = (index: Obj<'index'>, made: Made): { readonly [column: string]: Value } => {
  const scope = made.traits.scopes.get(index.table)
  const columns = index.elements.flatMap((e) => (e.column && e.column !== scope ? [e.column] : []))
  return Object.fromEntries(columns.map((c) => [c, cell('a', c)]))
}

const uniqueProofs = (use: U, made: Made): readonly Proof[] => {
  const t = use.table
  const at = name(use.idOf('deleted_at'))
  const mark = stmt`update ${qualified(t)} set ${at} = now() where ${key('a')}`
  return liveKeys(use, made).flatMap((index) => {
    const again = insert(t, 'b', sameValues(index, made))
    const twice = insert(t, 'b', sameValues(index, made), { refused: ['23505'], by: index.id })
    const restore = run(stmt`update ${qualified(t)} set ${at} = null where ${key('a')}`, {
      refused: ['23505'],
      by: index.id,
    })
    const what = sql`${name(index.id)}`
    return [
      proof(
        use,
        `twice:${index.id}`,
        sql`Two live rows of ${name(t)} cannot share the values of ${what}.`,
        [index.id],
        app(insert(t, 'a')),
        app(twice),
      ),
      proof(
        use,
        `reuse:${index.id}`,
        sql`The values of ${what} can be used again once their row is deleted.`,
        [use.idOf('deleted_at')],
        app(insert(t, 'a')),
        app(run(mark, count(1))),
        app(again),
      ),
      proof(
        use,
        `restore:${index.id}`,
        sql`A deleted row of ${name(t)} cannot come back while another holds its ${what}.`,
        [index.id],
        app(insert(t, 'a')),
        app(run(mark, count(1))),
        app(again),
        app(restore),
      ),
    ]
  })
}

const viewProof = (use: U): readonly Proof[] => {
  if (!use.options.view) return []
  const t = use.table
  const seen = (row: string, n: string) =>
    app(run(stmt`select count(*) from ${qualified(use.idOf('live'))} where ${key(row)}`, rows([n])))
  return [
    proof(
      use,
      'live',
      sql`${name(use.idOf('live'))} hides deleted rows.`,
      [use.idOf('live')],
      app(insert(t, 'a')),
      app(
        run(
          stmt`update ${qualified(t)} set ${name(use.idOf('deleted_at'))} = now() where ${key('a')}`,
          count(1),
        ),
      ),
      seen('a', '0'),
      app(insert(t, 'b')),
      seen('b', '1'),
    ),
  ]
}

const guardProof = (use: U): readonly Proof[] =>
  use.options.guard
    ? [
        proof(
          use,
          'guard',
          sql`A row of ${name(use.table)} that is not marked deleted cannot be removed.`,
          [use.idOf('guard')],
          app(insert(use.table, 'a')),
          app(run(stmt`delete from ${qualified(use.table)} where ${key('a')}`, refused('23001'))),
        ),
      ]
    : []

const childProofs = (use: U, made: Made): readonly Proof[] => {
  // A companion goes with the rows that it stands beside: the rule watches the references of others only.
  const fk = [...made.catalog.values()].find(
    (o): o is Obj<'fk'> =>
      o.kind === 'fk' &&
      o.references === use.table &&
      o.table !== use.table &&
      made.catalog.has(use.idOf(`parent:${o.id}`)),
  )
  if (!fk || use.options.children === 'leave' || !made.catalog.has(use.idOf('children'))) return []
  const t = use.table
  const at = name(use.idOf('deleted_at'))
  const link = (row: string): { readonly [column: string]: Value } =>
    Object.fromEntries(
      fk.columns.flatMap((c, i) => {
        const parent = fk.refColumns[i]
        return parent && c !== made.traits.scopes.get(fk.table) ? [[c, cell(row, parent)]] : []
      }),
    )
  const mark = stmt`update ${qualified(t)} set ${at} = now() where ${key('a')}`
  const orphan = proof(
    use,
    'orphan',
    sql`No live row of ${name(fk.table)} can be added to a deleted row of ${name(t)}.`,
    [use.idOf(`parent:${fk.id}`)],
    app(insert(t, 'a')),
    app(run(mark, count(1))),
    app(insert(fk.table, 'c', link('a'), refused('23503'))),
  )
  if (use.options.children === 'refuse') {
    return [
      proof(
        use,
        'children',
        sql`A row of ${name(t)} with live rows in ${name(fk.table)} cannot be deleted.`,
        [use.idOf('children')],
        app(insert(t, 'a')),
        app(insert(fk.table, 'c', link('a'))),
        app(run(mark, refused('23503'))),
      ),
      orphan,
    ]
  }
  const childMark = [...made.catalog.values()].find(
    (o): o is Obj<'column'> => o.kind === 'column' && o.table === fk.table && o.why?.role === 'deleted_at',
  )
  if (!childMark) return [orphan]
  const childBy = columnsOf(made.catalog, fk.table).find(
    (c) => c.why?.role === 'deleted_by' && c.why.use === childMark.why?.use,
  )
  const who = childBy ? sql`, ${name(childBy.id)}` : sql``
  const seen = stmt`select (${name(childMark.id)} is not null)::text${who} from ${qualified(fk.table)} where ${key('c')}`
  const told = (marked: string, by: string | null) => run(seen, rows([marked, ...(childBy ? [by] : [])]))
  return [
    proof(
      use,
      'children',
      sql`Deleting a row of ${name(t)} deletes its rows in ${name(fk.table)}${childBy ? ' and says there who did' : ''}, and restoring it brings them back.`,
      [use.idOf('children')],
      app(insert(t, 'a')),
      app(insert(fk.table, 'c', link('a'))),
      app(run(mark, count(1))),
      app(told('true', 'alice')),
      app(run(stmt`update ${qualified(t)} set ${at} = null where ${key('a')}`, count(1))),
      app(told('false', null)),
    ),
    orphan,
  ]
}

const bob = (...steps: Transaction['steps']): Transaction => ({ as: 'app', actor: 'bob', steps })

const functionProof = (use: U, made: Made): readonly Proof[] => {
  const routine = made.catalog.get(use.idOf('delete'))
  if (routine?.kind !== 'routine') return []
  const t = use.table
  const scope = made.traits.scopes.get(t)
  const pk = [...made.catalog.values()].find(
    (o): o is Obj<'key'> => o.kind === 'key' && o.table === t && o.primary === true,
  )
  const columns = (pk?.columns ?? []).filter((c) => c !== scope)
  const call = (id: Id) => {
    const args = columns.flatMap((c, i) => [...(i > 0 ? [sql`, `] : []), cell('a', c)])
    return [sql`select ${qualified(id)}(`, ...args, sql`)::text`]
  }
  const who = stmt`select ${name(use.idOf('deleted_by'))} from ${qualified(t)} where ${key('a')}`
  return [
    proof(
      use,
      'functions',
      sql`A row of ${name(t)} is deleted and restored by a call, each once.`,
      [use.idOf('delete'), use.idOf('restore')],
      app(insert(t, 'a')),
      app(run(call(use.idOf('delete')), rows(['true']))),
      app(run(call(use.idOf('delete')), rows(['false']))),
      app(run(call(use.idOf('restore')), rows(['true']))),
      app(run(call(use.idOf('restore')), rows(['false']))),
    ),
    ...(use.options.by
      ? [
          proof(
            use,
            'by',
            sql`Who deleted a row of ${name(t)} is recorded, and no longer said once it is restored.`,
            [use.idOf('delete'), use.idOf('restore')],
            bob(insert(t, 'a')),
            bob(run(call(use.idOf('delete')), rows(['true']))),
            bob(run(who, rows(['bob']))),
            bob(run(call(use.idOf('restore')), rows(['true']))),
            bob(run(who, rows([null]))),
          ),
        ]
      : []),
  ]
}

const purgeProof = (use: U): readonly Proof[] => {
  if (use.options.purgeAfter === '') return []
  const t = use.table
  const at = name(use.idOf('deleted_at'))
  return [
    proof(
      use,
      'purge',
      sql`Rows of ${name(t)} are removed for good once they were deleted long enough ago, and no others.`,
      [use.idOf('purge')],
      app(insert(t, 'a'), insert(t, 'b'), insert(t, 'c')),
      app(
        run(
          stmt`update ${qualified(t)} set ${at} = now() - interval '100 years' where ${key('a')}`,
          count(1),
        ),
        run(stmt`update ${qualified(t)} set ${at} = now() where ${key('b')}`, count(1)),
      ),
      { as: 'maintenance', steps: [run(stmt`select ${qualified(use.idOf('purge'))}()::text`, rows(['1']))] },
      app(run(stmt`select count(*) from ${qualified(t)}`, rows(['2']))),
    ),
  ]
}

export const proofs = (use: U, made: Made): readonly Proof[] => [
  ...uniqueProofs(use, made),
  ...viewProof(use),
  ...functionProof(use, made),
  ...childProofs(use, made),
  ...guardProof(use),
  ...purgeProof(use),
]
