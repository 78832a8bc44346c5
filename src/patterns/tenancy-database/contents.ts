import type { Id } from '../../base/index.ts'
import { joinSql, literal, rawSql, regclass, type Sql, sql } from '../../catalog/index.ts'
import type { Facts } from '../../compile/api.ts'
import { steady } from '../kit/index.ts'
import { isHybrid, scopedTables, sharedTables, tenantsByRow, type U } from './places.ts'
import { type Routine, routine, t } from './routine.ts'

const listed = (facts: Facts, table: Id, scope: Id | undefined): Sql => {
  const columns = steady(facts.columns(table)).filter((x) => !x.generated)
  return sql`(${regclass(table)}::regclass, array[${joinSql(
    columns.map((x) => literal(x.id)),
    ', ',
  )}]::text[], ${scope ? sql`${literal(scope)}` : sql`null`}::text)`
}

/** What moving one tenant between models has to copy, from the design: the list follows every rename. */
export const contents = (facts: Facts, use: U): readonly Routine[] => {
  const tenants = tenantsByRow(facts, use)
  if (!isHybrid(facts, use)) return []
  const all = [
    ...sharedTables(facts, use).map((x) => listed(facts, x.id, undefined)),
    ...(tenants ? [listed(facts, tenants.table, tenants.key)] : []),
    ...scopedTables(facts, use).map((x) => listed(facts, x.table.id, x.scope)),
  ]
  return [
    routine(use, {
      role: 'tenant_tables',
      params: [],
      returns: rawSql('table (place text, column_list text, scope text)'),
      body: sql`select v.place::text, (select string_agg(quote_ident(x), ', ') from unnest(v.columns) x), quote_ident(v.scope)
from (values
  ${joinSql(all, ',\n  ')}
) v (place, columns, scope)`,
      comment:
        'The tables that a tenant takes along, with the column that names the tenant; without one for what all tenants share.',
      more: { language: 'sql', volatility: 'stable' },
    }),
    routine(use, {
      role: 'restart_identities',
      params: [],
      returns: rawSql('void'),
      body: sql`
declare
  r record;
  last bigint;
begin
  for r in
    select l.place, a.attname, pg_get_serial_sequence(l.place, a.attname) as seq from ${t(use, 'tenant_tables')}() l
    join pg_attribute a on a.attrelid = l.place::regclass and a.attidentity <> '' and not a.attisdropped
  loop
    execute format('select max(%I) from %s', r.attname, r.place) into last;
    perform setval(r.seq, coalesce(last, 0) + 1, false);
  end loop;
end
`,
      comment: 'Lets identity columns go on after the rows that were copied in.',
    }),
  ]
}
