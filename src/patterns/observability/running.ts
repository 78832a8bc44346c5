import { rawSql } from '../../catalog/index.ts'
import type { Stats } from './storage.ts'

const option = (name: string): string =>
  `(select o.option_value from pg_options_to_table(c.reloptions) o where o.option_name = '${name}')`

export const running: readonly Stats[] = [
  {
    name: 'autovacuum',
    comment:
      'When autovacuum comes to each table, by which settings, and what would suit a large one better.',
    query: rawSql(`select v.relation, v.enabled, v.scale_factor, v.threshold, v.own_settings, v.dead_rows,
  v.vacuum_at_dead_rows, round(100.0 * v.dead_rows / nullif(v.vacuum_at_dead_rows, 0), 1) as due_percent,
  case when v.live_rows >= 1000000 and v.vacuum_at_dead_rows > 100000
    then format('alter table %s set (autovacuum_vacuum_scale_factor = %s, autovacuum_vacuum_threshold = 1000);',
      v.relation, trim_scale(round(100000.0 / v.live_rows, 4)))
  end as advice
from (
  select w.*, (w.threshold + w.scale_factor * w.live_rows)::bigint as vacuum_at_dead_rows
  from (
    select c.oid::regclass as relation,
      coalesce(${option('autovacuum_enabled')}, current_setting('autovacuum'))::boolean as enabled,
      coalesce(${option('autovacuum_vacuum_scale_factor')},
        current_setting('autovacuum_vacuum_scale_factor'))::numeric as scale_factor,
      coalesce(${option('autovacuum_vacuum_threshold')},
        current_setting('autovacuum_vacuum_threshold'))::bigint as threshold,
      exists (select from pg_options_to_table(c.reloptions) o where o.option_name like 'autovacuum%') as own_settings,
      greatest(c.reltuples, 0)::bigint as live_rows,
      s.n_dead_tup as dead_rows
    from pg_class c join pg_stat_user_tables s on s.relid = c.oid
    where c.relkind in ('r', 'm')
  ) w
) v`),
  },
  {
    name: 'wraparound',
    comment:
      'How near each table is to a vacuum that cannot be put off, and to the end of transaction numbers.',
    query: rawSql(`select c.oid::regclass as relation,
  greatest(age(c.relfrozenxid), coalesce(age(t.relfrozenxid), 0)) as transaction_age,
  mxid_age(c.relminmxid) as multixact_age,
  round(100.0 * greatest(age(c.relfrozenxid), coalesce(age(t.relfrozenxid), 0))
    / current_setting('autovacuum_freeze_max_age')::bigint, 2) as forced_vacuum_percent,
  round(100.0 * greatest(age(c.relfrozenxid), coalesce(age(t.relfrozenxid), 0)) / 2147483648, 2) as wraparound_percent
from pg_class c
join pg_namespace n on n.oid = c.relnamespace and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
left join pg_class t on t.oid = c.reltoastrelid
where c.relkind in ('r', 'm')`),
  },
  {
    name: 'replication_lag',
    comment: 'How far replicas are behind, and how much WAL replication slots keep from being removed.',
    query: rawSql(`select r.name, r.kind, r.state, r.lag,
  pg_wal_lsn_diff(case when pg_is_in_recovery() then pg_last_wal_replay_lsn() else pg_current_wal_lsn() end, r.at) as bytes
from (
  select application_name as name, 'replica' as kind, state, replay_lag as lag, replay_lsn as at
  from pg_stat_replication
  union all
  select slot_name::text, 'slot', case when active then 'active' else 'inactive' end, null, restart_lsn
  from pg_replication_slots
) r`),
  },
  {
    name: 'blocked_sessions',
    comment: 'Sessions that wait for a lock, and who holds it.',
    query:
      rawSql(`select w.pid, w.usename as waiting, now() - w.query_start as since, left(w.query, 200) as query,
  b.pid as blocked_by, b.state as blocker_state, now() - b.xact_start as blocker_since, left(b.query, 200) as blocker_query
from pg_stat_activity w
cross join lateral unnest(pg_blocking_pids(w.pid)) as x(pid)
join pg_stat_activity b on b.pid = x.pid`),
  },
]
