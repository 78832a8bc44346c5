import type { Id } from '../../base/index.ts'
import type { Statement } from '../../sql/index.ts'
import type { LoadError, SqlError } from '../types.ts'
import type { Link } from './link.ts'

/** A statement with its place in the emitted list. */
export interface Placed {
  readonly statement: Statement
  readonly at: number
}

/** Savepoints cost as much as a small statement, so a run of statements shares one. */
const chunkSize = 16

/** The part that the error points into, else the statement's object. */
const objectAt = (s: Statement, position: number | undefined): Id => {
  if (position === undefined) return s.object
  const around = s.parts.filter((p) => p.from <= position && position < p.to)
  return around.reduce((best, p) => (p.to - p.from < best.to - best.from ? p : best), {
    from: 0,
    to: Number.POSITIVE_INFINITY,
    object: s.object,
  }).object
}

export const asLoadError = (error: SqlError, { statement, at }: Placed): LoadError => ({
  ...error,
  statement: at,
  object: objectAt(statement, error.position),
})

interface Failure {
  readonly index: number
  readonly error: SqlError
}

const firstFailure = async (link: Link, chunk: readonly Placed[]): Promise<Failure | undefined> => {
  for (const [index, p] of chunk.entries()) {
    const r = await link.attempt(p.statement.sql)
    if (!r.ok) return { index, error: r.error }
  }
  return undefined
}

const together = async (link: Link, chunk: readonly Placed[]): Promise<boolean> => {
  await link.must('savepoint chunk')
  const done = await link.attemptTogether(chunk.map((p) => p.statement.sql))
  await link.must(`${done ? '' : 'rollback to savepoint chunk;'} release savepoint chunk`)
  return done
}

const applyChunk = async (link: Link, chunk: readonly Placed[]): Promise<readonly LoadError[]> => {
  if (await together(link, chunk)) return []
  const errors: LoadError[] = []
  let rest = chunk
  while (rest.length > 0) {
    await link.must('savepoint chunk')
    const failed = await firstFailure(link, rest)
    if (!failed) {
      await link.must('release savepoint chunk')
      return errors
    }
    await link.must('rollback to savepoint chunk; release savepoint chunk')
    rest = rest.filter((p, i) => {
      if (i === failed.index) errors.push(asLoadError(failed.error, p))
      return i !== failed.index
    })
  }
  return errors
}

/**
 * Runs statements inside the open transaction. One that fails is left out and reported, and the rest goes on: the
 * outcome is that of all other statements in their order.
 */
export const applyAll = async (link: Link, list: readonly Placed[]): Promise<readonly LoadError[]> => {
  const errors: LoadError[] = []
  for (let i = 0; i < list.length; i += chunkSize) {
    await link.breath()
    errors.push(...(await applyChunk(link, list.slice(i, i + chunkSize))))
  }
  return errors
}
