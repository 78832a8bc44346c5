import { name, qualified, regclass, sql } from '../../catalog/index.ts'
import type { Made, Proof, ProofStep, Transaction } from '../../compile/api.ts'
import { owner, proof, refused, rows, run, stmt } from '../kit/index.ts'
import { qualityProofs } from './proofs-quality.ts'
import type { U } from './quality.ts'

/** What was made for the look is taken back: the transaction ends in an error. */
const lookedAt = (...steps: readonly ProofStep[]): Transaction =>
  owner(...steps, run(stmt`select 1 / 0`, refused('22012')))

const scratch = (use: U) => sql`${name(use.idOf('schema'))}.scratch`

const indexes = (use: U): readonly Proof[] => [
  proof(
    use,
    'redundant',
    sql`An index that only repeats the first columns of another one is listed with it.`,
    [use.idOf('redundant_indexes')],
    lookedAt(
      run(stmt`create table ${scratch(use)} (a integer, b integer)`),
      run(stmt`create index scratch_a on ${scratch(use)} (a)`),
      run(stmt`create index scratch_b on ${scratch(use)} (b, a)`),
      run(stmt`create index scratch_ab on ${scratch(use)} (a, b)`),
      run(
        stmt`select i.relname, c.relname from ${qualified(use.idOf('redundant_indexes'))} r
        join pg_class i on i.oid = r.index join pg_class c on c.oid = r.covered_by where i.relname like 'scratch%'`,
        rows(['scratch_a', 'scratch_ab']),
      ),
    ),
  ),
  proof(
    use,
    'unused',
    sql`An index that no query has used is listed; one that holds a constraint is not.`,
    [use.idOf('unused_indexes')],
    lookedAt(
      run(stmt`create table ${scratch(use)} (id integer primary key, a integer)`),
      run(stmt`create index scratch_a on ${scratch(use)} (a)`),
      run(
        stmt`select i.relname from ${qualified(use.idOf('unused_indexes'))} u
        join pg_class i on i.oid = u.index where i.relname like 'scratch%'`,
        rows(['scratch_a']),
      ),
    ),
  ),
]

const limits = (use: U): readonly Proof[] => [
  proof(
    use,
    'sequences',
    sql`A sequence that is about to run out is seen before it does.`,
    [use.idOf('sequence_exhaustion')],
    lookedAt(
      run(
        stmt`create table ${scratch(use)} (id smallint generated always as identity (start with 32000), a integer)`,
      ),
      run(stmt`insert into ${scratch(use)} (a) values (1)`),
      run(
        stmt`select limit_value::text, (used_percent > 97)::text from ${qualified(use.idOf('sequence_exhaustion'))}
        where feeds like '%scratch.id'`,
        rows(['32767', 'true']),
      ),
    ),
  ),
  proof(
    use,
    'autovacuum',
    sql`Autovacuum settings of a table's own are shown beside what they lead to.`,
    [use.idOf('autovacuum')],
    lookedAt(
      run(stmt`create table ${scratch(use)} (a integer) with (autovacuum_vacuum_scale_factor = 0.01)`),
      run(
        stmt`select scale_factor::text, own_settings::text from ${qualified(use.idOf('autovacuum'))}
        where relation = '${scratch(use)}'::regclass`,
        rows(['0.01', 'true']),
      ),
    ),
  ),
]

/** Every drawn table is in the views that say how tables are doing. */
const everyTable = (use: U, made: Made): readonly Proof[] => {
  const t = [...made.catalog.values()].find(
    (o) => o.kind === 'table' && !o.why && !('partitionBy' in o && o.partitionBy),
  )
  if (!t) return []
  const views = ['table_health', 'wraparound', 'bloat', 'autovacuum'] as const
  return [
    proof(
      use,
      'tables',
      sql`Each table shows up with its size, its dead rows and its distance to a forced vacuum.`,
      views.map((v) => use.idOf(v)),
      owner(
        ...views.map((v) =>
          run(
            stmt`select count(*) from ${qualified(use.idOf(v))} where relation = ${regclass(t.id)}::regclass`,
            rows(['1']),
          ),
        ),
      ),
    ),
  ]
}

/** Whether the statistics are installed is up to the server that the proof meets. */
const statements = (use: U): Proof =>
  proof(
    use,
    'slow',
    sql`As many of the slowest statements as asked for are listed, and none, without an error, where their statistics are not installed.`,
    [use.idOf('slow')],
    owner(
      run(
        stmt`select (count(*) <= case when exists (select from pg_catalog.pg_extension where extname = 'pg_stat_statements') then 5 else 0 end)::text,
        count(*) filter (where calls is null or total_ms is null)::text from ${qualified(use.idOf('slow'))}(5)`,
        rows(['true', '0']),
      ),
    ),
  )

export const proofs = (use: U, made: Made): readonly Proof[] => [
  ...everyTable(use, made),
  ...indexes(use),
  ...limits(use),
  ...qualityProofs(use, made),
  statements(use),
]
