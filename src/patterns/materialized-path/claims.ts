import { builtIn, name, rawSql, sql } from '../../catalog/index.ts'
import type { Claim, Facts, Use } from '../../compile/api.ts'
import { parentClaims, treeOf } from '../kit/tree.ts'
import type { Options } from './options.ts'
import { keep } from './triggers.ts'
import { view } from './view.ts'

export type U = Use<Options>

export const columns = (facts: Facts, use: U): readonly Claim<'columns'>[] => [
  ...parentClaims(facts, use, 'materialized-path'),
  ...(facts.primaryKey(use.table)
    ? [
        {
          claim: 'column',
          role: 'path',
          table: use.table,
          name: sql`${use.options.column}`,
          type: builtIn(use.options.kind),
          ...(use.options.kind === 'text' ? { collation: 'C' } : {}),
          notNull: true,
          // Rows that are there already get their paths by the rebuild function.
          default: rawSql("''"),
          comment: 'The keys from the top down to the row; kept by a trigger.',
        } as const,
      ]
    : []),
]

export const keys = (facts: Facts, use: U): readonly Claim<'keys'>[] =>
  facts.parent(use.table)
    ? [
        {
          claim: 'add',
          kind: 'index',
          role: 'index',
          name: '',
          table: use.table,
          ...(use.options.kind === 'ltree' ? { method: 'gist' } : {}),
          elements: [{ column: use.idOf('path') }],
        },
      ]
    : []

/** `<@` may tell what it compares, so PostgreSQL asks it only after the policy and never through the index. */
const leaks = (use: U): Claim<'rows'> => ({
  claim: 'issue',
  code: 'materialized-path/not-leakproof',
  severity: 'warning',
  objects: [use.table],
  option: 'kind',
  message: sql`${name(use.table)} belongs to tenants, and behind a policy PostgreSQL does not use the index of an ltree path. A path of text keeps its index.`,
  waysOut: [{ remedy: 'options', label: 'Make the path of text', set: { kind: 'text' } }],
})

export const rows = (facts: Facts, use: U): readonly Claim<'rows'>[] => {
  const tree = treeOf(facts, use.table)
  if (!tree) return []
  return [...(use.options.kind === 'ltree' && tree.scope ? [leaks(use)] : []), ...keep(facts, use, tree)]
}

export const derived = (facts: Facts, use: U): readonly Claim<'derived'>[] => {
  const t = treeOf(facts, use.table)
  if (!t || !use.options.view) return []
  return [view(facts, use, t)]
}
