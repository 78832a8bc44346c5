import { joinSql, qualified, rawSql, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import { planOf, type U } from './plan.ts'

const number = (use: U): string => use.id.slice(use.id.lastIndexOf('#') + 1)

const publisher = (use: U, tables: Sql): Sql => {
  const n = number(use)
  return sql`${rawSql(`-- On the server that is written to, as the owner of the tables. It needs wal_level = logical.
-- Changed and deleted rows are told apart by the primary key, so every published table has one.
create publication read_model_${n} for table `)}${tables};
`
}

const subscriber = (use: U): Sql => {
  const n = number(use)
  return sql`${rawSql(`-- On the server that is read from. First apply the schema of this bundle there, so that the tables exist.
-- Rows that arrive this way fire no ordinary trigger: the read model is rebuilt on a schedule, and only what
-- differs is written.
create subscription read_model_${n}
  connection 'host=primary.internal dbname=app user=replicator'
  publication read_model_${n};

-- Every minute, by pg_cron or any other clock:
-- select `)}${qualified(use.idOf('rebuild'))}();
-- How far behind it is: select count(*) from ${qualified(use.idOf('drift'))};
`
}

const schedule = (use: U, call: Sql, every: string): Sql => {
  const n = number(use)
  return sql`${rawSql(`-- ${every} Run it once as the role that owns the function. Without pg_cron, let any other clock run the call.
create extension if not exists pg_cron;
select cron.schedule('read-model-${n}', '* * * * *', $job$select `)}${call}${rawSql(`$job$);
`)}`
}

export const files = (facts: Facts, use: U): readonly Claim<'files'>[] => {
  const plan = planOf(facts, use)
  if (!plan || !facts.object('view', use.idOf('source'))) return []
  const n = number(use)
  const tables = joinSql(
    [...new Set(plan.query.refs.map((r) => r.id))].filter((id) => facts.object('table', id)).map(qualified),
    ', ',
  )
  switch (use.options.kept) {
    case 'trigger':
      return []
    case 'queue':
      return [
        {
          claim: 'file',
          path: `schedule/read-model-${n}.sql`,
          text: schedule(
            use,
            sql`${qualified(use.idOf('work'))}()`,
            'Empties the queue every minute; several may run at once.',
          ),
        },
      ]
    case 'rebuild':
      return [
        {
          claim: 'file',
          path: `schedule/read-model-${n}.sql`,
          text: schedule(
            use,
            sql`${qualified(use.idOf('rebuild'))}()`,
            'Rebuilds it every minute; it writes only what differs.',
          ),
        },
      ]
    case 'publication':
      return [
        { claim: 'file', path: `read-model-${n}/publisher.sql`, text: publisher(use, tables) },
        { claim: 'file', path: `read-model-${n}/subscriber.sql`, text: subscriber(use) },
      ]
  }
}
