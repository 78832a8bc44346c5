import { joinSql, literal, name, qualified, sql } from '../../catalog/index.ts'
import type { Expect, Made, Proof, ProofStep, Transaction, Use } from '../../compile/api.ts'
import { app, change, count, insert, key, proof, refused, rows, run, stmt } from '../kit/index.ts'
import { type Machine, sound } from './check.ts'
import { labelId } from './claims.ts'
import type { Options } from './options.ts'

type U = Use<Options>

/** The shortest way from the initial state into each reachable one. */
const pathsOf = (m: Machine): ReadonlyMap<string, readonly string[]> => {
  const paths = new Map<string, readonly string[]>([[m.initial.id, []]])
  for (const [state, path] of paths) {
    for (const t of m.transitions) if (t.from === state && !paths.has(t.to)) paths.set(t.to, [...path, t.to])
  }
  return paths
}

const move = (use: U, row: string, to: string, expect: Expect): ProofStep =>
  change(use.table, row, { [use.column]: sql`${literal(labelId(use, to))}` }, expect)

/** A row that has walked into the state. */
const rowIn = (use: U, row: string, path: readonly string[]): readonly ProofStep[] => [
  insert(use.table, row),
  ...path.map((s) => move(use, row, s, count(1))),
]

const edges = (m: Machine, allowed: boolean) => {
  const paths = pathsOf(m)
  return [...paths].flatMap(([from, path]) =>
    m.states.flatMap((s) => {
      const is = m.transitions.some((t) => t.from === from && t.to === s.id)
      return s.id !== from && is === allowed ? [{ from, path, to: s.id }] : []
    }),
  )
}

const start = (use: U, m: Machine): readonly Proof[] => {
  const others = m.states.filter((s) => s.id !== m.initial.id)
  if (others.length === 0) return []
  const tries = others.map(
    (s, i): Transaction =>
      app(
        insert(use.table, `o${i}`, { [use.column]: sql`${literal(labelId(use, s.id))}` }, refused('23514')),
      ),
  )
  return [
    proof(
      use,
      'initial',
      sql`A new row of ${name(use.table)} can only start as ${m.initial.name}.`,
      [use.idOf('check')],
      app(insert(use.table, 'a')),
      ...tries,
    ),
  ]
}

/** Rows that have walked into a state without a way on stay there. */
const terminal = (use: U, m: Machine): readonly Proof[] => {
  const paths = pathsOf(m)
  const ends = m.terminal.flatMap((s) => {
    const path = paths.get(s.id)
    return path ? [{ state: s, path }] : []
  })
  const stands = ends.map(({ path }, i) => app(...rowIn(use, `t${i}`, path)))
  const tries = ends.flatMap(({ state }, i) =>
    m.states
      .filter((s) => s !== state)
      .map((s): Transaction => app(move(use, `t${i}`, s.id, refused('23514')))),
  )
  if (tries.length === 0) return []
  return [
    proof(
      use,
      'terminal',
      sql`Nothing leaves ${ends.map((e) => e.state.name).join(' or ')}, once a row of ${name(use.table)} is there.`,
      [use.idOf('check')],
      ...stands,
      ...tries,
    ),
  ]
}

export const proofs = (use: U, made: Made): readonly Proof[] => {
  const m = sound(use)
  if (!m || !made.catalog.has(use.idOf('type'))) return []
  const t = use.table
  const what = sql`${name(t)}.${name(use.column)}`
  const good = edges(m, true)
  const bad = edges(m, false)
  const walks = good.map((e, i): Transaction => app(...rowIn(use, `g${i}`, [...e.path, e.to])))
  const from = [...new Set(bad.map((e) => e.from))]
  const stands = from.map(
    (s, i): Transaction => app(...rowIn(use, `b${i}`, bad.find((e) => e.from === s)?.path ?? [])),
  )
  const tries = bad.map(
    (e): Transaction => app(move(use, `b${from.indexOf(e.from)}`, e.to, refused('23514'))),
  )
  return [
    ...(good.length > 0
      ? [proof(use, 'allowed', sql`Every allowed change of ${what} works.`, [use.idOf('allowed')], ...walks)]
      : []),
    ...(bad.length > 0
      ? [
          proof(
            use,
            'refused',
            sql`Every other change of ${what} is refused.`,
            [use.idOf('check')],
            ...stands,
            ...tries,
          ),
        ]
      : []),
    ...terminal(use, m),
    ...start(use, m),
    proof(
      use,
      'unchanged',
      sql`Writing ${what} without changing it is no change of state.`,
      [],
      app(insert(t, 'a')),
      app(
        run(
          stmt`update ${qualified(t)} set ${name(use.column)} = ${name(use.column)} where ${key('a')}`,
          count(1),
        ),
      ),
    ),
    ...record(use, m, made),
  ]
}

const record = (use: U, m: Machine, made: Made): readonly Proof[] => {
  const changes = use.idOf('changes')
  const next = m.transitions.find((t) => t.from === m.initial.id)
  if (!next || !made.catalog.has(changes)) return []
  const text = (role: string) => sql`${name(use.idOf(`changes:${role}`))}::text`
  const seen = stmt`select ${joinSql(['from_state', 'to_state', 'changed_by'].map(text), ', ')} from ${qualified(changes)} order by ${name(use.idOf('changes:change_id'))}`
  const to = m.states.find((s) => s.id === next.to)?.name ?? next.to
  return [
    proof(
      use,
      'record',
      sql`Every change of ${name(use.table)}.${name(use.column)} is recorded with its actor, and a write that changes nothing is not.`,
      [use.idOf('record')],
      { as: 'app', actor: 'alice', steps: [insert(use.table, 'a')] },
      { as: 'app', actor: 'bob', steps: [move(use, 'a', next.to, count(1))] },
      { as: 'app', actor: 'carol', steps: [move(use, 'a', next.to, count(1))] },
      app(run(seen, rows([null, m.initial.name, 'alice'], [m.initial.name, to, 'bob']))),
    ),
    proof(
      use,
      'record-closed',
      sql`The application cannot write the record of changes of ${name(use.table)}.`,
      [],
      app(insert(use.table, 'a')),
      app(run(stmt`delete from ${qualified(changes)}`, refused('42501'))),
    ),
  ]
}
