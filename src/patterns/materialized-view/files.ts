import { qualified, rawSql, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import type { Options } from './options.ts'
import { planOf, type U } from './plan.ts'

const cron: Readonly<Record<Options['every'], string>> = {
  '5 minutes': '*/5 * * * *',
  '15 minutes': '*/15 * * * *',
  '1 hour': '7 * * * *',
  '1 day': '7 3 * * *',
  'by hand': '',
}

/** The number of the use: the switch can be on several times. */
const number = (use: U): string => use.id.slice(use.id.lastIndexOf('#') + 1)

/** The call that keeps the view fresh, for pg_cron or for any other clock. */
export const files = (facts: Facts, use: U): readonly Claim<'files'>[] => {
  const when = cron[use.options.every]
  if (when === '' || !planOf(facts, use)) return []
  const job = `refresh-materialized-view-${number(use)}`
  return [
    {
      claim: 'file',
      path: `schedule/${job}.sql`,
      text: sql`${rawSql(`-- Every ${use.options.every}. Run it once as the role that owns the materialized view.
-- Without pg_cron, let any other clock run the call between the dollar signs with psql.
-- Two refreshes at a time wait for one another: choose a rhythm that a refresh keeps up with.
create extension if not exists pg_cron;
select cron.schedule('${job}', '${when}', $job$select `)}${qualified(use.idOf('refresh'))}${rawSql(`()$job$);
`)}`,
    },
  ]
}
