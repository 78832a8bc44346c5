import type { Id } from '../../base/index.ts'
import { joinSql, literal, name, qualified, regclass, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import { beforeTruncate, fromRow } from '../kit/index.ts'
import { hasOwnLog, isShared, rowColumns, type U, watched } from './watched.ts'

/** The trigger's role for a table. */
export const recordRole = (use: U, table: Id): string => (isShared(use) ? `record:${table}` : 'record')
export const truncateRole = (use: U, table: Id): string => (isShared(use) ? `truncate:${table}` : 'truncate')

/** Whose row it is, as the log has to say it; undefined where it cannot. `row` is a row variable or an alias. */
const tenantOf = (facts: Facts, use: U, table: Id): ((row: string) => Sql) | undefined => {
  if (!facts.scope(use.idOf('log'))) return () => sql``
  const scope = facts.scope(table) ?? (facts.tenants?.table === table ? facts.tenants.key : undefined)
  return scope ? (row) => sql`${row}.${name(scope)}` : undefined
}

const asJson = (facts: Facts, use: U, table: Id, row: string): Sql => {
  const out = use.options.except.filter((c) => facts.object('column', c)?.table === table)
  const list = joinSql(out.map(literal), ', ')
  return out.length > 0 ? sql`to_jsonb(${row}) - array[${list}]::text[]` : sql`to_jsonb(${row})`
}

const keyOf = (facts: Facts, use: U, table: Id, row: string): Sql => {
  const columns = rowColumns(facts, use, table)
  return columns.length > 0 ? sql`jsonb_build_array(${fromRow(row, columns)})` : sql`null::jsonb`
}

/** The columns of the log that every entry has beside the row's own, with their values. */
const entry = (
  facts: Facts,
  use: U,
  table: Id,
  tenant: Sql | undefined,
  values: { readonly [role: string]: Sql | string },
): { readonly into: Sql; readonly values: Sql } => {
  const scope = facts.scope(use.idOf('log'))
  const cells: readonly (readonly [Id, Sql])[] = [
    ...(scope && tenant ? [[scope as Id, tenant] as const] : []),
    ...(isShared(use) ? [[use.idOf('relation'), sql`${regclass(table)}::regclass`] as const] : []),
    ...Object.entries({ ...values, changed_by: facts.actor, login_role: 'session_user' }).map(
      ([role, value]) => [use.idOf(role), sql`${value}`] as const,
    ),
  ]
  return {
    into: sql`insert into ${qualified(use.idOf('log'))} (${joinSql(
      cells.map(([c]) => name(c)),
      ', ',
    )})`,
    values: joinSql(
      cells.map(([, v]) => v),
      ', ',
    ),
  }
}

/** Only what differs, once both rows are known. */
const narrowed = sql`
  if tg_op = 'UPDATE' then
    select coalesce(jsonb_object_agg(o.key, o.value), '{}'), coalesce(jsonb_object_agg(o.key, n.value), '{}')
    into row_before, row_after
    from jsonb_each(row_before) o join jsonb_each(row_after) n on n.key = o.key
    where n.value is distinct from o.value;
  end if;`

const record = (facts: Facts, use: U, table: Id<'table'>, tenant: (row: string) => Sql): Claim<'rows'> => {
  const both = (make: (row: string) => Sql): Sql =>
    sql`case when tg_op = 'INSERT' then ${make('new')} else ${make('old')} end`
  const e = entry(facts, use, table, both(tenant), {
    row_key: both((row) => keyOf(facts, use, table, row)),
    operation: 'tg_op',
    old_values: 'row_before',
    new_values: 'row_after',
  })
  return {
    claim: 'trigger',
    role: recordRole(use, table),
    label: sql`record`,
    rank: 84,
    table,
    timing: 'after',
    events: ['insert', 'update', 'delete'],
    definer: true,
    body: sql`
declare
  row_before jsonb;
  row_after jsonb;
begin
  if tg_op <> 'INSERT' then
    row_before := ${asJson(facts, use, table, 'old')};
  end if;
  if tg_op <> 'DELETE' then
    row_after := ${asJson(facts, use, table, 'new')};
  end if;${use.options.values === 'changed' ? narrowed : ''}
  ${e.into}
  values (${e.values});
  return null;
end
`,
    comment: 'Writes who changed what to the audit log.',
  }
}

const truncate = (facts: Facts, use: U, table: Id<'table'>, tenant: (row: string) => Sql): Claim<'rows'> => {
  const scoped = facts.scope(use.idOf('log')) !== undefined
  const e = entry(facts, use, table, scoped ? sql`t.tenant` : undefined, { operation: "'TRUNCATE'" })
  return beforeTruncate({
    role: truncateRole(use, table),
    label: sql`truncate`,
    rank: 84,
    table,
    does: sql`${e.into}
  select ${e.values}${scoped ? sql` from (select distinct ${tenant('r')} from ${qualified(table)} r) t (tenant)` : ''};`,
    comment: 'Writes to the audit log that the table was emptied.',
  })
}

const homeless = (use: U, table: Id<'table'>): Claim<'rows'> => ({
  claim: 'issue',
  code: 'audit-log/no-tenant',
  severity: 'error',
  objects: [table],
  message: sql`Rows of ${name(table)} belong to no tenant, but every entry of ${name(use.idOf('log'))} does, so their changes are not recorded. Give ${name(table)} an audit log of its own.`,
  waysOut: [{ remedy: 'on', label: 'Give it an audit log of its own', pattern: 'audit-log', target: table }],
})

export const recorders = (facts: Facts, use: U): readonly Claim<'rows'>[] =>
  watched(facts, use).flatMap((t): readonly Claim<'rows'>[] => {
    const table = t.id as Id<'table'>
    if (hasOwnLog(facts, use, table)) return []
    const tenant = tenantOf(facts, use, table)
    if (!tenant) return [homeless(use, table)]
    return [record(facts, use, table, tenant), truncate(facts, use, table, tenant)]
  })
