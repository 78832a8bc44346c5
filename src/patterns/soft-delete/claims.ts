import type { Id } from '../../base/index.ts'
import { builtIn, name, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts, Use } from '../../compile/api.ts'
import { raise, rowView } from '../kit/index.ts'
import { childClaims } from './children.ts'
import { functions } from './functions.ts'
import type { Options } from './options.ts'

type U = Use<Options>
const called = { at: sql`deleted_at`, by: sql`deleted_by` } as const
const [time, word] = [builtIn('timestamptz'), builtIn('text')]
export const deletedAt = (use: U): Id<'column'> => use.idOf('deleted_at')
export const isAlive = (use: U): Sql => sql`${name(deletedAt(use))} is null`

export const columns = (_facts: Facts, use: U): readonly Claim<'columns'>[] => [
  {
    claim: 'column',
    role: 'deleted_at',
    table: use.table,
    name: called.at,
    type: time,
  },
  ...(use.options.by
    ? [
        {
          claim: 'column',
          role: 'deleted_by',
          table: use.table,
          name: called.by,
          type: word,
        } as const,
      ]
    : []),
]

export const keys = (_facts: Facts, use: U): readonly Claim<'keys'>[] => [
  { claim: 'alive', table: use.table, predicate: isAlive(use) },
]

const guard = (use: U): Claim<'rows'> => ({
  claim: 'trigger',
  role: 'guard',
  rank: 10,
  table: use.table,
  timing: 'before',
  events: ['delete'],
  when: sql`old.${name(deletedAt(use))} is null`,
  body: sql`
begin
  ${raise('23001', 'Rows of this table are marked as deleted, not removed.', 'Set deleted_at, or call the delete function.')}
end
`,
  comment: 'Only rows that are marked as deleted can be removed.',
})

export const rows = (facts: Facts, use: U): readonly Claim<'rows'>[] => [
  ...(use.options.guard ? [guard(use)] : []),
  ...childClaims(facts, use),
  ...functions(facts, use),
]

export const derived = (facts: Facts, use: U): readonly Claim<'derived'>[] =>
  use.options.view
    ? rowView(facts, use, {
        role: 'live',
        name: sql`live_${name(use.table)}`,
        where: isAlive(use),
        comment: 'The rows that are not deleted.',
      })
    : []
