import { name, type Obj, objectsOf, qualified, sql } from '../../catalog/index.ts'
import type { Made, Proof, ProofSql, Value } from '../../compile/api.ts'
import { app, cell, count, insert, key, names, proof, refused, rows, run, stmt } from '../kit/index.ts'
import type { U } from './tables.ts'

/** Is row `a` in the table? */
export const here = (use: U): ProofSql => stmt`select count(*) from ${qualified(use.table)} where ${key('a')}`
/** How many rows the archive holds. */
export const kept = (use: U): ProofSql => stmt`select count(*) from ${qualified(use.idOf('archive'))}`
/** Deletes row `a`. */
export const remove = (use: U) => run(stmt`delete from ${qualified(use.table)} where ${key('a')}`, count(1))

type OnDelete = NonNullable<Obj<'fk'>['onDelete']>

/** A reference to the table with that rule. Deferrable ones decide at the end of the transaction only. */
const referring = (use: U, made: Made, rule: OnDelete): Obj<'fk'> | undefined =>
  objectsOf(made.catalog, 'fk').find(
    (f) =>
      f.references === use.table &&
      f.table !== use.table &&
      !f.why &&
      !f.deferrable &&
      !f.period &&
      (f.onDelete ?? 'no action') === rule,
  )

/** The columns by which a row points at row `a`, and their values. */
const linkOf = (made: Made, fk: Obj<'fk'>): Readonly<Record<string, Value>> => {
  const scope = made.traits.scopes.get(fk.table)
  return Object.fromEntries(
    fk.columns.flatMap((c, i) => {
      const parent = fk.refColumns[i]
      return parent && c !== scope ? [[c, cell('a', parent)]] : []
    }),
  )
}

const refusing = (use: U, made: Made): readonly Proof[] => {
  const fk = referring(use, made, 'no action')
  if (!fk) return []
  return [
    proof(
      use,
      'children',
      sql`A row of ${name(use.table)} that rows of ${name(fk.table)} reference stays, and nothing of it gets into the archive.`,
      [fk.id],
      app(insert(use.table, 'a')),
      app(insert(fk.table, 'c', linkOf(made, fk))),
      app(run(stmt`delete from ${qualified(use.table)} where ${key('a')}`, refused('23503', '23001'))),
      app(run(here(use), rows(['1'])), run(kept(use), rows(['0']))),
    ),
  ]
}

/** Not where deletion marks rows, where another reference may refuse, or where a column cannot let go. */
const follows = (made: Made, fk: Obj<'fk'>): boolean => {
  const others = objectsOf(made.catalog, 'fk').filter(
    (f) => f.table === fk.table && f.references === fk.references,
  )
  const bound = (fk.setColumns ?? fk.columns).some((c) => {
    const column = made.catalog.get(c)
    return column?.kind !== 'column' || column.notNull === true
  })
  return others.length === 1 && !made.traits.alive.has(fk.table) && !(fk.onDelete === 'set null' && bound)
}

/** Children that go with their row, or let go of it. */
const following = (use: U, made: Made): readonly Proof[] =>
  (['cascade', 'set null'] as const).flatMap((rule): readonly Proof[] => {
    const fk = referring(use, made, rule)
    if (!fk || !follows(made, fk)) return []
    const goes = rule === 'cascade'
    const link = linkOf(made, fk)
    const loose = fk.columns.filter((c) => c in link && (fk.setColumns ?? fk.columns).includes(c))
    const left = goes
      ? sql`count(*)`
      : sql`count(*) filter (where num_nulls(${names(loose)}) = ${String(loose.length)})`
    return [
      proof(
        use,
        `children:${rule.replace(' ', '-')}`,
        sql`A row of ${name(use.table)} that rows of ${name(fk.table)} reference is archived, and those rows ${goes ? 'go with it' : 'stay without it'}, as their reference says.`,
        [fk.id, use.idOf('keep')],
        app(insert(use.table, 'a')),
        app(insert(fk.table, 'c', link)),
        app(remove(use)),
        app(
          run(here(use), rows(['0'])),
          run(kept(use), rows(['1'])),
          run(stmt`select ${left}::text from ${qualified(fk.table)}`, rows([goes ? '0' : '1'])),
        ),
      ),
    ]
  })

/** What becomes of rows that reference one which is archived: what their reference says, whichever the rules are. */
export const children = (use: U, made: Made): readonly Proof[] => [
  ...refusing(use, made),
  ...following(use, made),
]
