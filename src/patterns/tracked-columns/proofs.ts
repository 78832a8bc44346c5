import type { Id } from '../../base/index.ts'
import { name, objectsOf, qualified, quoteLiteral, type Sql, sql } from '../../catalog/index.ts'
import type { Made, Proof, ProofSql } from '../../compile/api.ts'
import {
  app,
  cell,
  columnsOf,
  count,
  insert,
  key,
  maintenance,
  owner,
  proof,
  refused,
  rows,
  run,
  stmt,
  type TwoValues,
  twoValues,
} from '../kit/index.ts'
import { historyOf, role, type U } from './tracked.ts'

/** One history, and the columns in it that name a row. */
interface Scene {
  readonly use: U
  readonly made: Made
  readonly column: Id<'column'>
  readonly history: Id<'table'>
  readonly key: readonly { readonly own: Id<'column'>; readonly of: Id<'column'> }[]
}

const scenes = (use: U, made: Made): readonly Scene[] =>
  columnsOf(made.catalog, use.table).flatMap((c): readonly Scene[] => {
    const history = historyOf(use, c.id)
    if (!made.catalog.has(history) || !made.catalog.has(use.idOf(role(c.id, 'as_of')))) return []
    const scope = made.traits.scopes.get(use.table)
    const start = role(c.id, 'key:')
    const key = columnsOf(made.catalog, history).flatMap((own) => {
      const of = own.why?.role.startsWith(start)
        ? (own.why.role.slice(start.length) as Id<'column'>)
        : undefined
      return of && of !== scope ? [{ own: own.id, of }] : []
    })
    return [{ use, made, column: c.id, history, key }]
  })

const what = (s: Scene): Sql => sql`${name(s.use.table)}.${name(s.column)}`
const part = (s: Scene, of: string): Sql => sql`h.${name(s.use.idOf(role(s.column, of)))}`

/** ` where h.orders_id = 1001`: the values of row `a`. */
const ofRow = (s: Scene): ProofSql => [
  sql` where `,
  ...s.key.flatMap((k, i) => [sql`${i > 0 ? ' and ' : ''}h.${name(k.own)} = `, cell('a', k.of)]),
]
const asOf = (s: Scene, at: string): ProofSql => [
  sql`select ${qualified(s.use.idOf(role(s.column, 'as_of')))}(`,
  ...s.key.flatMap((k) => [cell('a', k.of), sql`, `]),
  sql`${at})::text`,
]
const set = (s: Scene, text: string) =>
  run(
    stmt`update ${qualified(s.use.table)} set ${name(s.column)} = ${quoteLiteral(text)} where ${key('a')}`,
    count(1),
  )
const remove = (s: Scene) => run(stmt`delete from ${qualified(s.use.table)} where ${key('a')}`, count(1))

/** The engine's clock may stand still between two transactions, so what is stored grows older instead. */
const aged = (s: Scene) => {
  const p = part(s, 'period')
  return owner(
    run(
      [
        ...stmt`update ${qualified(s.history)} h set ${name(s.use.idOf(role(s.column, 'period')))} = tstzrange(lower(${p}) - interval '1 hour', upper(${p}) - interval '1 hour')`,
        ...ofRow(s),
      ],
      { anything: true },
    ),
  )
}

const values = (s: Scene, { values: [value], texts: [first, second] }: TwoValues): readonly Proof[] => {
  const record = s.use.idOf(role(s.column, 'record'))
  const listed: ProofSql = [
    ...stmt`select ${part(s, 'value')}::text, upper_inf(${part(s, 'period')})::text from ${qualified(s.history)} h`,
    ...ofRow(s),
    ...stmt` order by lower(${part(s, 'period')})`,
  ]
  return [
    proof(
      s.use,
      role(s.column, 'as-of'),
      sql`The value that ${what(s)} had at any time can be asked, also when the row is gone.`,
      [s.use.idOf(role(s.column, 'as_of')), record],
      app(insert(s.use.table, 'a', { [s.column]: value })),
      aged(s),
      app(set(s, second)),
      aged(s),
      app(remove(s)),
      app(
        run(asOf(s, "now() - interval '90 minutes'"), rows([first])),
        run(asOf(s, "now() - interval '30 minutes'"), rows([second])),
        run(asOf(s, "now() - interval '1 day'"), rows([null])),
        run(asOf(s, "now() + interval '1 hour'"), rows([null])),
      ),
    ),
    proof(
      s.use,
      role(s.column, 'kept'),
      sql`Every value of ${what(s)} is kept once, and the last one is the current one.`,
      [record],
      app(insert(s.use.table, 'a', { [s.column]: value })),
      aged(s),
      app(set(s, second)),
      aged(s),
      app(set(s, second)),
      app(run(listed, rows([first, 'false'], [second, 'true']))),
    ),
  ]
}

const once = (s: Scene): Proof => {
  const guard = s.use.idOf(role(s.column, 'once'))
  const o = s.made.catalog.get(guard)
  const late = (o?.kind === 'key' || o?.kind === 'exclusion') && o.deferrable !== undefined
  const no = { refused: ['23P01'], by: guard }
  const own = Object.fromEntries(s.key.map((k) => [k.own, cell('a', k.of)]))
  return proof(
    s.use,
    role(s.column, 'once'),
    sql`${what(s)} never has two values at one time.`,
    [guard],
    app(insert(s.use.table, 'a')),
    maintenance(
      insert(
        s.history,
        'h',
        { ...own, [s.use.idOf(role(s.column, 'period'))]: '[2000-01-01 00:00:00+00,)' },
        late ? undefined : no,
      ),
      ...(late ? [run(stmt`set constraints all immediate`, no)] : []),
    ),
  )
}

const closed = (s: Scene): Proof => {
  const h = qualified(s.history)
  return proof(
    s.use,
    role(s.column, 'closed'),
    sql`The application can neither forge nor erase earlier values of ${what(s)}.`,
    [],
    app(insert(s.use.table, 'a')),
    app(run(stmt`delete from ${h}`, refused('42501'))),
    app(run(stmt`insert into ${h} default values`, refused('42501'))),
    app(run(stmt`truncate ${h}`, refused('42501'))),
    app(run(stmt`update ${h} set ${name(s.use.idOf(role(s.column, 'period')))} = 'empty'`, refused('42501'))),
  )
}

/** TRUNCATE is refused by PostgreSQL itself where other tables reference this one. */
const truncated = (s: Scene): readonly Proof[] => {
  const { table } = s.use
  if (objectsOf(s.made.catalog, 'fk').some((f) => f.references === table && f.table !== table)) return []
  return [
    proof(
      s.use,
      role(s.column, 'truncate'),
      sql`No value of ${what(s)} outlives the emptying of ${name(table)} as the current one.`,
      [s.use.idOf(role(s.column, 'truncate'))],
      app(insert(table, 'a')),
      aged(s),
      maintenance(run(stmt`truncate ${qualified(table)}`)),
      app(
        run(
          [
            ...stmt`select count(*) filter (where upper_inf(${part(s, 'period')})), count(*) from ${qualified(s.history)} h`,
            ...ofRow(s),
          ],
          rows(['0', '1']),
        ),
      ),
    ),
  ]
}

/** All promises of the first column; of the others those that hold the history together. */
export const proofs = (use: U, made: Made): readonly Proof[] => {
  const all = scenes(use, made)
  const two = twoValues(made.catalog, use.table)
  const told = [...two].flatMap(([column, both]) => {
    const scene = all.find((s) => s.column === column)
    return scene ? [values(scene, both)] : []
  })
  const [first] = all
  return [...(told[0] ?? []), ...all.map(once), ...(first ? [closed(first), ...truncated(first)] : [])]
}
