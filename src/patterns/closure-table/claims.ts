import type { Id } from '../../base/index.ts'
import { builtIn, joinSql, name, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts, Use } from '../../compile/api.ts'
import { primaryKey } from '../kit/index.ts'
import { parentClaims } from '../kit/tree.ts'
import type { Options } from './options.ts'

export type U = Use<Options>
export type End = 'ancestor' | 'descendant'

/** The paths' columns that name one end of a path, in the order of the table's primary key. */
export const endOf = (facts: Facts, use: U, end: End): readonly Id<'column'>[] =>
  (facts.parent(use.table)?.keys ?? []).map((k) => use.idOf<'column'>(`${end}:${k}`))

export const tables = (facts: Facts, use: U): readonly Claim<'tables'>[] =>
  facts.primaryKey(use.table)
    ? [
        {
          claim: 'table',
          role: 'paths',
          name: sql`${name(use.table)}_paths`,
          beside: use.table,
          holds: 'facts',
          comment: 'Every row with every row above it and itself, kept by triggers.',
        },
      ]
    : []

export const columns = (facts: Facts, use: U): readonly Claim<'columns'>[] => {
  const key = facts.primaryKey(use.table)?.columns ?? []
  const table = use.idOf<'table'>('paths')
  const ends = (['ancestor', 'descendant'] as const).flatMap((end) =>
    key.map(
      (k): Claim<'columns'> => ({
        claim: 'column',
        role: `${end}:${k}`,
        table,
        name: sql`${end}_${name(k)}`,
        type: facts.object('column', k)?.type ?? builtIn('text'),
        notNull: true,
      }),
    ),
  )
  const depth: Claim<'columns'> = {
    claim: 'column',
    role: 'depth',
    table,
    name: sql`depth`,
    type: builtIn('integer'),
    notNull: true,
    comment: '0 for the row itself, 1 for its parent.',
  }
  return [...parentClaims(facts, use, 'closure-table'), ...(key.length > 0 ? [...ends, depth] : [])]
}

/**
 * No reference to the table: the paths are derived from it, only triggers write them, and a reference would keep
 * partitions from being dropped and count as a child of the row.
 */
export const keys = (facts: Facts, use: U): readonly Claim<'keys'>[] => {
  const table = use.idOf<'table'>('paths')
  if (!facts.parent(use.table) || !facts.object('table', table)) return []
  const [ancestor, descendant] = [endOf(facts, use, 'ancestor'), endOf(facts, use, 'descendant')]
  const depth = use.idOf<'column'>('depth')
  const list = (columns: readonly Id[]): Sql => joinSql(columns.map(name), ', ')
  const same =
    ancestor.length === 1
      ? sql`${list(ancestor)} = ${list(descendant)}`
      : sql`(${list(ancestor)}) = (${list(descendant)})`
  return [
    primaryKey(table, [...ancestor, ...descendant]),
    {
      claim: 'add',
      kind: 'index',
      role: 'upward',
      name: sql`${name(table)}_upward_idx`,
      table,
      elements: [...descendant, depth].map((column) => ({ column })),
    },
    {
      claim: 'add',
      kind: 'check',
      role: 'depth:check',
      name: sql`${name(table)}_depth_check`,
      table,
      expr: sql`${name(depth)} >= 0 and (${name(depth)} = 0) = (${same})`,
    },
  ]
}
