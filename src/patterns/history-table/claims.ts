import { builtIn, joinSql, name, qualified, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import { beforeTruncate, operationCheck, primaryKey, valuesOf } from '../kit/index.ts'
import { keyCopies, type Parts, parts, type U } from './parts.ts'

const called = {
  history_id: sql`history_id`,
  operation: sql`operation`,
  valid_period: sql`valid_period`,
  changed_by: sql`changed_by`,
} as const
const types = {
  bigint: builtIn('bigint'),
  text: builtIn('text'),
  tstzrange: builtIn('tstzrange'),
} as const

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
      name: called.history_id,
      type: types.bigint,
      notNull: true,
      identity: 'always',
      first: true,
    },
    {
      claim: 'column',
      role: 'operation',
      table,
      name: called.operation,
      type: types.text,
      notNull: true,
      comment: 'INSERT, UPDATE, DELETE or TRUNCATE.',
    },
    {
      claim: 'column',
      role: 'valid_period',
      table,
      name: called.valid_period,
      type: types.tstzrange,
      notNull: true,
      comment: 'When this version was the current one; empty where the same transaction replaced it.',
    },
    ...(use.options.actor
      ? [
          {
            claim: 'column',
            role: 'changed_by',
            table,
            name: called.changed_by,
            type: types.text,
          } as const,
        ]
      : []),
  ]
}

export const keys = (facts: Facts, use: U): readonly Claim<'keys'>[] => {
  const table = use.idOf<'table'>('history')
  if (!facts.object('table', table)) return []
  return [
    primaryKey(table, [use.idOf('history_id')]),
    operationCheck(use, table),
    {
      claim: 'add',
      kind: 'index',
      role: 'key:index',
      name: sql`${name(table)}_row_idx`,
      table,
      elements: keyCopies(facts, use).map(({ copy }) => ({ column: copy })),
    },
  ]
}

/** `greatest`: a transaction that began earlier may write later, and a period must not run backwards. */
const closed = ({ period }: Parts): Sql =>
  sql`${period} = tstzrange(lower(h.${period}), greatest(now(), lower(h.${period})))`

const close = (p: Parts, row: Sql): Sql =>
  sql`update ${p.history} h
    set ${closed(p)}
    where ${row} and upper_inf(h.${p.period})${p.first(row)}`

/** How a version is written: `into`, the values of the row, the operation, the period, and by whom. */
interface Writing {
  readonly into: Sql
  readonly by: Sql
  readonly byNoOne: string
}

const writing = (facts: Facts, use: U, p: Parts): Writing => {
  const { actor } = use.options
  const by = actor ? [name(use.idOf('changed_by'))] : []
  const columns = joinSql([...p.copies, p.operation, p.period, ...by], ', ')
  return {
    into: sql`insert into ${p.history} (${columns})\n    select `,
    by: actor ? sql`, ${facts.actor}` : sql``,
    byNoOne: actor ? ', null' : '',
  }
}

/**
 * Of one key no two versions hold at once, also where a transaction that began before it was deleted writes it again.
 * A row that was there before its history began: what it was until now counts from the beginning of time. Variables
 * stand beside no column by bare name: a column may be called like one.
 */
const rowTrigger = (use: U, p: Parts, { into, by, byNoOne }: Writing): Claim<'rows'> => {
  const same = p.same('old')
  return {
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
  last timestamptz;
  written record;
begin
  if tg_op <> 'INSERT' then
    select greatest(now(), max(lower(h.${p.period}))), count(*) > 0 into since, known
    from ${p.history} h where ${same};
    ${close(p, same)};
    if not known then
      ${into}${valuesOf('old', p.originals)}, 'INSERT', tstzrange(null, since)${byNoOne};
    end if;
  end if;
  if tg_op = 'DELETE' then
    written := old;
  else
    written := new;
    if tg_op = 'INSERT' or not (${p.stays}) then
      select max(upper(h.${p.period})) into last from ${p.history} h where ${p.same('new')};
      since := greatest(since, last);
    end if;
  end if;
  ${into}${valuesOf('written', p.originals)}, tg_op, tstzrange(since, case tg_op when 'DELETE' then since end, '[]')${by};
  return null;
end
`,
    comment: 'Writes a version for each change of a row.',
  }
}

/** For each row the version that was never written, if it is not there, and the last one. */
const lastVersions = (p: Parts, { by, byNoOne }: Writing): Sql => sql`(
    select 'INSERT', tstzrange(null, now())${byNoOne} where not exists (select from ${p.history} h where ${p.same('t')})
    union all
    select 'TRUNCATE', tstzrange(now(), now(), '[]')${by}
  )`

const truncateTrigger = (use: U, p: Parts, w: Writing): Claim<'rows'> =>
  beforeTruncate({
    role: 'truncate',
    rank: 80,
    table: use.table,
    does: sql`update ${p.history} h
  set ${closed(p)}
  where upper_inf(h.${p.period});
  ${w.into}${valuesOf('t', p.originals)}, v.*
  from ${qualified(use.table)} t cross join lateral ${lastVersions(p, w)} v;`,
    comment: 'Writes a last version for each row when the table is emptied.',
  })

export const rows = (facts: Facts, use: U): readonly Claim<'rows'>[] => {
  const p = parts(facts, use)
  if (!p) return []
  const w = writing(facts, use, p)
  return [
    rowTrigger(use, p, w),
    truncateTrigger(use, p, w),
    { claim: 'access', table: use.idOf<'table'>('history'), app: 'read' },
  ]
}
