import { name, sql } from '../../catalog/index.ts'
import type { Claim, Facts, IssueClaim } from '../../compile/api.ts'
import * as both from './both.ts'
import * as counter from './counter.ts'
import * as latest from './latest.ts'
import type { U } from './shared.ts'

const needsKey = (use: U): IssueClaim => ({
  claim: 'issue',
  code: 'conflict-resolution/no-key',
  severity: 'error',
  objects: [use.table],
  option: 'strategy',
  message: sql`${name(use.table)} has no primary key, so it cannot be told which row a ${use.options.strategy === 'counter' ? 'count' : 'conflict'} is about. Give it one, or let the last write win.`,
  waysOut: [{ remedy: 'options', label: 'Let the last write win', set: { strategy: 'last write wins' } }],
})

const lacksKey = (facts: Facts, use: U): boolean =>
  use.options.strategy !== 'last write wins' && facts.primaryKey(use.table) === undefined

export const tables = (facts: Facts, use: U): readonly Claim<'tables'>[] => {
  if (lacksKey(facts, use)) return [needsKey(use)]
  const makers = { 'last write wins': () => [], 'keep both': both.tables, counter: counter.tables } as const
  return makers[use.options.strategy](use)
}

export const columns = (facts: Facts, use: U): readonly Claim<'columns'>[] => {
  if (lacksKey(facts, use)) return []
  if (use.options.strategy === 'last write wins') return latest.columns(use)
  return use.options.strategy === 'keep both' ? both.columns(use) : counter.columns(facts, use)
}

export const keys = (facts: Facts, use: U): readonly Claim<'keys'>[] => {
  if (lacksKey(facts, use) || use.options.strategy === 'last write wins') return []
  return use.options.strategy === 'keep both' ? both.keys(facts, use) : counter.keys(facts, use)
}

export const rows = (facts: Facts, use: U): readonly Claim<'rows'>[] => {
  if (lacksKey(facts, use)) return []
  if (use.options.strategy === 'last write wins') return latest.rows(use)
  return use.options.strategy === 'keep both' ? both.rows(facts, use) : counter.rows(facts, use)
}

export const derived = (facts: Facts, use: U): readonly Claim<'derived'>[] =>
  use.options.strategy === 'counter' && !lacksKey(facts, use) ? counter.derived(facts, use) : []
