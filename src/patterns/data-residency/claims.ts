import type { Id } from '../../base/index.ts'
import { builtIn, isUserType, joinSql, name, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts, Nameless, Use } from '../../compile/api.ts'
import {
  groupPartitions,
  groupProblems,
  isSplit,
  soundGroups,
  split as splitClaim,
  splitColumn,
  stay,
  toldMoves,
  valueSql,
} from '../kit/index.ts'
import type { Options } from './options.ts'

export type U = Use<Options>

export const columns = (_facts: Facts, use: U): readonly Claim<'columns'>[] =>
  use.options.column
    ? []
    : [
        {
          claim: 'column',
          role: 'region',
          table: use.table,
          name: sql`${use.options.name}`,
          type: builtIn('text'),
          notNull: true,
          comment: 'Where the row has to be kept.',
        },
      ]

const plain = (c: Nameless<'column'>): boolean =>
  isUserType(c.type) ? !c.type.dims : !c.type.dims && /^(text|varchar|char|citext)$/.test(c.type.base)

export const regionOf = (facts: Facts, use: U): Nameless<'column'> | Claim<'split'> =>
  splitColumn(facts, use, use.options.column ?? use.idOf<'column'>('region'), plain, {
    code: 'data-residency',
    needs: 'a text or an enum',
    waysOut: [{ remedy: 'options', label: 'Let the pattern add a column', set: { column: undefined } }],
  })

const sound = (facts: Facts, use: U, c: Nameless<'column'>) => soundGroups(facts, c, use.options.regions)

/** The rule by name, whatever the partitions are one day: no default partition may undo it. */
export const keys = (facts: Facts, use: U): readonly Claim<'keys'>[] => {
  const c = regionOf(facts, use)
  if ('claim' in c) return []
  const values: readonly Sql[] = sound(facts, use, c).flatMap((g) =>
    g.values.map((v) => valueSql(facts, c, v)),
  )
  if (values.length === 0) return []
  return [
    {
      claim: 'add',
      kind: 'check',
      role: 'known',
      name: sql`${name(use.table)}_${name(c.id)}_known`,
      table: use.table,
      expr: sql`${name(c.id)} in (${joinSql(values, ', ')})`,
    },
  ]
}

export const split = (facts: Facts, use: U): readonly Claim<'split'>[] => {
  const c = regionOf(facts, use)
  if ('claim' in c) return [c]
  const problems = groupProblems(facts, use, c, 'regions', use.options.regions)
  const regions = sound(facts, use, c)
  if (regions.length === 0)
    return [
      ...problems,
      {
        claim: 'issue',
        code: 'data-residency/no-regions',
        severity: 'error',
        objects: [use.table],
        option: 'regions',
        message: sql`${name(use.table)}: name at least one region with its values, or no row has a place.`,
        waysOut: [{ remedy: 'off', label: 'Do not partition the table' }],
      },
    ]
  return [...problems, splitClaim(use, 'list', [c.id]), ...groupPartitions(facts, use, c, regions)]
}

export const rows = (facts: Facts, use: U): readonly Claim<'rows'>[] => {
  const c = regionOf(facts, use)
  if ('claim' in c || !isSplit(facts, use) || !use.options.stay) return []
  return [stay(use, [c.id as Id<'column'>])]
}

export const derived = (facts: Facts, use: U): readonly Claim<'derived'>[] => {
  const c = regionOf(facts, use)
  return 'claim' in c || !isSplit(facts, use) || use.options.stay ? [] : toldMoves(facts, use, c.id)
}
