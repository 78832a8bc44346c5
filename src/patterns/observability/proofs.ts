import { name, qualified, regclass, sql } from '../../catalog/index.ts'
import type { Made, Proof, ProofStep, Transaction } from '../../compile/api.ts'
import { insert, maintenance, owner, proof, refused, rows, run, stmt } from '../kit/index.ts'
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

const quality = (use: U, made: Made): readonly Proof[] => {
  const view = use.idOf<'view'>('data_quality')
  const [column] = use.options.required.filter((c) => made.catalog.has(c))
  const c = column && made.catalog.get(column)
  if (!made.catalog.has(view)) return []
  const clean = proof(
    use,
    'clean',
    sql`Rows that keep to the design count as no problem.`,
    [view],
    maintenance(
      run(
        stmt`select count(*) from ${qualified(view)} where problems > 0 and rule in ('orphan', 'currency')`,
        rows(['0']),
      ),
    ),
  )
  if (c?.kind !== 'column' || c.notNull || c.generated) return [clean]
  return [
    clean,
    proof(
      use,
      'missing',
      sql`A row of ${name(c.table)} without ${name(c.id)} is counted as a problem.`,
      [view],
      { as: 'app', steps: [insert(c.table, 'a', { [c.id]: null })] },
      maintenance(
        run(
          stmt`select problems::text from ${qualified(view)} where rule = 'missing'
          and relation = ${regclass(c.table)} and columns = ${{ id: c.id, as: 'literal' }}`,
          rows(['1']),
        ),
      ),
    ),
  ]
}

const statements = (use: U): Proof =>
  proof(
    use,
    'slow',
    sql`The slowest statements can be asked for, also where their statistics are not installed.`,
    [use.idOf('slow')],
    owner(run(stmt`select count(*) >= 0 from ${qualified(use.idOf('slow'))}(5)`, rows(['t']))),
  )

export const proofs = (use: U, made: Made): readonly Proof[] => [
  ...everyTable(use, made),
  ...indexes(use),
  ...limits(use),
  ...quality(use, made),
  statements(use),
]
