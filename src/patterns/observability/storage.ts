import { rawSql, type Sql } from '../../catalog/index.ts'

/** A view of the server's own statistics. */
export interface Stats {
  readonly name: string
  readonly comment: string
  readonly query: Sql
}

const user = (schema: string): string => `${schema} !~ '^pg_' and ${schema} <> 'information_schema'`

export const storage: readonly Stats[] = [
  {
    name: 'table_health',
    comment: 'Size, dead rows, scans and the last vacuum of each table.',
    query: rawSql(`select s.relid::regclass as relation,
  pg_table_size(s.relid) as table_bytes,
  pg_indexes_size(s.relid) as index_bytes,
  s.n_live_tup as live_rows,
  s.n_dead_tup as dead_rows,
  round(100.0 * s.n_dead_tup / nullif(s.n_live_tup + s.n_dead_tup, 0), 1) as dead_percent,
  s.seq_scan as sequential_scans,
  s.idx_scan as index_scans,
  greatest(s.last_vacuum, s.last_autovacuum) as last_vacuum,
  greatest(s.last_analyze, s.last_autoanalyze) as last_analyze
from pg_stat_user_tables s`),
  },
  {
    name: 'unused_indexes',
    comment:
      'Indexes that no query has scanned since the statistics were reset. Look at every replica too before removing one.',
    query: rawSql(`select s.indexrelid::regclass as index, s.relid::regclass as relation,
  pg_relation_size(s.indexrelid) as bytes, d.stats_reset as since
from pg_stat_user_indexes s
join pg_index i on i.indexrelid = s.indexrelid
join pg_stat_database d on d.datname = current_database()
where s.idx_scan = 0 and not i.indisunique and not i.indisprimary and i.indisvalid
  and not exists (select from pg_constraint c where c.conindid = s.indexrelid)`),
  },
  {
    name: 'redundant_indexes',
    comment: 'Indexes whose columns another index begins with, so that it can do their work.',
    query: rawSql(`select a.indexrelid::regclass as index, b.indexrelid::regclass as covered_by,
  a.indrelid::regclass as relation, pg_relation_size(a.indexrelid) as bytes
from pg_index a
join pg_index b on b.indrelid = a.indrelid and b.indexrelid <> a.indexrelid
join pg_class ca on ca.oid = a.indexrelid
join pg_class cb on cb.oid = b.indexrelid and cb.relam = ca.relam
join pg_am m on m.oid = ca.relam and m.amname = 'btree'
join pg_namespace n on n.oid = ca.relnamespace and ${user('n.nspname')}
where not a.indisunique and a.indexprs is null and b.indexprs is null
  and a.indnatts = a.indnkeyatts and a.indnkeyatts <= b.indnkeyatts and b.indisvalid
  and coalesce(pg_get_expr(a.indpred, a.indrelid), '') = coalesce(pg_get_expr(b.indpred, b.indrelid), '')
  and (a.indkey::int2[])[0:a.indnkeyatts - 1] = (b.indkey::int2[])[0:a.indnkeyatts - 1]
  and (a.indclass::oid[])[0:a.indnkeyatts - 1] = (b.indclass::oid[])[0:a.indnkeyatts - 1]
  and (a.indcollation::oid[])[0:a.indnkeyatts - 1] = (b.indcollation::oid[])[0:a.indnkeyatts - 1]
  and (a.indoption::int2[])[0:a.indnkeyatts - 1] = (b.indoption::int2[])[0:a.indnkeyatts - 1]
  and (a.indnkeyatts < b.indnkeyatts or b.indisunique or a.indexrelid > b.indexrelid)`),
  },
  {
    name: 'bloat',
    comment:
      'How much larger tables and btree indexes are than their rows need, estimated from the statistics.',
    query: rawSql(`select e.relation, e.kind, e.bytes, e.needed_bytes,
  greatest(0, round(100.0 * (e.bytes - e.needed_bytes) / nullif(e.bytes, 0), 1)) as bloat_percent
from (
  select c.oid::regclass as relation, 'table' as kind, pg_relation_size(c.oid) as bytes,
    (8192 * ceil(greatest(c.reltuples, 0)::numeric * (28 + coalesce((
      select sum((1 - s.null_frac::numeric) * s.avg_width) from pg_stats s
      where s.schemaname = n.nspname and s.tablename = c.relname), 0)) / 8168))::bigint as needed_bytes
  from pg_class c join pg_namespace n on n.oid = c.relnamespace and ${user('n.nspname')}
  where c.relkind in ('r', 'm')
  union all
  select c.oid::regclass, 'index', pg_relation_size(c.oid),
    (8192 * (1 + ceil(greatest(c.reltuples, 0)::numeric * (12 + coalesce((
      select sum((1 - s.null_frac::numeric) * s.avg_width) from pg_stats s
      join pg_attribute a on a.attrelid = i.indrelid and a.attname = s.attname and a.attnum = any (i.indkey::int2[])
      where s.schemaname = n.nspname and s.tablename = t.relname), 8)) / 7350)))::bigint
  from pg_index i
  join pg_class c on c.oid = i.indexrelid and c.relkind = 'i'
  join pg_class t on t.oid = i.indrelid
  join pg_am m on m.oid = c.relam and m.amname = 'btree'
  join pg_namespace n on n.oid = c.relnamespace and ${user('n.nspname')}
) e`),
  },
  {
    name: 'sequence_exhaustion',
    comment:
      'How much of their range sequences have used up, counting the type of the column that they feed.',
    query: rawSql(`select r.sequence, r.feeds, r.last_value, r.limit_value,
  round(100.0 * r.last_value / nullif(r.limit_value, 0), 2) as used_percent
from (
  select c.oid::regclass as sequence, d.refobjid::regclass || '.' || quote_ident(a.attname) as feeds,
    coalesce(s.last_value, 0) as last_value,
    least(s.max_value, case a.atttypid when 'int2'::regtype then 32767 when 'int4'::regtype then 2147483647
      else s.max_value end) as limit_value
  from pg_sequences s
  join pg_namespace n on n.nspname = s.schemaname and ${user('n.nspname')}
  join pg_class c on c.relnamespace = n.oid and c.relname = s.sequencename and c.relkind = 'S'
  left join pg_depend d on d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype in ('a', 'i')
    and d.refclassid = 'pg_class'::regclass and d.refobjsubid > 0
  left join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
) r`),
  },
]
