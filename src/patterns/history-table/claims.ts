import type { Id } from '../../base/index.ts'
import { builtIn, joinSql, name, qualified, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import { beforeTruncate, fromRow, names, operationCheck, primaryKey } from '../kit/index.ts'
import { copied, type Parts, parts, type U } from './parts.ts'

/** Rows of a table without a key cannot be told apart over time. */
const keyless = (use: U): Claim<'tables'> => ({
  claim: 'issue',
  code: 'history-table/no-key',
  severity: 'error',
  objects: [use.table],
  message: sql`${name(use.table)} has no primary key, so its history cannot say which row changed. Give it one.`,
  waysOut: [{ remedy: 'off', label: 'Switch the history off' }],
})

export const tables = (facts: Facts, use: U): readonly Claim<'tables'>[] =>
  facts.primaryKey(use.table)
    ? [
        {
          claim: 'table',
          role: 'history',
          name: sql`${name(use.table)}_history`,
          beside: use.table,
          mirrors: use.table,
          holds: 'facts',
          comment: 'Every version of every row, with the period in which it was the current one.',
        },
      ]
    : [keyless(use)]

export const columns = (facts: Facts, use: U): readonly Claim<'columns'>[] => {
  const table = use.idOf<'table'>('history')
  if (!facts.object('table', table)) return []
  return [
    {
      claim: 'column',
      role: 'history_id',
      table,
      name: sql`history_id`,
      type: builtIn('bigint'),
      notNull: true,
      identity: 'always',
      first: true,
    },
    {
      claim: 'column',
      role: 'operation',
      table,
      name: sql`operation`,
      type: builtIn('text'),
      notNull: true,
      comment: 'INSERT, UPDATE, DELETE or TRUNCATE.',
    },
    {
      claim: 'column',
      role: 'valid_period',
      table,
      name: sql`valid_period`,
      type: builtIn('tstzrange'),
      notNull: true,
      comment: 'When this version was the current one; empty where the same transaction replaced it.',
    },
    ...(use.options.actor
      ? [
          {
            claim: 'column',
            role: 'changed_by',
            table,
            name: sql`changed_by`,
            type: builtIn('text'),
          } as const,
        ]
      : []),
  ]
}

export const keys = (facts: Facts, use: U): readonly Claim<'keys'>[] => {
  const table = use.idOf<'table'>('history')
  if (!facts.object('table', table)) return []
  const key = copied(facts, use, facts.primaryKey(use.table)?.columns ?? [])
  return [
    primaryKey(table, [use.idOf('history_id')]),
    operationCheck(use, table),
    {
      claim: 'add',
      kind: 'index',
      role: 'key:index',
      name: sql`${name(table)}_row_idx`,
      table,
      elements: key.map((column) => ({ column: column as Id<'column'> })),
    },
  ]
}

/** `greatest`: a transaction that began earlier may write later, and a period must not run backwards. */
const close = (use: U, p: Parts, row: string): Sql => {
  const period = name(use.idOf('valid_period'))
  return sql`update ${p.history} h
    set ${period} = tstzrange(lower(h.${period}), greatest(now(), lower(h.${period})))
    where ${p.same(row)} and upper_inf(h.${period})`
}

const record = (
  facts: Facts,
  use: U,
  p: Parts,
  values: {
    readonly row: string
    readonly operation: string
    readonly period: string
    readonly actor?: string
  },
): Sql => {
  const own = [
    name(use.idOf('operation')),
    name(use.idOf('valid_period')),
    ...(use.options.actor ? [name(use.idOf('changed_by'))] : []),
  ]
  return sql`insert into ${p.history} (${names(p.mirrors)}, ${joinSql(own, ', ')})
    select ${fromRow(values.row, p.originals)}, ${values.operation}, ${values.period}${use.options.actor ? sql`, ${values.actor ?? facts.actor}` : ''}`
}

/** A row that was there before its history began: what it was until now counts from the beginning of time. */
const rowTrigger = (facts: Facts, use: U, p: Parts): Claim<'rows'> => ({
  claim: 'trigger',
  role: 'record',
  rank: 80,
  table: use.table,
  timing: 'after',
  events: ['insert', 'update', 'delete'],
  definer: true,
  body: sql`
declare
  since timestamptz := now();
  known boolean;
begin
  if tg_op <> 'INSERT' then
    select greatest(since, max(lower(h.${name(use.idOf('valid_period'))}))), count(*) > 0 into since, known
    from ${p.history} h where ${p.same('old')};
    ${close(use, p, 'old')};
    if not known then
      ${record(facts, use, p, { row: 'old', operation: "'INSERT'", period: 'tstzrange(null, since)', actor: 'null' })};
    end if;
  end if;
  if tg_op = 'DELETE' then
    ${record(facts, use, p, { row: 'old', operation: 'tg_op', period: "tstzrange(since, since, '[]')" })};
  else
    ${record(facts, use, p, { row: 'new', operation: 'tg_op', period: 'tstzrange(since, null)' })};
  end if;
  return null;
end
`,
  comment: 'Writes a version for each change of a row.',
})

const truncateTrigger = (facts: Facts, use: U, p: Parts): Claim<'rows'> =>
  beforeTruncate({
    role: 'truncate',
    rank: 80,
    table: use.table,
    does: sql`${record(facts, use, p, { row: 't', operation: "'INSERT'", period: 'tstzrange(null, now())', actor: 'null' })}
  from ${qualified(use.table)} t where not exists (select from ${p.history} h where ${p.same('t')});
  update ${p.history} h
  set ${name(use.idOf('valid_period'))} = tstzrange(lower(h.${name(use.idOf('valid_period'))}), greatest(now(), lower(h.${name(use.idOf('valid_period'))})))
  where upper_inf(h.${name(use.idOf('valid_period'))});
  ${record(facts, use, p, { row: 't', operation: "'TRUNCATE'", period: "tstzrange(now(), now(), '[]')" })}
  from ${qualified(use.table)} t;`,
    comment: 'Writes a last version for each row when the table is emptied.',
  })

export const rows = (facts: Facts, use: U): readonly Claim<'rows'>[] => {
  const p = parts(facts, use)
  if (!p) return []
  return [
    rowTrigger(facts, use, p),
    truncateTrigger(facts, use, p),
    { claim: 'access', table: use.idOf<'table'>('history'), app: 'read' },
  ]
}
