import type { Id } from '../../base/index.ts'
import { name, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts, IssueClaim, Use } from '../../compile/api.ts'
import type { Options } from './options.ts'

export type U = Use<Options>

/** The chosen columns that are columns of the table. */
export const watched = (facts: Facts, use: U): readonly Id<'column'>[] =>
  [...new Set(use.options.columns)].filter((c) => facts.object('column', c)?.table === use.table)

const issue = (
  use: U,
  code: string,
  message: Sql,
  more: Pick<IssueClaim, 'option' | 'waysOut'>,
): IssueClaim => ({
  claim: 'issue',
  code: `event-log/${code}`,
  severity: 'error',
  objects: [use.table],
  message,
  ...more,
})

/** Events are about rows, so the rows need a name. */
export const keyless = (use: U): Claim<'tables'> =>
  issue(
    use,
    'no-key',
    sql`${name(use.table)} has no primary key, so an event cannot say which row it is about. Give it one.`,
    { waysOut: [{ remedy: 'off', label: 'Switch the event log off' }] },
  )

export const problems = (facts: Facts, use: U): readonly Claim<'columns'>[] => {
  const good = watched(facts, use)
  return [
    ...(good.length < new Set(use.options.columns).size
      ? [
          issue(
            use,
            'no-column',
            sql`A watched column is not in ${name(use.table)}. Leave it out of the list.`,
            {
              option: 'columns',
              waysOut: [{ remedy: 'options', label: 'Leave it out', set: { columns: good } }],
            },
          ),
        ]
      : []),
  ]
}
