import type { Id } from '../../base/index.ts'
import { isUserType, name, sql } from '../../catalog/index.ts'
import type { Claim, Facts, Nameless, Use } from '../../compile/api.ts'
import {
  type Group,
  groupPartitions,
  groupProblems,
  isSplit,
  ownGroups,
  soundGroups,
  split as splitClaim,
  splitColumn,
  stay,
  toldMoves,
} from '../kit/index.ts'
import { adding } from './adding.ts'
import type { Options } from './options.ts'

type U = Use<Options>

const never: ReadonlySet<string> = new Set([
  'json',
  'jsonb',
  'xml',
  'point',
  'polygon',
  'box',
  'circle',
  'path',
])
const listed = (c: Nameless<'column'>): boolean =>
  isUserType(c.type) ? !c.type.dims : !c.type.dims && !never.has(c.type.base)
const few = (facts: Facts) => (c: Nameless<'column'>) => ownGroups(facts, c).length > 0

export const columnOf = (facts: Facts, use: U): Nameless<'column'> | Claim<'split'> => {
  const chosen = use.options.column as Id | undefined
  return splitColumn(facts, use, chosen, chosen === undefined ? few(facts) : listed, {
    code: 'partition-list',
    needs:
      chosen === undefined
        ? 'an enum or a boolean (or a column that you choose)'
        : 'a column of plain values',
    waysOut: [],
  })
}

/** No partition but the default one would be no partitioning. */
const noGroups = (use: U, c: Nameless<'column'>): Claim<'split'> => ({
  claim: 'issue',
  code: 'partition-list/no-groups',
  severity: 'error',
  objects: [use.table, c.id],
  option: 'groups',
  message: sql`${name(use.table)}: say which values of ${name(c.id)} share a partition. Until then it is not partitioned.`,
  waysOut: [{ remedy: 'off', label: 'Do not partition the table' }],
})

const groupsOf = (facts: Facts, use: U, c: Nameless<'column'>): readonly Group[] =>
  use.options.groups.length > 0 ? use.options.groups : ownGroups(facts, c)

export const split = (facts: Facts, use: U): readonly Claim<'split'>[] => {
  const table = facts.object('table', use.table)
  const c = columnOf(facts, use)
  if ('claim' in c) return [c]
  const given = groupsOf(facts, use, c)
  const sound = soundGroups(facts, c, given)
  const problems = groupProblems(facts, use, c, 'groups', given)
  if (sound.length === 0 || !table) return [...problems, noGroups(use, c)]
  return [
    ...problems,
    splitClaim(use, 'list', [c.id]),
    ...groupPartitions(facts, use, c, sound),
    ...(use.options.rest
      ? [
          {
            claim: 'add',
            kind: 'partition',
            role: 'rest',
            name: sql`${name(use.table)}_default`,
            table: use.table,
            schema: table.schema,
            comment: 'Rows that no other partition is for.',
          } as const,
        ]
      : []),
  ]
}

export const derived = (facts: Facts, use: U): readonly Claim<'derived'>[] => {
  const c = columnOf(facts, use)
  return 'claim' in c || !isSplit(facts, use) || use.options.stay ? [] : toldMoves(facts, use, c.id)
}

export const rows = (facts: Facts, use: U): readonly Claim<'rows'>[] => {
  const c = columnOf(facts, use)
  if ('claim' in c || !isSplit(facts, use)) return []
  return [...(use.options.stay ? [stay(use, [c.id as Id<'column'>])] : []), adding(facts, use, c)]
}
