import { quoteLiteral } from '../../catalog/index.ts'
import type { Batch, BatchResult, Rows, SqlError } from '../types.ts'
import type { Link, RawResult } from './link.ts'
import { ident, owner } from './names.ts'
import { Heard } from './notices.ts'
import type { TypeNames } from './types.ts'

interface Timed {
  readonly raw: RawResult
  readonly ms: number
}

/** Elsewhere the server is to send errors alone. */
const speaking = 'client_min_messages = notice'

const setup = ({ session, notices }: Batch, local: boolean): string => {
  const scope = local ? 'local ' : ''
  const settings = Object.entries(session?.settings ?? {}).map(
    ([k, v]) => `select pg_catalog.set_config(${quoteLiteral(k)}, ${quoteLiteral(v)}, ${local});`,
  )
  const role = session?.role === undefined ? '' : `set ${scope}role ${ident(session.role)};`
  const heard = notices ? `set ${scope}${speaking};` : ''
  return `${local ? 'begin;' : ''}set ${scope}session authorization ${owner};${heard}${role}${settings.join('')}`
}

const writes: ReadonlySet<string> = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE', 'COPY'])

const toRows = ({ raw, ms }: Timed, types: TypeNames): Rows => ({
  columns: raw.fields.map((f) => ({ name: f.name, type: types.name(f.dataTypeID) })),
  rows: raw.rows,
  ms,
  ...(raw.command === undefined ? {} : { command: raw.command }),
  ...(raw.fields.length === 0 && writes.has(raw.command ?? '') ? { affected: raw.affectedRows ?? 0 } : {}),
})

interface Ran {
  readonly done: readonly Timed[]
  readonly error?: SqlError
}

/** Without the text that the engine itself sent. */
const ours = ({ sql: _, position: __, ...error }: SqlError): SqlError => error

/** The statements in turn, up to the first error, and what ends them. */
const runAll = async (link: Link, batch: Batch, heard: Heard | undefined): Promise<Ran> => {
  const end = batch.end ?? 'commit'
  const ready = await link.attempt(setup(batch, end !== 'none'))
  const done: Timed[] = []
  if (!ready.ok) return { done, error: ours(ready.error) }
  for (const [statement, sql] of batch.statements.entries()) {
    const start = performance.now()
    if (heard) heard.statement = statement
    const r = await link.attempt(sql, heard?.hear)
    if (!r.ok) return { done, error: { ...r.error, statement } }
    done.push({ raw: r.value, ms: performance.now() - start })
  }
  if (end !== 'commit') return { done }
  const committed = await link.attempt('commit', heard?.hear)
  return committed.ok
    ? { done }
    : { done, error: { ...ours(committed.error), statement: batch.statements.length } }
}

/** Runs a batch as the owner or as the session's role, and leaves the connection as it was found. */
export const runBatch = async (link: Link, types: TypeNames, batch: Batch): Promise<BatchResult> => {
  const heard = batch.notices ? new Heard() : undefined
  const { done, error } = await runAll(link, batch, heard)
  await link.home()
  await types.learn(done.flatMap((d) => d.raw.fields.map((f) => f.dataTypeID)))
  const notices = heard?.all
  return {
    results: done.map((d) => toRows(d, types)),
    ...(error ? { error } : {}),
    ...(notices ? { notices } : {}),
  }
}
