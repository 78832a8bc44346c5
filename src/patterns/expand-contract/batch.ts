import { name, qualified, quoteLiteral, type Sql, sql } from '../../catalog/index.ts'
import { raise } from '../kit/index.ts'
import type { U } from './options.ts'

/**
 * One batch in key order. The journal's row is locked, so that two runs of one step take turns; the keys that a
 * batch picked have names of their own, so that assignments and conditions mean the table's columns.
 */
export const batchBody = (use: U): Sql => {
  const f = (role: string): Sql => sql`${name(use.idOf(`fill:${role}`))}`
  const c = (role: string): Sql => sql`${name(use.idOf(`change:${role}`))}`
  const fills = qualified(use.idOf('backfills'))
  return sql`
declare
  b ${fills}%rowtype;
  handled bigint;
  reached jsonb;
  still boolean;
begin
  select f.* into b from ${fills} f where f.${f('change')} = $1 and f.${f('step')} = $2 for update;
  if not found then
    ${raise('P0002', 'There is no such backfill.', 'Plan it first.')}
  end if;
  if not exists (select from ${qualified(use.idOf('changes'))} c where c.${c('name')} = $1 and c.${c('phase')} = 'backfill') then
    ${raise('55000', 'The change is not in its backfill phase.', 'Enter it once code writes both shapes.')}
  end if;
  perform set_config('row_security', 'off', true), set_config('lock_timeout', ${quoteLiteral(use.options.lockTimeout)}, true);
  execute (
    select format(
      'with picked as (
        select %1$s from %2$s t
        where (%3$s) and ($1 is null or (%4$s) > (select %5$s from jsonb_populate_record(null::%2$s, $1) k))
        order by %4$s limit $2 for no key update of t
      ), changed as (
        update %2$s t set %6$s from picked p where %7$s returning (%3$s) as still
      )
      select (select count(*) from changed), (select bool_or(still) from changed),
        (select jsonb_build_object(%8$s) from picked p order by %9$s limit 1)',
      string_agg(format('t.%I as picked_key_%s', k, n), ', ' order by n), b.${f('table_name')}, b.${f('condition')},
      string_agg(format('t.%I', k), ', ' order by n), string_agg(format('k.%I', k), ', ' order by n), b.${f('assignments')},
      string_agg(format('t.%I = p.picked_key_%s', k, n), ' and ' order by n),
      string_agg(format('%L, p.picked_key_%s', k, n), ', ' order by n), string_agg(format('p.picked_key_%s desc', n), ', ' order by n)
    )
    from unnest(b.${f('key_columns')}) with ordinality u(k, n)
  ) into handled, still, reached using b.${f('last_key')}, b.${f('batch_size')};
  if still then
    ${raise('22023', 'Rows that were filled still match the condition, so the backfill would never end.', 'Let the condition be false once the assignments are made.')}
  end if;
  if handled = 0 then
    execute format('select exists (select from %s t where (%s))', b.${f('table_name')}, b.${f('condition')}) into still;
  end if;
  update ${fills} f set
    ${f('started_at')} = coalesce(f.${f('started_at')}, now()),
    ${f('last_key')} = reached,
    ${f('rows_done')} = f.${f('rows_done')} + handled,
    ${f('finished_at')} = case when handled = 0 and not still then now() end
  where f.${f('change')} = $1 and f.${f('step')} = $2;
  return case when handled = 0 and not still then null else handled end;
end
`
}
