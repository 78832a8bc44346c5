import type { Id } from '../../base/index.ts'
import {
  type Catalog,
  isUserType,
  name,
  type Obj,
  objectsOf,
  qualified,
  rawSql,
  type Sql,
  sql,
} from '../../catalog/index.ts'
import type { Made, Proof, ProofSql } from '../../compile/api.ts'
import { app, count, insert, key, matching, onRow, proof, refused, rows, run, stmt } from '../kit/index.ts'
import { expressionOf, isAggregate, type U } from './link.ts'
import { assigned, to, type Values } from './proof-values.ts'
import { copyProofs } from './proofs-copy.ts'

/** The table whose rows are counted, as the trigger on it says. */
const childrenOf = (use: U, catalog: Catalog): Id<'table'> | undefined => {
  const t = catalog.get(use.idOf('insert'))
  return t?.kind === 'trigger' ? (t.table as Id<'table'>) : undefined
}

const fkOf = (use: U, catalog: Catalog, child: Id): Obj<'fk'> | undefined =>
  objectsOf(catalog, 'fk')
    .filter((f) => f.table === child && f.references === use.table)
    .find((f) => !use.options.via || f.columns.includes(use.options.via))

const aggregates = (use: U, made: Made): readonly Proof[] => {
  const child = childrenOf(use, made.catalog)
  const fk = child && fkOf(use, made.catalog, child)
  if (!child || !fk) return []
  const t = use.table
  const c = name(use.column)
  const alive = made.traits.alive.get(child)
  const source = use.options.kind === 'sum' ? summed(use, made.catalog, child) : undefined
  const share = source ? sql`coalesce(k.${name(source)}, 0)` : rawSql('1')
  const right = (row: string): ProofSql =>
    stmt`select (p.${c} = (select coalesce(sum(${share}), 0) from ${qualified(child)} k where ${matching('k', fk.columns, 'p', fk.refColumns)}${alive ? sql` and ${onRow('k', alive)}` : ''}))::text from ${qualified(t)} p where ${key(row)}`
  const is = (row: string, n: number): ProofSql =>
    stmt`select (p.${c} = ${n})::text from ${qualified(t)} p where ${key(row)}`
  const holds = (row: string, n: number): ProofSql => is(row, n * (source ? 2 : 1))
  const given: Values = source ? { [source]: 2 } : {}
  const under = (row: string, label: string) => insert(child, label, { ...to(made, fk, row), ...given })
  const yes = (...queries: readonly ProofSql[]) => app(...queries.map((q) => run(q, rows(['true']))))
  const parents = app(insert(t, 'a'), insert(t, 'b'))
  const what = source ? sql`the sum of its rows` : sql`the number of its rows`
  return [
    proof(
      use,
      'follows',
      sql`${name(t)}.${c} is ${what} in ${name(child)}, whichever are added, moved${source ? ', changed' : ''} or removed.`,
      [use.idOf('insert'), use.idOf('update'), use.idOf('delete')],
      parents,
      app(under('a', 'x'), under('a', 'y')),
      yes(holds('a', 2), right('a'), holds('b', 0)),
      app(
        run(
          [...stmt`update ${qualified(child)} set `, ...assigned(made, fk, 'b'), ...stmt` where ${key('y')}`],
          count(1),
        ),
      ),
      yes(holds('a', 1), holds('b', 1), right('b')),
      ...(source
        ? [
            app(
              run(stmt`update ${qualified(child)} set ${name(source)} = 5 where ${key('x')}`, count(1)),
              run(stmt`update ${qualified(child)} set ${name(source)} = 0 where ${key('y')}`, count(1)),
            ),
            yes(is('a', 5), right('a'), is('b', 0), right('b')),
            app(run(stmt`update ${qualified(child)} set ${name(source)} = 2 where ${key('y')}`, count(1))),
          ]
        : []),
      app(run(stmt`delete from ${qualified(child)} where ${key('x')}`)),
      yes(holds('a', 0), right('a'), holds('b', 1)),
    ),
    proof(
      use,
      'written',
      sql`No one can write ${name(t)}.${c} by hand.`,
      [use.idOf('guard')],
      parents,
      app(under('a', 'x')),
      app(run(stmt`update ${qualified(t)} set ${c} = 41 where ${key('a')}`, refused('428C9'))),
    ),
    ...emptied(use, made, child, parents, under('a', 'x'), holds('a', 1), holds('a', 0)),
  ]
}

/** TRUNCATE is refused by PostgreSQL itself where other tables reference the children. */
const emptied = (
  use: U,
  made: Made,
  child: Id,
  parents: ReturnType<typeof app>,
  step: ReturnType<typeof insert>,
  before: ProofSql,
  after: ProofSql,
): readonly Proof[] =>
  objectsOf(made.catalog, 'fk').some((f) => f.references === child) || child === use.table
    ? []
    : [
        proof(
          use,
          'emptied',
          sql`Once ${name(child)} is emptied, ${name(use.table)}.${name(use.column)} is zero.`,
          [use.idOf('truncate')],
          parents,
          app(step),
          app(run(before, rows(['true']))),
          { as: 'maintenance', steps: [run(stmt`truncate ${qualified(child)}`)] },
          app(run(after, rows(['true']))),
        ),
      ]

const summed = (use: U, catalog: Catalog, child: Id): Id<'column'> | undefined => {
  const routine = catalog.get(use.idOf('insert:fn'))
  const own = routine?.kind === 'routine' ? routine.body.refs.map((r) => r.id) : []
  const bound = new Set<Id>(objectsOf(catalog, 'fk').flatMap((f) => (f.table === child ? f.columns : [])))
  if (use.options.source) return use.options.source
  return own.find((id) => {
    const o = catalog.get(id)
    return (
      o?.kind === 'column' &&
      o.table === child &&
      !bound.has(id) &&
      !isUserType(o.type) &&
      /int|numeric/.test(o.type.base)
    )
  }) as Id<'column'> | undefined
}

const generated = (use: U, made: Made): readonly Proof[] => {
  const expr: Sql | undefined = expressionOf(use)
  const o = made.catalog.get(use.column)
  if (!expr || o?.kind !== 'column' || !o.generated) return []
  const t = qualified(use.table)
  const c = name(use.column)
  return [
    proof(
      use,
      'generated',
      sql`${name(use.table)}.${c} is what its expression gives, and cannot be written.`,
      [],
      app(insert(use.table, 'a')),
      app(
        run(
          stmt`select (${c} is not distinct from (${expr}))::text from ${t} where ${key('a')}`,
          rows(['true']),
        ),
      ),
      app(run(stmt`update ${t} set ${c} = null where ${key('a')}`, refused('428C9'))),
    ),
  ]
}

export const proofs = (use: U, made: Made): readonly Proof[] => {
  if (use.options.kind === 'generated') return generated(use, made)
  return isAggregate(use) ? aggregates(use, made) : copyProofs(use, made)
}
