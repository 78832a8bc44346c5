import { quoteLiteral } from '../../catalog/index.ts'
import type { Batch, BatchResult, Rows, Session, SqlError } from '../types.ts'
import type { Link, RawResult } from './link.ts'
import { ident, owner } from './names.ts'
import type { TypeNames } from './types.ts'

interface Timed {
  readonly raw: RawResult
  readonly ms: number
}

const setup = (session: Session | undefined, local: boolean): string => {
  const scope = local ? 'local ' : ''
  const settings = Object.entries(session?.settings ?? {}).map(
    ([k, v]) => `select pg_catalog.set_config(${quoteLiteral(k)}, ${quoteLiteral(v)}, ${local});`,
  )
  const role = session?.role === undefined ? '' : `set ${scope}role ${ident(session.role)};`
  return `set ${scope}session authorization ${owner};${role}${settings.join('')}`
}

const writes: ReadonlySet<string> = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE', 'COPY'])

const toRows = ({ raw, ms }: Timed, types: TypeNames): Rows => ({
  columns: raw.fields.map((f) => ({ name: f.name, type: types.name(f.dataTypeID) })),
  rows: raw.rows,
  ms,
  ...(raw.command === undefined ? {} : { command: raw.command }),
  ...(raw.fields.length === 0 && writes.has(raw.command ?? '') ? { affected: raw.affectedRows ?? 0 } : {}),
})

const answer = async (link: Link, types: TypeNames, done: readonly Timed[], error?: SqlError) => {
  await link.home()
  await types.learn(done.flatMap((d) => d.raw.fields.map((f) => f.dataTypeID)))
  return { results: done.map((d) => toRows(d, types)), ...(error ? { error } : {}) }
}

/** Runs a batch as the owner or as the session's role, and leaves the connection as it was found. */
export const runBatch = async (link: Link, types: TypeNames, batch: Batch): Promise<BatchResult> => {
  const end = batch.end ?? 'commit'
  if (end !== 'none') await link.must('begin')
  const ready = await link.attempt(setup(batch.session, end !== 'none'))
  const done: Timed[] = []
  if (!ready.ok) {
    const { sql: _, position: __, ...error } = ready.error
    return answer(link, types, done, error)
  }
  for (const [statement, sql] of batch.statements.entries()) {
    const start = performance.now()
    const r = await link.attempt(sql)
    if (!r.ok) return answer(link, types, done, { ...r.error, statement })
    done.push({ raw: r.value, ms: performance.now() - start })
  }
  if (end !== 'commit') return answer(link, types, done)
  const committed = await link.attempt('commit')
  if (committed.ok) return answer(link, types, done)
  const { sql: _, ...error } = committed.error
  return answer(link, types, done, { ...error, statement: batch.statements.length })
}
