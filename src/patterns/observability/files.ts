import { joinSql, qualified, rawSql, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import type { U } from './quality.ts'

const conf = `# What the views stand on. pg_stat_statements needs a restart, the rest a reload.
shared_preload_libraries = 'pg_stat_statements'
pg_stat_statements.track = top
compute_query_id = on
track_io_timing = on
log_min_duration_statement = 500ms
log_autovacuum_min_duration = 1s
log_lock_waits = on
log_checkpoints = on
log_temp_files = 10MB
`

const questions = (use: U) => {
  const view = (role: string) => qualified(use.idOf(role))
  return sql`-- What to look at, most urgent first. Run as the owner; with tenants data quality is asked as maintenance.
select * from ${view('wraparound')} order by forced_vacuum_percent desc limit 10;
select * from ${view('sequence_exhaustion')} where used_percent > 50 order by used_percent desc;
select * from ${view('replication_lag')} order by bytes desc;
select * from ${view('blocked_sessions')};
select * from ${view('slow')}(20);
select * from ${view('table_health')} where dead_percent > 20 order by dead_rows desc;
select * from ${view('autovacuum')} order by due_percent desc nulls last limit 20;
select * from ${view('bloat')} where bloat_percent > 30 order by bytes - needed_bytes desc limit 20;
select * from ${view('unused_indexes')} order by bytes desc;
select * from ${view('redundant_indexes')} order by bytes desc;
`
}

export const files = (facts: Facts, use: U): readonly Claim<'files'>[] => {
  const large = use.options.large.filter((t) => facts.object('table', t))
  const quality = facts.object('view', use.idOf('data_quality'))
    ? sql`select * from ${qualified(use.idOf('data_quality'))} where problems > 0;\n`
    : sql``
  return [
    { claim: 'file', path: 'observability/postgresql.conf', text: rawSql(conf) },
    { claim: 'file', path: 'observability/questions.sql', text: sql`${questions(use)}${quality}` },
    ...(large.length === 0
      ? []
      : [
          {
            claim: 'file',
            path: 'observability/autovacuum.sql',
            text: sql`-- Large tables are vacuumed after a fixed number of dead rows rather than a fifth of all rows.\n${joinSql(
              large.map(
                (t) =>
                  sql`alter table ${qualified(t)} set (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 1000,\n  autovacuum_analyze_scale_factor = 0.005, autovacuum_vacuum_insert_scale_factor = 0.02);`,
              ),
              '\n',
            )}\n`,
          } as const,
        ]),
  ]
}
