import type { Catalog } from '../../catalog/index.ts'
import type { Statement } from '../../sql/index.ts'
import type { Link } from './link.ts'
import { owner, superuser } from './names.ts'

/** Up to this size a table is emptied by DELETE: TRUNCATE gives it and each of its indexes a new file. */
const smallBytes = 64 * 1024

const foreign = `relnamespace in (select oid from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema')`
const members = `select objid from pg_depend where classid = 'pg_class'::regclass and deptype = 'e'`
/** Rules, and triggers that fire whoever writes, would see rows go one by one. */
const watched = `c.relhasrules or exists (select from pg_trigger where tgrelid = c.oid and tgenabled in ('A', 'R'))`

/**
 * What to run, by what it does: tables with storage in use are emptied, sequences that have counted start again (an
 * untouched one costs nothing), and materialized views that hold something are refreshed.
 */
const touched = `
select case when relkind = 'm' then 'refresh' when pg_relation_size(c.oid) > ${smallBytes} or ${watched} then 'truncate' else 'delete' end,
    case when relkind = 'm' then 'refresh materialized view ' else '' end || c.oid::regclass
  from pg_class c where ${foreign} and oid not in (${members})
  and case when relkind = 'r' then pg_relation_size(c.oid) > 0 else relkind = 'm' and relispopulated end
union all
select 'setval', format('setval(%L, %s, false)', c.oid::regclass, seqstart)
  from pg_class c join pg_sequence on seqrelid = c.oid
  where ${foreign} and pg_sequence_last_value(seqrelid) is not null
`

type Work = Readonly<Record<'truncate' | 'delete' | 'setval' | 'refresh', readonly string[]>>

const workOf = async (link: Link): Promise<Work> => {
  const { rows } = await link.must(touched)
  const of = (kind: string): readonly string[] =>
    rows.flatMap(([k, text]) => (k === kind && text ? [text] : []))
  return { truncate: of('truncate'), delete: of('delete'), setval: of('setval'), refresh: of('refresh') }
}

/** Empties what was touched; no trigger fires. */
const emptying = (work: Work): string => {
  const parts = [
    ...(work.truncate.length > 0 ? [`truncate ${work.truncate.join(', ')} cascade`] : []),
    ...work.delete.map((t) => `delete from only ${t}`),
    ...(work.setval.length > 0 ? [`select ${work.setval.join(', ')}`] : []),
  ]
  return `begin; set local session_replication_role = replica; ${parts.map((p) => `${p}; `).join('')}set local session_replication_role = origin;`
}

/** Runs each by itself: one that is refused is left out. */
const tried = async (link: Link, statements: readonly string[]): Promise<void> => {
  for (const sql of statements) {
    await link.must('savepoint tried')
    const r = await link.attempt(sql)
    await link.must(`${r.ok ? '' : 'rollback to savepoint tried;'} release savepoint tried`)
  }
}

/** Together if they can be, which is one message instead of three for each. */
const triedTogether = async (link: Link, statements: readonly string[]): Promise<void> => {
  if (statements.length === 0) return
  await link.must('savepoint together')
  const done = await link.attemptTogether(statements)
  await link.must(`${done ? '' : 'rollback to savepoint together;'} release savepoint together`)
  if (!done) await tried(link, statements)
}

export const referenceRows = (catalog: Catalog, statements: readonly Statement[]): readonly string[] =>
  statements.filter((s) => catalog.get(s.object)?.kind === 'rows').map((s) => s.sql)

/**
 * Empties every table and writes the design's reference rows again, so that they too are as they were loaded. No
 * trigger fires while tables are emptied; those of reference rows fire as they did on loading. A statement that the
 * load refused is refused again; the verdict has named it.
 */
export const resetRows = async (link: Link, rows: readonly string[]): Promise<void> => {
  const work = await workOf(link)
  await link.must(emptying(work))
  if (rows.length > 0) {
    await link.must(`set local session authorization ${owner}`)
    await triedTogether(link, rows)
    await link.must(`set local session authorization ${superuser}`)
  }
  await tried(link, work.refresh)
  await link.must('commit')
}
