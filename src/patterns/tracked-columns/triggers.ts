import type { Id } from '../../base/index.ts'
import { joinSql, name, qualified, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import { asComparable, beforeTruncate, firstOpen, fromRow, names } from '../kit/index.ts'
import { keyPairs } from './tables.ts'
import { historyOf, role, tracked, type U } from './tracked.ts'

/** What the statements of one history need. */
interface Parts {
  readonly history: Sql
  /** The value is the one that it was. */
  readonly unchanged: Sql
  readonly column: Id<'column'>
  readonly period: Sql
  /** `h.orders_id = old.id and …`, within the row's own tenant. */
  readonly same: (row: string) => Sql
  readonly write: (row: string, period: string) => Sql
  readonly key: (row: string) => Sql
  /** The open value of the row as it was before the statement. */
  readonly last: Sql
}

const parts = (facts: Facts, use: U, column: Id<'column'>): Parts => {
  const table = historyOf(use, column)
  const pairs = keyPairs(facts, use, column)
  const [to, from] = [facts.scope(table), facts.scope(use.table)]
  const tenant = to && from && !pairs.some((p) => p.own.id === to) ? [{ to, from }] : []
  const named = [...tenant, ...pairs.map((p) => ({ to: p.own.id, from: p.of }))]
  const { actor } = use.options
  const into = [
    ...named.map((n) => n.to),
    use.idOf(role(column, 'value')),
    use.idOf(role(column, 'period')),
    ...(actor ? [use.idOf(role(column, 'by'))] : []),
  ]
  const value = (row: string): Sql =>
    asComparable(facts, facts.object('column', column), sql`${row}.${name(column)}`)
  const same = (row: string): Sql =>
    joinSql(
      named.map((n) => sql`h.${name(n.to)} = ${row}.${name(n.from)}`),
      ' and ',
    )
  const period = name(use.idOf(role(column, 'period')))
  const open = sql`${same('old')} and upper_inf(h.${period})`
  const id = sql`h.${name(use.idOf(role(column, 'id')))}`
  const sources = [...named.map((n) => n.from), column]
  return {
    history: sql`${qualified(table)}`,
    unchanged: sql`${value('new')} is not distinct from ${value('old')}`,
    column,
    period: sql`${period}`,
    same,
    last: sql`${open}${firstOpen(facts, use.table, { history: sql`${qualified(table)} h`, id, open })}`,
    write: (row, period) =>
      sql`insert into ${qualified(table)} (${names(into)})
      values (${fromRow(row, sources)}, ${period}${actor ? sql`, ${facts.actor}` : ''});`,
    key: (row) =>
      sql`(${fromRow(
        row,
        named.map((n) => n.from),
      )})`,
  }
}

/**
 * A period never runs backwards, though a transaction that began earlier may write later; a value that another
 * replaced at the same instant never held. What held before tracking began is open at its beginning.
 */
const body = (p: Parts): Sql => sql`
declare
  since timestamptz;
begin
  if tg_op = 'UPDATE' and ${p.unchanged} and ${p.key('new')} is not distinct from ${p.key('old')} then
    return null;
  end if;
  select greatest(now(), max(lower(h.${p.period})), max(upper(h.${p.period}))) into since
  from ${p.history} h where (${p.same('old')}) or (${p.same('new')});
  if tg_op <> 'INSERT' then
    if not exists (select 1 from ${p.history} h where ${p.same('old')}) then
      ${p.write('old', 'tstzrange(null, since)')}
    end if;
    delete from ${p.history} h where lower(h.${p.period}) >= since and ${p.last};
    if not found then
      update ${p.history} h set ${p.period} = tstzrange(lower(h.${p.period}), since) where ${p.last};
    end if;
  end if;
  if tg_op <> 'DELETE' then
    ${p.write('new', 'tstzrange(since, null)')}
  end if;
  return null;
end
`

const record = (use: U, p: Parts): Claim<'rows'> => ({
  claim: 'trigger',
  role: role(p.column, 'record'),
  label: sql`${name(p.column)}`,
  rank: 78,
  table: use.table,
  timing: 'after',
  events: ['insert', 'update', 'delete'],
  definer: true,
  body: body(p),
  comment: 'Keeps every value of the column with the period in which it held.',
})

const truncate = (use: U, p: Parts): Claim<'rows'> =>
  beforeTruncate({
    role: role(p.column, 'truncate'),
    label: sql`${name(p.column)}_truncate`,
    rank: 78,
    table: use.table,
    does: sql`delete from ${p.history} h where upper_inf(h.${p.period}) and lower(h.${p.period}) >= now();
  update ${p.history} h set ${p.period} = tstzrange(lower(h.${p.period}), now()) where upper_inf(h.${p.period});`,
    comment: 'Ends the current values when the table is emptied.',
  })

export const recorders = (facts: Facts, use: U): readonly Claim<'rows'>[] =>
  tracked(facts, use).flatMap((c) => {
    const p = parts(facts, use, c)
    return [record(use, p), truncate(use, p)]
  })
