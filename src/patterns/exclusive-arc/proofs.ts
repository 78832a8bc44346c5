import { type Id, isDrawn } from '../../base/index.ts'
import { name, type Obj, objectsOf, sql } from '../../catalog/index.ts'
import type { Made, Proof, Use, Value } from '../../compile/api.ts'
import { absent, app, cell, insert, owner, proof, refused } from '../kit/index.ts'
import type { Options } from './options.ts'

type U = Use<Options>
type Values = { readonly [column: string]: Value }

/** References that the pattern made; without any, the drawn ones whose columns its check counts. */
const armsOf = (use: U, made: Made): readonly Obj<'fk'>[] => {
  const all = objectsOf(made.catalog, 'fk').filter((f) => f.table === use.table)
  const own = all.filter((f) => f.why?.use === use.id)
  const check = made.catalog.get(use.idOf('check'))
  const counted = new Set(check?.kind === 'check' ? check.expr.refs.map((r) => r.id) : [])
  return own.length > 0 ? own : all.filter((f) => isDrawn(f.id) && f.columns.some((c) => counted.has(c)))
}

/** The arm's columns without the tenant, which the row has anyway. */
const own = (made: Made, fk: Obj<'fk'>): readonly (readonly [Id<'column'>, Id<'column'>])[] =>
  fk.columns.flatMap((c, i) => {
    const r = fk.refColumns[i]
    return r && c !== made.traits.scopes.get(fk.table) ? [[c, r] as const] : []
  })

const to = (made: Made, fk: Obj<'fk'>, row: string): Values =>
  Object.fromEntries(own(made, fk).map(([c, r]) => [c, cell(row, r)]))
const none = (made: Made, arms: readonly Obj<'fk'>[]): Values =>
  Object.fromEntries(arms.flatMap((f) => own(made, f).map(([c]) => [c, null] as const)))

export const proofs = (use: U, made: Made): readonly Proof[] => {
  const arms = armsOf(use, made)
  const [first, second] = arms
  if (!first || !second) return []
  const t = use.table
  const check = use.idOf('check')
  const parents = app(...arms.map((f, i) => insert(f.references, `p${i}`)))
  const clear = none(made, arms)
  const both = { ...clear, ...to(made, first, 'p0'), ...to(made, second, 'p1') }
  const out = [
    proof(
      use,
      'two',
      sql`A row of ${name(t)} cannot have two parents.`,
      [check],
      parents,
      app(insert(t, 'x', both, { refused: ['23514'], by: check })),
    ),
    proof(
      use,
      'one',
      sql`A row of ${name(t)} can belong to any one of its parents.`,
      [],
      parents,
      ...arms.map((f, i) => app(insert(t, `r${i}`, { ...clear, ...to(made, f, `p${i}`) }))),
    ),
    ...arms.map((f) =>
      proof(
        use,
        `dangling:${f.references}`,
        sql`A row of ${name(t)} cannot belong to a row of ${name(f.references)} that does not exist.`,
        [f.id],
        parents,
        owner(
          absent(f.references, 'none'),
          insert(t, 'x', { ...clear, ...to(made, f, 'none') }, refused('23503')),
        ),
      ),
    ),
  ]
  const orphan =
    use.options.exactly === 'one'
      ? proof(
          use,
          'none',
          sql`A row of ${name(t)} cannot be without a parent.`,
          [check],
          app(insert(t, 'x', clear, { refused: ['23514'], by: check })),
        )
      : proof(use, 'none', sql`A row of ${name(t)} may be without a parent.`, [], app(insert(t, 'x', clear)))
  return [...out, orphan]
}
