import type { Id } from '../../base/index.ts'
import { builtIn, joinSql, name, qualified, rawSql, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts, Nameless, Use } from '../../compile/api.ts'
import { beforeTruncate, fromRow, names, operationCheck, primaryKey, steady } from '../kit/index.ts'
import type { Options } from './options.ts'

type U = Use<Options>
type Column = Nameless<'column'>

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

/** Columns of the mirror by the original they copy. */
const copies = (facts: Facts, use: U): ReadonlyMap<Id, Column> =>
  new Map(
    facts.columns(use.idOf('history')).flatMap((c) => {
      const original = facts.mirroredColumn(c.id)
      return original ? [[original as Id, c] as const] : []
    }),
  )

const copied = (facts: Facts, use: U, columns: readonly Id[]): readonly Id[] => {
  const map = copies(facts, use)
  return columns.flatMap((c) => map.get(c)?.id ?? [])
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

interface Parts {
  readonly history: Sql
  readonly originals: readonly Id[]
  readonly mirrors: readonly Id[]
  /** `h.id = old.id and …` over the sealed key. */
  readonly same: (row: string) => Sql
}

const parts = (facts: Facts, use: U): Parts | undefined => {
  const history = use.idOf<'table'>('history')
  const key = facts.primaryKey(use.table)
  if (!key || !facts.object('table', history)) return undefined
  const map = copies(facts, use)
  const originals = steady(facts.columns(use.table))
    .filter((c) => map.has(c.id))
    .map((c) => c.id as Id)
  return {
    history: sql`${qualified(history)}`,
    originals,
    mirrors: copied(facts, use, originals),
    same: (row) =>
      joinSql(
        key.columns.flatMap((c) => {
          const m = map.get(c)
          return m ? [sql`h.${name(m.id)} = ${row}.${name(c)}`] : []
        }),
        ' and ',
      ),
  }
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
    does: sql`update ${p.history} h
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

export const derived = (facts: Facts, use: U): readonly Claim<'derived'>[] => {
  const history = facts.object('table', use.idOf('history'))
  if (!history) return []
  const id = use.idOf<'routine'>('as_of')
  return [
    {
      claim: 'add',
      kind: 'routine',
      role: 'as_of',
      name: sql`${name(use.table)}_as_of`,
      schema: history.schema,
      params: [{ id: `${id}/at` as Id, name: 'at', type: builtIn('timestamptz') }],
      returns: sql`setof ${qualified(history.id)}`,
      language: 'sql',
      volatility: 'stable',
      settings: [rawSql('search_path = pg_catalog, pg_temp')],
      body: sql`
select h.* from ${qualified(history.id)} h
where h.${name(use.idOf('valid_period'))} @> $1
  and h.${name(use.idOf('operation'))} in ('INSERT', 'UPDATE')
`,
      comment: 'The rows of the table as they were at the given time.',
    },
  ]
}
