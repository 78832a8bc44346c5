import type { Id } from '../../base/index.ts'
import { name, type Obj, qualified, sql } from '../../catalog/index.ts'
import type { Made, Proof, ProofSql, ProofStep, Transaction, Value } from '../../compile/api.ts'
import {
  app,
  cell,
  givenSql,
  idleColumn,
  insert,
  key,
  maintenance,
  proof,
  rows,
  run,
  stmt,
} from '../kit/index.ts'
import type { U } from './plan.ts'

/** Rows move between so many parents. */
const parents = 3
/** What each transaction's writes are: of all kinds, and at the end of one kind, which no other kind can make good. */
const rounds = ['add', 'any', 'any', 'any', 'change', 'remove'] as const
const writesEach = 7

/** The same sequence every time: a promise that held yesterday is judged by the same writes today. */
const seeded = (): ((below: number) => number) => {
  let state = 20_261_121
  return (below) => {
    state = (state * 16_807) % 2_147_483_647
    return Math.floor((state / 2_147_483_647) * below)
  }
}

interface Ground {
  readonly table: Id<'table'>
  /** Absent where the query of the read model is written by hand: then rows are changed in place. */
  readonly fk?: Obj<'fk'>
  readonly rests: readonly Id[]
}

const under = (made: Made, fk: Obj<'fk'>, parent: string): { readonly [column: string]: Value } =>
  Object.fromEntries(
    fk.columns.flatMap((c, i) => {
      const to = fk.refColumns[i]
      return to && c !== made.traits.scopes.get(fk.table) ? [[c, cell(parent, to)]] : []
    }),
  )

const moved = (made: Made, fk: Obj<'fk'>, row: string, parent: string): ProofSql => [
  ...stmt`update ${qualified(fk.table)} set `,
  ...Object.entries(under(made, fk, parent)).flatMap(([c, to], i): ProofSql => {
    const given = typeof to === 'object' && to !== null && 'row' in to ? [to] : []
    return [sql`${i > 0 ? ', ' : ''}${name(c)} = `, ...given]
  }),
  ...stmt` where ${key(row)}`,
]

/** A row goes as rows of its table go: by a mark where there is one. */
const gone = (made: Made, table: Id<'table'>, row: string): ProofSql => {
  const alive = made.traits.alive.get(table)
  const mark = alive?.refs.length === 1 ? alive.refs[0] : undefined
  return mark
    ? stmt`update ${qualified(table)} set ${name(mark.id)} = now() where ${key(row)}`
    : stmt`delete from ${qualified(table)} where ${key(row)}`
}

/** Rows come, move and go in turn; some dozen writes in a few transactions. */
const written = (made: Made, g: Ground): readonly (readonly ProofStep[])[] => {
  const next = seeded()
  const { table, fk } = g
  const idle = fk ? undefined : idleColumn(made.catalog, table)
  /** The rows that are there, each with the number of its parent. */
  const there = new Map<string, number>()
  let added = 0
  const add = (): readonly ProofStep[] => {
    const [row, parent] = [`x${added++}`, next(parents)]
    there.set(row, parent)
    return [insert(table, row, fk ? under(made, fk, `p${parent}`) : {})]
  }
  const change = (row: string): readonly ProofStep[] => {
    if (idle) {
      const same = stmt`update ${qualified(table)} set ${name(idle.id)} = ${name(idle.id)} where ${key(row)}`
      return [run(same)]
    }
    if (!fk) return []
    const parent = ((there.get(row) ?? 0) + 1 + next(parents - 1)) % parents
    there.set(row, parent)
    return [run(moved(made, fk, row, `p${parent}`))]
  }
  const step = (round: (typeof rounds)[number]): readonly ProofStep[] => {
    const which = [...there.keys()][next(there.size)]
    const what = round === 'any' ? (['add', 'add', 'change', 'change', 'remove'] as const)[next(5)] : round
    if (which === undefined || what === 'add') return add()
    if (what === 'change') return change(which)
    there.delete(which)
    return [run(gone(made, table, which))]
  }
  return rounds.map((round) => Array.from({ length: writesEach }, () => step(round)).flat())
}

/** The query may leave out every row that a proof writes. */
const filters = (use: U): boolean =>
  givenSql(use.options.query)?.text.some((t) => /\b(where|having|join)\b/i.test(t)) === true

/** Whatever the order of writes, what was kept along the way is what computing it anew gives. */
export const random = (use: U, made: Made, g: Ground, catchUp: readonly Transaction[]): Proof =>
  proof(
    use,
    'random',
    sql`After dozens of rows of ${name(g.table)} came, ${g.fk ? 'moved' : 'changed'} and went in no order, ${name(use.idOf('model'))} equals what computing it anew gives.`,
    g.rests,
    ...(g.fk
      ? [
          maintenance(
            ...Array.from({ length: parents }, (_, i) => insert(g.fk?.references ?? g.table, `p${i}`)),
          ),
          ...catchUp,
        ]
      : []),
    ...written(made, g).flatMap((steps): readonly Transaction[] => [
      maintenance(...steps),
      ...catchUp,
      maintenance(run(stmt`select count(*)::text from ${qualified(use.idOf('drift'))}`, rows(['0']))),
    ]),
    ...(filters(use)
      ? []
      : [app(run(stmt`select (count(*) > 0)::text from ${qualified(use.idOf('model'))}`, rows(['true'])))]),
    maintenance(run(stmt`select ${qualified(use.idOf('rebuild'))}()::text`, rows(['0']))),
  )
