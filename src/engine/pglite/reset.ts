import type { Catalog } from '../../catalog/index.ts'
import type { Statement } from '../../sql/index.ts'
import type { Link } from './link.ts'
import { owner, superuser } from './names.ts'

const notMember = (catalog: string, oid: string): string =>
  `not exists (select from pg_depend where classid = '${catalog}'::regclass and objid = ${oid} and deptype = 'e')`

const foreign = `nspname !~ '^pg_' and nspname <> 'information_schema'`

/** Tables with storage in use, and sequences that have counted: an untouched one costs nothing. */
const touched = `
select 'truncate ' || string_agg(c.oid::regclass::text, ', ') || ' restart identity cascade'
  from pg_class c join pg_namespace n on n.oid = relnamespace
  where relkind = 'r' and ${foreign} and ${notMember('pg_class', 'c.oid')} and pg_relation_size(c.oid) > 0
  having count(*) > 0
union all
select format('select setval(%L, %s, false)', c.oid::regclass, seqstart)
  from pg_class c join pg_namespace n on n.oid = relnamespace join pg_sequence on seqrelid = c.oid
  where ${foreign} and pg_sequence_last_value(seqrelid) is not null
`

const filledViews = `
select 'refresh materialized view ' || c.oid::regclass
  from pg_class c join pg_namespace n on n.oid = relnamespace
  where relkind = 'm' and relispopulated and ${foreign} order by c.oid
`

const firstColumn = async (link: Link, sql: string): Promise<readonly string[]> =>
  (await link.must(sql)).rows.map((r) => r[0] ?? '')

export const referenceRows = (catalog: Catalog, statements: readonly Statement[]): readonly string[] =>
  statements.filter((s) => catalog.get(s.object)?.kind === 'rows').map((s) => s.sql)

/**
 * Empties every table and writes the design's reference rows again, so that they too are as they were loaded.
 * No trigger fires while tables are emptied; those of reference rows fire as they did on loading.
 */
export const resetRows = async (link: Link, rows: readonly string[]): Promise<void> => {
  await link.must('begin')
  await link.must('set local session_replication_role = replica')
  for (const sql of await firstColumn(link, touched)) await link.must(sql)
  await link.must('set local session_replication_role = origin')
  await link.must(`set local session authorization ${owner}`)
  for (const sql of rows) {
    await link.must('savepoint rows')
    // A statement that the load refused is refused again; the verdict has named it.
    const r = await link.attempt(sql)
    await link.must(`${r.ok ? '' : 'rollback to savepoint rows;'} release savepoint rows`)
  }
  await link.must(`set local session authorization ${superuser}`)
  for (const sql of await firstColumn(link, filledViews)) await link.attempt(sql)
  await link.must('commit')
}
