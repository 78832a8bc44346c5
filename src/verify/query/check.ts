import { err, ok, type Result } from '../../base/index.ts'
import type { Engine, EngineInfo, Notices, Rows, Session, SqlError } from '../../engine/index.ts'
import { type Piece, splitStatements } from '../../sql/index.ts'
import { ownerRole } from '../proof/setting.ts'
import { explainTree, type Plan } from './explain.ts'

/** A plan, as the engine printed it. */
export interface Explained {
  readonly text: string
  /** Absent where it was printed in another format than JSON. */
  readonly plan?: Plan
}

/** What a statement answered; one that is itself an EXPLAIN has the plan as well. */
export interface Answered extends Rows {
  readonly explained?: Explained
}

/** What one engine answered to a query; of several statements, each in turn up to the first error. */
export interface QueryAnswer {
  readonly engine: EngineInfo
  /** Those of the text, in order. */
  readonly statements: readonly Piece[]
  /** Of the statements that succeeded: the first ones. */
  readonly results: readonly Answered[]
  /** Its position counts from the start of the whole text. */
  readonly error?: SqlError
  /** What the server said meanwhile, by statement. */
  readonly notices?: Notices
  readonly ms: number
}

const lines = (rows: Rows | undefined): string => (rows?.rows ?? []).map((r) => r[0] ?? '').join('\n')

/** What EXPLAIN calls its one column. */
const planColumn = 'QUERY PLAN'

const answered = (rows: Rows): Answered => {
  const [column, second] = rows.columns
  if (rows.command !== 'EXPLAIN' || column?.name !== planColumn || second) return rows
  const text = lines(rows)
  const plan = explainTree(text)
  return { ...rows, explained: { text, ...(plan.ok ? { plan: plan.value } : {}) } }
}

const asOwner: Session = { role: ownerRole }

/** Runs a query in a transaction that is rolled back, and ends it after `limitMs` milliseconds or when it is told to. */
export const checkQuery = async (
  engine: Engine,
  sql: string,
  limitMs: number,
  stop?: AbortSignal,
): Promise<QueryAnswer> => {
  const statements = splitStatements(sql)
  if (statements.length === 0) return { engine: engine.info, statements, results: [], ms: 0 }
  const { results, error, notices } = await engine.run(
    { session: asOwner, statements: statements.map((p) => p.text), end: 'rollback', notices: true },
    limitMs,
    stop,
  )
  const ms = results.reduce((sum, r) => sum + r.ms, 0)
  const came = {
    engine: engine.info,
    statements,
    results: results.map(answered),
    ms,
    ...(notices ? { notices } : {}),
  }
  if (!error) return came
  const offset = statements[error.statement ?? 0]?.from ?? 0
  return {
    ...came,
    error: error.position === undefined ? error : { ...error, position: error.position + offset },
  }
}

/**
 * The plan of one statement, as text and as a tree. `analyze` executes it, in a transaction that is rolled
 * back. The error's position counts from the start of `sql`.
 */
export const explainQuery = async (
  engine: Engine,
  sql: string,
  limitMs: number,
  options: { readonly analyze?: boolean; readonly session?: Session; readonly stop?: AbortSignal } = {},
): Promise<Result<Explained, SqlError>> => {
  const [piece, second] = splitStatements(sql)
  if (!piece) return err({ message: 'There is no statement to explain.' })
  if (second) return err({ message: 'EXPLAIN takes one statement at a time.', position: second.from })
  const analyze = options.analyze ? ', analyze' : ''
  const prefixes = [`explain (format text${analyze}) `, `explain (format json${analyze}) `]
  const statements = prefixes.map((p) => p + piece.text)
  const { results, error } = await engine.run(
    { session: options.session ?? asOwner, statements, end: 'rollback' },
    limitMs,
    options.stop,
  )
  if (error) {
    const shift = piece.from - (prefixes[error.statement ?? 0]?.length ?? 0)
    const { position, ...rest } = error
    return err(position === undefined ? rest : { ...rest, position: Math.max(0, position + shift) })
  }
  const plan = explainTree(lines(results[1]))
  return plan.ok ? ok({ text: lines(results[0]), plan: plan.value }) : err({ message: plan.error })
}
