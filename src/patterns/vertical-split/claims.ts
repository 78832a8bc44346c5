import type { Id } from '../../base/index.ts'
import { name, sql } from '../../catalog/index.ts'
import type { Claim, Facts, Remedy } from '../../compile/api.ts'
import { primaryKey } from '../kit/index.ts'
import { coldColumns, problems, splits, type U } from './cold.ts'

export const tables = (facts: Facts, use: U): readonly Claim<'tables'>[] => [
  ...problems(facts, use),
  ...(splits(facts, use)
    ? [
        {
          claim: 'table',
          role: 'cold',
          name: sql`${name(use.table)}_${use.options.suffix}`,
          beside: use.table,
          holds: 'facts',
          comment: 'The columns that are hardly read; at most one row for each row of the table.',
        } as const,
      ]
    : []),
]

const without = (cold: readonly Id<'column'>[], c: Id): Remedy =>
  cold.length > 1
    ? { remedy: 'options', label: 'Leave it where it is', set: { columns: cold.filter((x) => x !== c) } }
    : { remedy: 'off', label: 'Keep the table whole' }

export const keyRole = (c: Id): string => `key:${c}`

export const columns = (facts: Facts, use: U): readonly Claim<'columns'>[] => {
  const to = use.idOf<'table'>('cold')
  if (!facts.object('table', to)) return []
  const cold = coldColumns(facts, use)
  return [
    ...(facts.primaryKey(use.table)?.columns ?? []).flatMap((id): readonly Claim<'columns'>[] => {
      const c = facts.object('column', id)
      return c
        ? [
            {
              claim: 'column',
              role: keyRole(id),
              table: to,
              name: sql`${name(id)}`,
              type: c.type,
              notNull: true,
              first: true,
            },
          ]
        : []
    }),
    ...cold.map(
      (column): Claim<'columns'> => ({
        claim: 'move',
        column,
        to,
        option: 'columns',
        otherwise: without(cold, column),
      }),
    ),
  ]
}

export const keys = (facts: Facts, use: U): readonly Claim<'keys'>[] => {
  const table = use.idOf<'table'>('cold')
  if (!facts.object('table', table)) return []
  const key = (facts.primaryKey(use.table)?.columns ?? []).map((c) => use.idOf<'column'>(keyRole(c)))
  return [
    primaryKey(table, key),
    {
      claim: 'reference',
      role: 'fk',
      name: '',
      table,
      columns: key,
      references: use.table,
      onDelete: 'cascade',
      onUpdate: 'cascade',
    },
  ]
}
