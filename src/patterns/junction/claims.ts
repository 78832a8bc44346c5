import type { Id } from '../../base/index.ts'
import { builtIn, joinSql, name, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import { primaryKey } from '../kit/index.ts'
import {
  buildable,
  columnName,
  columnRole,
  columnsAt,
  type End,
  endsOf,
  keyOf,
  payloadOf,
  problems,
  type U,
} from './ends.ts'

export const tables = (facts: Facts, use: U): readonly Claim<'tables'>[] => {
  const found = problems(facts, use)
  if (!buildable(facts, use)) return found
  const own = use.options.name
  const all = endsOf(facts, use).map((e) => name(e.table))
  return [
    ...found,
    {
      claim: 'table',
      role: 'join',
      name: own === '' ? joinSql(all, '_') : sql`${own}`,
      beside: use.table,
      holds: 'facts',
      comment: 'Which rows are joined with each other.',
    },
  ]
}

export const columns = (facts: Facts, use: U): readonly Claim<'columns'>[] => {
  const join = use.idOf<'table'>('join')
  if (!facts.object('table', join)) return []
  const ends = endsOf(facts, use)
  return [
    ...ends.flatMap((end) => {
      const key = keyOf(facts, end.table)
      return key.map(
        (c): Claim<'columns'> => ({
          claim: 'column',
          role: columnRole(end, c.id),
          table: join,
          name: columnName(ends, end, key, c),
          type: c.type,
          notNull: true,
        }),
      )
    }),
    ...payloadOf(use).map(
      (p): Claim<'columns'> => ({
        claim: 'column',
        role: `payload:${p.name}`,
        table: join,
        name: sql`${p.name}`,
        type: builtIn(p.type),
        ...(p.required ? { notNull: true } : {}),
      }),
    ),
  ]
}

/** A row is not joined with itself. */
const apart = (facts: Facts, use: U, ends: readonly End[]): readonly Claim<'keys'>[] =>
  ends.flatMap((end): readonly Claim<'keys'>[] => {
    const first = ends.find((e) => e.table === end.table && e.n < end.n)
    if (!first) return []
    const [a, b] = [columnsAt(facts, use, first), columnsAt(facts, use, end)].map((cs) =>
      joinSql(cs.map(name), ', '),
    )
    return [
      {
        claim: 'add',
        kind: 'check',
        role: `apart:${end.n}`,
        name: sql`${name(use.idOf('join'))}_apart_${end.n}`,
        table: use.idOf('join'),
        expr: sql`(${a ?? ''}) <> (${b ?? ''})`,
      },
    ]
  })

export const keys = (facts: Facts, use: U): readonly Claim<'keys'>[] => {
  const join = use.idOf<'table'>('join')
  if (!facts.object('table', join)) return []
  const ends = endsOf(facts, use)
  const at = (e: End) => columnsAt(facts, use, e)
  const around = (e: End): readonly Id<'column'>[] => [...at(e), ...ends.filter((x) => x !== e).flatMap(at)]
  return [
    primaryKey(join, ends.flatMap(at)),
    ...ends.map(
      (e): Claim<'keys'> => ({
        claim: 'reference',
        role: `fk:${e.n}`,
        name: '',
        table: join,
        columns: at(e),
        references: e.table,
        onDelete: use.options.onDelete,
      }),
    ),
    ...ends.slice(1).map(
      (e): Claim<'keys'> => ({
        claim: 'add',
        kind: 'index',
        role: `index:${e.n}`,
        name: '',
        table: join,
        elements: around(e).map((column) => ({ column })),
      }),
    ),
    ...apart(facts, use, ends),
  ]
}
