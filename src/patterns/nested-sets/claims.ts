import type { Id } from '../../base/index.ts'
import { builtIn, name, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import { primaryKey } from '../kit/index.ts'
import { parentClaims, treeOf } from '../kit/tree.ts'
import { routines } from './routines.ts'
import { isBeside, keyIn, setsOf, type U } from './sets.ts'
import { triggers } from './triggers.ts'

export const tables = (facts: Facts, use: U): readonly Claim<'tables'>[] =>
  isBeside(use) && facts.primaryKey(use.table)
    ? [
        {
          claim: 'table',
          role: 'sets',
          name: sql`${name(use.table)}_sets`,
          beside: use.table,
          holds: 'facts',
          comment: 'The interval of each row: rows below it lie within. Kept by triggers.',
        },
      ]
    : []

export const columns = (facts: Facts, use: U): readonly Claim<'columns'>[] => {
  const key = facts.primaryKey(use.table)?.columns ?? []
  const table = isBeside(use) ? use.idOf<'table'>('sets') : use.table
  const end = (role: 'lft' | 'rgt', text: string): Claim<'columns'> => ({
    claim: 'column',
    role,
    table,
    name: sql`${text}`,
    type: builtIn('bigint'),
    // Rows that are there already get their numbers by the rebuild function.
    ...(isBeside(use) ? { notNull: true } : {}),
    comment: 'Set by triggers: rows below a row lie within its numbers.',
  })
  const copies = key.map(
    (k): Claim<'columns'> => ({
      claim: 'column',
      role: `key:${k}`,
      table,
      name: sql`${name(k)}`,
      type: facts.object('column', k)?.type ?? builtIn('text'),
      notNull: true,
    }),
  )
  return [
    ...parentClaims(facts, use, 'nested-sets'),
    ...(isBeside(use) ? copies : []),
    ...(key.length > 0 ? [end('lft', use.options.left), end('rgt', use.options.right)] : []),
  ]
}

export const keys = (facts: Facts, use: U): readonly Claim<'keys'>[] => {
  const parent = facts.parent(use.table)
  if (!parent) return []
  const table = isBeside(use) ? use.idOf<'table'>('sets') : use.table
  const [lft, rgt] = [use.idOf<'column'>('lft'), use.idOf<'column'>('rgt')]
  const unique = (role: string, column: Id<'column'>): Claim<'keys'> => ({
    claim: 'add',
    kind: 'key',
    role,
    name: '',
    table,
    columns: [column],
    // A move shifts many numbers in one statement; they are compared at its end.
    deferrable: 'deferrable',
  })
  return [
    ...(isBeside(use) ? [primaryKey(table, keyIn(use, parent.keys))] : []),
    unique('lft:key', lft),
    unique('rgt:key', rgt),
    {
      claim: 'add',
      kind: 'check',
      role: 'check',
      name: sql`${name(table)}_nested`,
      table,
      expr: sql`${name(lft)} < ${name(rgt)}`,
    },
  ]
}

export const rows = (facts: Facts, use: U): readonly Claim<'rows'>[] => {
  const tree = treeOf(facts, use.table)
  if (!tree) return []
  const sets = setsOf(facts, use, tree)
  return [
    ...triggers(facts, use, sets),
    ...(isBeside(use) ? [{ claim: 'access', table: sets.table, app: 'read' } as const] : []),
  ]
}

export const derived = (facts: Facts, use: U): readonly Claim<'derived'>[] => {
  const tree = treeOf(facts, use.table)
  return tree && use.options.functions ? routines(facts, use, setsOf(facts, use, tree)) : []
}
