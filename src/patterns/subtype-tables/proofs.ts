import type { Id } from '../../base/index.ts'
import { name, type Obj, qualified, sql } from '../../catalog/index.ts'
import type { Made, Proof, Value } from '../../compile/api.ts'
import { app, cell, count, insert, key, proof, refused, rows, run, stmt } from '../kit/index.ts'
import type { U } from './kinds.ts'

type Values = { readonly [column: string]: Value }
interface Built {
  readonly word: string
  readonly fk: Obj<'fk'>
  readonly kind: Id<'column'>
}

/** Kinds whose reference was made. */
const builtOf = (use: U, { catalog }: Made): readonly Built[] =>
  [...new Set(use.options.subtypes.map((s) => s.name))].flatMap((word): readonly Built[] => {
    const fk = catalog.get(use.idOf(`fk:${word}`))
    return fk?.kind === 'fk' ? [{ word, fk, kind: use.idOf(`kind:${word}`) }] : []
  })

/** The row's key in the table of its kind. */
const detail = (made: Made, b: Built, row: string): Values => {
  const scope = made.traits.scopes.get(b.fk.table)
  return Object.fromEntries(
    b.fk.columns.flatMap((c, i) => {
      const parent = b.fk.refColumns[i]
      return parent && c !== scope && c !== b.kind ? [[c, cell(row, parent)]] : []
    }),
  )
}

export const proofs = (use: U, made: Made): readonly Proof[] => {
  const [first, second, ...more] = builtOf(use, made)
  const kind = use.idOf<'column'>('kind')
  if (!first || !made.catalog.has(kind)) return []
  const t = use.table
  const is = (b: Built): Values => ({ [kind]: b.word })
  const base = app(insert(t, 'a', is(first)))
  const whole = app(insert(first.fk.table, 'd', detail(made, first, 'a')))
  const others = second ? [second, ...more] : []
  const view = use.idOf(`view:${first.word}`)
  const check = use.idOf('check')
  return [
    proof(
      use,
      'unknown',
      sql`A row of ${name(t)} is of one of its kinds and of no other.`,
      [check],
      app(insert(t, 'x', { [kind]: 'no_such_kind' }, { refused: ['23514'], by: check })),
    ),
    ...others.map((b) =>
      proof(
        use,
        `wrong:${b.word}`,
        sql`A row of ${name(t)} that is ${first.word} cannot be in ${name(b.fk.table)} as well.`,
        [b.fk.id],
        base,
        whole,
        app(insert(b.fk.table, 'x', detail(made, b, 'a'), { refused: ['23503'], by: b.fk.id })),
      ),
    ),
    ...(second
      ? [
          proof(
            use,
            'fixed',
            sql`A row of ${name(t)} cannot become of another kind while ${name(first.fk.table)} has the rest of it.`,
            [first.fk.id],
            base,
            whole,
            app(
              run(
                stmt`update ${qualified(t)} set ${name(kind)} = '${second.word}' where ${key('a')}`,
                refused('23503'),
              ),
            ),
          ),
        ]
      : []),
    proof(
      use,
      'together',
      sql`What ${name(first.fk.table)} has of a row goes when the row of ${name(t)} goes.`,
      [first.fk.id],
      base,
      whole,
      app(run(stmt`delete from ${qualified(t)} where ${key('a')}`, count(1))),
      app(run(stmt`select count(*) from ${qualified(first.fk.table)}`, rows(['0']))),
    ),
    proof(
      use,
      'constant',
      sql`Nobody writes another kind into ${name(first.fk.table)}.`,
      [first.kind],
      base,
      whole,
      app(
        run(
          stmt`update ${qualified(first.fk.table)} set ${name(first.kind)} = '${second?.word ?? 'other'}' where ${key('d')}`,
          refused('428C9'),
        ),
      ),
    ),
    ...(made.catalog.has(view)
      ? [
          proof(
            use,
            'view',
            sql`${name(view)} shows the rows that are ${first.word}, whole.`,
            [view],
            base,
            whole,
            ...(second ? [app(insert(t, 'b', is(second)))] : []),
            app(run(stmt`select count(*) from ${qualified(view)}`, rows(['1']))),
          ),
        ]
      : []),
  ]
}
