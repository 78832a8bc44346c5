import { compareIds, type Id } from '../../base/index.ts'
import { literal, name, type Obj, objectsOf, qualified, sql } from '../../catalog/index.ts'
import type { Made, Proof, ProofStep, Value } from '../../compile/api.ts'
import { absent, app, cell, insert, key, proof, refused, rows, run, stmt } from '../kit/index.ts'
import { joinOf, type U } from './links.ts'

type Values = { readonly [column: string]: Value }

interface Ends {
  readonly parent: Id<'table'>
  readonly join: Id<'table'>
  readonly own: Obj<'fk'>
  readonly theirs: Obj<'fk'>
}

/** The parents that were chosen, or what the references say where no one chose; in that order. */
const parentsIn = (use: U, fks: readonly Obj<'fk'>[]): readonly Id<'table'>[] => {
  const all =
    use.options.parents.length > 0
      ? use.options.parents.map((p) => p.table)
      : fks.flatMap((f) => (f.why?.role === `fk:${f.references}` ? [f.references] : [])).sort(compareIds)
  return [...new Set(all)]
}

const endsOf = (use: U, made: Made): readonly Ends[] => {
  const fks = objectsOf(made.catalog, 'fk').filter((f) => f.why?.use === use.id)
  return parentsIn(use, fks).flatMap((parent) => {
    const join = joinOf(use, parent)
    const [own, theirs] = [use.idOf(`own:${parent}`), use.idOf(`fk:${parent}`)].map((id) =>
      fks.find((f) => f.id === id),
    )
    return own && theirs ? [{ parent, join, own, theirs }] : []
  })
}

/** The reference's columns with a row's values, without the tenant, which the link has anyway. */
const to = (made: Made, fk: Obj<'fk'>, row: string): Values => {
  const scope = made.traits.scopes.get(fk.table)
  return Object.fromEntries(
    fk.columns.flatMap((c, i) => {
      const r = fk.refColumns[i]
      return r && c !== scope ? [[c, cell(row, r)]] : []
    }),
  )
}

const link = (
  made: Made,
  e: Ends,
  label: string,
  row: string,
  parent: string,
  expect?: ProofStep['expect'],
): ProofStep => insert(e.join, label, { ...to(made, e.own, row), ...to(made, e.theirs, parent) }, expect)

export const proofs = (use: U, made: Made): readonly Proof[] => {
  const all = endsOf(use, made)
  const t = use.table
  const parents = app(...all.map((e, i) => insert(e.parent, `p${i}`)), insert(t, 'a'))
  return [
    ...all.flatMap((e, i) => [dangling(use, made, e, i), deleted(use, made, e)]),
    ...(use.options.belongs === 'to many' ? [many(use, made, all)] : one(use, made, all, parents)),
    ...view(use, made, all, parents),
  ]
}

const dangling = (use: U, made: Made, e: Ends, i: number): Proof =>
  proof(
    use,
    `dangling:${e.parent}`,
    sql`A row of ${name(use.table)} cannot belong to a row of ${name(e.parent)} that does not exist.`,
    [e.theirs.id],
    app(insert(use.table, 'a')),
    app(
      absent(e.parent, 'none'),
      link(made, e, `l${i}`, 'a', 'none', { refused: ['23503'], by: e.theirs.id }),
    ),
  )

const deleted = (use: U, made: Made, e: Ends): Proof => {
  const parent = use.options.parents.find((p) => p.table === e.parent)
  const remove = stmt`delete from ${qualified(e.parent)} where ${key('p')}`
  const arranged = [app(insert(e.parent, 'p'), insert(use.table, 'a')), app(link(made, e, 'l', 'a', 'p'))]
  return parent?.onDelete === 'restrict'
    ? proof(
        use,
        `deleted:${e.parent}`,
        sql`A row of ${name(e.parent)} cannot be deleted while rows of ${name(use.table)} belong to it.`,
        [e.theirs.id],
        ...arranged,
        app(run(remove, refused('23001', '23503'))),
      )
    : proof(
        use,
        `deleted:${e.parent}`,
        sql`Deleting a row of ${name(e.parent)} takes its links away and leaves the rows of ${name(use.table)}.`,
        [],
        ...arranged,
        app(run(remove)),
        app(
          run(
            stmt`select (select count(*) from ${qualified(e.join)}), (select count(*) from ${qualified(use.table)} where ${key('a')})`,
            rows(['0', '1']),
          ),
        ),
      )
}

const one = (use: U, made: Made, all: readonly Ends[], parents: ReturnType<typeof app>): readonly Proof[] => {
  const [first, second] = all
  if (!first) return []
  const twice = proof(
    use,
    'twice',
    sql`A row of ${name(use.table)} cannot belong to two rows of ${name(first.parent)}.`,
    [use.idOf(`pk:${first.parent}`)],
    parents,
    app(insert(first.parent, 'q')),
    app(link(made, first, 'l', 'a', 'p0')),
    app(link(made, first, 'm', 'a', 'q', { refused: ['23505'], by: use.idOf(`pk:${first.parent}`) })),
  )
  if (!second) return [twice]
  const guarded = use.options.belongs === 'to one'
  const both = [
    app(link(made, first, 'l', 'a', 'p0')),
    app(link(made, second, 'm', 'a', 'p1', guarded ? refused('23514') : undefined)),
  ]
  return [
    twice,
    guarded
      ? proof(
          use,
          'single',
          sql`A row of ${name(use.table)} cannot belong to two parents of different kinds.`,
          [use.idOf(`single:${second.parent}`)],
          parents,
          ...both,
        )
      : proof(
          use,
          'each',
          sql`A row of ${name(use.table)} may belong to one row of each kind of parent.`,
          [],
          parents,
          ...both,
        ),
  ]
}

const many = (use: U, made: Made, all: readonly Ends[]): Proof => {
  const parents = app(
    ...all.flatMap((e, i) => [insert(e.parent, `p${i}`), insert(e.parent, `q${i}`)]),
    insert(use.table, 'a'),
  )
  return proof(
    use,
    'many',
    sql`A row of ${name(use.table)} may belong to any number of rows, each linked once.`,
    all.slice(0, 1).map((e) => use.idOf(`pk:${e.parent}`)),
    parents,
    ...all.map((e, i) => app(link(made, e, `l${i}`, 'a', `p${i}`), link(made, e, `m${i}`, 'a', `q${i}`))),
    ...all.slice(0, 1).map((e) => app(link(made, e, 'x', 'a', 'p0', refused('23505')))),
  )
}

const view = (
  use: U,
  made: Made,
  all: readonly Ends[],
  parents: ReturnType<typeof app>,
): readonly Proof[] => {
  const id = use.idOf<'view'>('owners')
  const [first] = all
  if (!first || !made.catalog.has(id)) return []
  return [
    proof(
      use,
      'owners',
      sql`What a row of ${name(use.table)} belongs to is one query, whatever kind of parent it is.`,
      [id],
      parents,
      app(link(made, first, 'l', 'a', 'p0')),
      app(
        run(
          stmt`select count(*) from ${qualified(id)} o where ${key('a')} and o.owner = ${literal(first.parent)}`,
          rows(['1']),
        ),
      ),
    ),
  ]
}
