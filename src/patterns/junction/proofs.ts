import type { Id } from '../../base/index.ts'
import { name, type Obj, qualified, sql } from '../../catalog/index.ts'
import type { Made, Proof, ProofStep, Transaction, Value } from '../../compile/api.ts'
import { absent, app, cell, insert, key, proof, refused, rows, run, stmt } from '../kit/index.ts'
import type { U } from './ends.ts'

type Values = { readonly [column: string]: Value }

const fksOf = (use: U, made: Made): readonly Obj<'fk'>[] =>
  Array.from({ length: Math.max(use.options.with.length, 1) + 1 }).flatMap((_, n) => {
    const fk = made.catalog.get(use.idOf(`fk:${n}`))
    return fk?.kind === 'fk' ? [fk] : []
  })

/** The reference's columns with a row's values, without the tenant, which the link has anyway. */
const to = (made: Made, fk: Obj<'fk'>, value: (r: Id<'column'>) => Value): Values => {
  const scope = made.traits.scopes.get(fk.table)
  return Object.fromEntries(
    fk.columns.flatMap((c, i) => {
      const r = fk.refColumns[i]
      return r && c !== scope ? [[c, value(r)]] : []
    }),
  )
}

/** Rows `a0`, `a1` … and `b0`, `b1` …: two for each end. */
const arranged = (fks: readonly Obj<'fk'>[]): Transaction =>
  app(...fks.flatMap((f, n) => [insert(f.references, `a${n}`), insert(f.references, `b${n}`)]))

/** A link of the rows with these letters, one an end. */
const linked = (
  made: Made,
  fks: readonly Obj<'fk'>[],
  letters: string,
  label: string,
  expect?: ProofStep['expect'],
  more: Values = {},
) => {
  const [first] = fks
  const values = fks.map((f, n) => to(made, f, (r) => cell(`${letters[n] ?? 'a'}${n}`, r)))
  return insert(first?.table ?? ('' as Id<'table'>), label, Object.assign({}, ...values, more), expect)
}

export const proofs = (use: U, made: Made): readonly Proof[] => {
  const fks = fksOf(use, made)
  const [first, second] = fks
  if (!first || !second) return []
  const all = 'a'.repeat(fks.length)
  const [one, other] = [name(first.references), name(second.references)]
  const pk = use.idOf('pk')
  const set = arranged(fks)
  return [
    proof(
      use,
      'many',
      sql`A row of ${one} can be joined with many of ${other}, and a row of ${other} with many of ${one}.`,
      [],
      set,
      app(linked(made, fks, all, 'l')),
      app(linked(made, fks, `ab${all.slice(2)}`, 'm')),
      app(linked(made, fks, `ba${all.slice(2)}`, 'n')),
    ),
    proof(
      use,
      'once',
      sql`The same rows of ${one} and ${other} are joined once.`,
      [pk],
      set,
      app(linked(made, fks, all, 'l')),
      app(linked(made, fks, all, 'm', { refused: ['23505'], by: pk })),
    ),
    ...fks.map((f, n) =>
      proof(
        use,
        `dangling:${n}`,
        sql`There is no link to a row of ${name(f.references)} that does not exist.`,
        [f.id],
        set,
        app(
          absent(f.references, 'none'),
          linked(
            made,
            fks,
            all,
            'l',
            { refused: ['23503'], by: f.id },
            to(made, f, (r) => cell('none', r)),
          ),
        ),
      ),
    ),
    deleted(use, made, fks, second),
    ...apart(use, made, fks),
    ...payload(use, made, fks),
  ]
}

const deleted = (use: U, made: Made, fks: readonly Obj<'fk'>[], end: Obj<'fk'>): Proof => {
  const set = [arranged(fks), app(linked(made, fks, 'a'.repeat(fks.length), 'l'))]
  const remove = stmt`delete from ${qualified(end.references)} where ${key('a1')}`
  return use.options.onDelete === 'restrict'
    ? proof(
        use,
        'deleted',
        sql`A row of ${name(end.references)} that is joined with others cannot be deleted.`,
        [end.id],
        ...set,
        app(run(remove, refused('23001', '23503'))),
      )
    : proof(
        use,
        'deleted',
        sql`Deleting a row of ${name(end.references)} takes its links away and leaves what it was joined with.`,
        [],
        ...set,
        app(run(remove)),
        app(
          run(
            stmt`select (select count(*) from ${qualified(end.table)}), (select count(*) from ${qualified(use.table)} where ${key('a0')})`,
            rows(['0', '1']),
          ),
        ),
      )
}

const apart = (use: U, made: Made, fks: readonly Obj<'fk'>[]): readonly Proof[] =>
  fks.flatMap((f, n) => {
    const check = use.idOf(`apart:${n}`)
    const first = fks.findIndex((g) => g.references === f.references)
    if (!made.catalog.has(check)) return []
    return [
      proof(
        use,
        `apart:${n}`,
        sql`A row of ${name(f.references)} cannot be joined with itself.`,
        [check],
        arranged(fks),
        app(
          linked(
            made,
            fks,
            'a'.repeat(fks.length),
            'l',
            { refused: ['23514'], by: check },
            to(made, f, (r) => cell(`a${first}`, r)),
          ),
        ),
      ),
    ]
  })

const payload = (use: U, made: Made, fks: readonly Obj<'fk'>[]): readonly Proof[] => {
  const needed = use.options.payload.find((p) => p.required)
  if (!needed) return []
  const column = use.idOf<'column'>(`payload:${needed.name}`)
  return [
    proof(
      use,
      'payload',
      sql`No link is without its ${name(column)}.`,
      [],
      arranged(fks),
      app(linked(made, fks, 'a'.repeat(fks.length), 'l', refused('23502'), { [column]: null })),
    ),
  ]
}
