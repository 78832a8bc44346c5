import type { Catalog } from '../../catalog/index.ts'
import type { Statement } from '../../sql/index.ts'
import type { Holders, Work } from './holders.ts'
import type { Link } from './link.ts'
import { owner, superuser } from './names.ts'

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

export const referenceRows = (catalog: Catalog, statements: readonly Statement[]): readonly Statement[] =>
  statements.filter((s) => catalog.get(s.object)?.kind === 'rows')

/**
 * Empties every table and writes the design's reference rows again, so that they too are as they were loaded. No
 * trigger fires while tables are emptied; those of reference rows fire as they did on loading. A statement that the
 * load refused is refused again; the verdict has named it.
 */
export const resetRows = async (link: Link, holders: Holders, rows: readonly string[]): Promise<void> => {
  let work = await holders.work()
  if (!(await link.attempt(emptying(work))).ok) {
    // A function may have renamed what was known.
    await link.must('rollback')
    holders.forget()
    work = await holders.work()
    await link.must(emptying(work))
  }
  if (rows.length > 0) {
    await link.must(`set local session authorization ${owner}`)
    await triedTogether(link, rows)
    await link.must(`set local session authorization ${superuser}`)
  }
  await tried(link, work.refresh)
  await link.must('commit')
}
