import type { Id } from '../../base/index.ts'
import type { Made, Proof } from '../../compile/index.ts'
import { type BatchResult, type Engine, type Gap, mildGaps, type SqlError } from '../../engine/index.ts'
import type { Answer, Script, ScriptTransaction } from '../types.ts'
import { judgeError, judgeRows } from './judge.ts'
import { renderProof } from './render.ts'

/** The longest that one transaction of a proof may take. */
export const proofLimitMs = 10_000

interface Fault {
  readonly because: string
  readonly sql: string
  readonly error?: SqlError
  /** The engine could not run or judge it: no word against the design. */
  readonly gap?: true
}

/** SQLSTATE classes with which a database refuses rows rather than SQL that it does not know. */
const integrity = /^(22|23|40|42501)/

const faultOf = (engine: Engine, tx: ScriptTransaction, error: SqlError): Fault | undefined => {
  if (error.statement === undefined) {
    return {
      because: `the session could not begin: ${error.message}`,
      sql: `set local role ${tx.role ?? ''}`,
      error,
    }
  }
  const statement = tx.statements[error.statement]
  const expect = statement?.expect ?? tx.commit ?? { anything: true as const }
  const because = judgeError(expect, error)
  if (because === undefined) return undefined
  const sql = statement?.sql ?? 'commit'
  // pg-mem knows part of SQL only: an error that is no refusal of rows tells of pg-mem, not of the design.
  const mute = engine.info.kind === 'pg-mem' && !error.ended && !integrity.test(error.sqlstate ?? '')
  if (because === 'untold' || mute)
    return { because: error.message, sql, error, ...(mute ? { gap: true } : {}) }
  return { because, sql, error }
}

const transactionFault = (engine: Engine, tx: ScriptTransaction, done: BatchResult): Fault | undefined => {
  for (const [i, statement] of tx.statements.entries()) {
    const got = done.results[i]
    if (!got) break
    const because = judgeRows(statement.expect, got)
    if (because) return { because, sql: statement.sql }
  }
  if (done.error) return faultOf(engine, tx, done.error)
  const because = tx.commit && judgeRows(tx.commit, { columns: [], rows: [], ms: 0 })
  return because ? { because, sql: 'commit' } : undefined
}

/** The engine's gaps that keep it from judging the script. */
const gapsIn = (gaps: readonly Gap[], script: Script): readonly Gap[] => {
  const needed = new Set<Id>(script.needs)
  return gaps.filter((g) => needed.has(g.object) && !mildGaps.has(g.feature))
}

/** The engine's gaps in what acts on the rows of the script: each may be why an answer is not what was expected. */
const gapsAround = (gaps: readonly Gap[], script: Script): readonly Gap[] =>
  gaps.filter((g) => script.around.has(g.object) && !mildGaps.has(g.feature))

/** The scenario knows neither the tenants' own rows nor their policy: another outcome is no word against the design. */
const playedByOthers = ({ table, name }: NonNullable<Script['beyond']>, because: string): Gap => ({
  object: table,
  feature: 'access',
  message: `The application only reads ${name}, so the scenario was played by a role that writes it. That shows nothing here: ${because}`,
})

/** Nor does it know whom policies that were drawn let do what. */
const keptByPolicies = (guarded: NonNullable<Script['guarded']>, because: string): readonly Gap[] =>
  guarded.map(({ table, name }) => ({
    object: table,
    feature: 'access',
    message: `${name} has row security of its own, which says who sees and writes its rows, and the scenario is played by others. That shows nothing here: ${because}`,
  }))

interface Played {
  readonly ms: number
  readonly fault?: Fault
}

/** Acts the script on an emptied database, to its end or the first fault. */
const play = async (engine: Engine, script: Script): Promise<Played> => {
  await engine.reset(script.without)
  let ms = 0
  for (const tx of script.transactions) {
    const session = { settings: tx.settings, ...(tx.role === undefined ? {} : { role: tx.role }) }
    const done = await engine.run({ session, statements: tx.statements.map((s) => s.sql) }, proofLimitMs)
    ms += done.results.reduce((sum, r) => sum + r.ms, 0)
    const fault = transactionFault(engine, tx, done)
    if (fault) return { ms, fault }
  }
  return { ms }
}

/** Whether the script goes through once no row is kept from anyone. */
const heldUnguarded = async (engine: Engine, script: Script): Promise<boolean> => {
  const { guarded } = script
  if (!guarded) return false
  const set = async (word: string): Promise<boolean> => {
    const statements = guarded.map((t) => `alter table ${t.sql} ${word} row level security`)
    return (await engine.run({ statements }, proofLimitMs)).error === undefined
  }
  const held = (await set('disable')) && (await play(engine, script)).fault === undefined
  return (await set('enable')) && held
}

/** Runs a script on an emptied database. Never throws for what the design or the engine does. */
export const runScript = async (engine: Engine, script: Script, gaps: readonly Gap[]): Promise<Answer> => {
  const { info } = engine
  const gap = (all: readonly Gap[]): Answer => ({ verdict: 'gap', engine: info, gaps: all })
  const missing = gapsIn(gaps, script)
  if (missing.length > 0) return gap(missing)
  const { ms, fault } = await play(engine, script)
  if (!fault) return { verdict: 'held', engine: info, ms }
  const { because, sql, error } = fault
  if (fault.gap) {
    const object = script.proof.rests[0] ?? script.needs[0] ?? script.proof.use
    return gap([
      { object, feature: 'statement', message: `${info.name} cannot run or judge this: ${because}` },
    ])
  }
  const around = gapsAround(gaps, script)
  if (around.length > 0) return gap(around)
  if (script.beyond) return gap([playedByOthers(script.beyond, because)])
  if (script.guarded && (await heldUnguarded(engine, script)))
    return gap(keptByPolicies(script.guarded, because))
  return { verdict: 'broken', engine: info, ms, because, sql, ...(error ? { error } : {}) }
}

/** One proof on one engine that has the catalog loaded. */
export const runProof = async (
  engine: Engine,
  made: Made,
  proof: Proof,
  gaps: readonly Gap[] = engine.gaps(made.catalog),
): Promise<Answer> => {
  const script = renderProof(proof, made)
  if (!script.ok) return { verdict: 'no-row', engine: engine.info, ...script.error }
  return runScript(engine, script.value, gaps)
}

export interface Progress {
  /** Called before a proof runs. */
  readonly onStart?: (proof: Proof) => void
  /** Called with each answer as it comes. */
  readonly onAnswer?: (proof: Proof, answer: Answer) => void
  /** Stops before the next proof; the answers so far are returned. */
  readonly signal?: AbortSignal
}

/** Proofs in order. Answers by the proof's id. */
export const runProofs = async (
  engine: Engine,
  made: Made,
  proofs: readonly Proof[],
  { onStart, onAnswer, signal }: Progress = {},
): Promise<ReadonlyMap<string, Answer>> => {
  const gaps = engine.gaps(made.catalog)
  const answers = new Map<string, Answer>()
  for (const proof of proofs) {
    if (signal?.aborted) break
    onStart?.(proof)
    const answer = await runProof(engine, made, proof, gaps)
    answers.set(proof.id, answer)
    onAnswer?.(proof, answer)
  }
  return answers
}

export interface Disagreement {
  readonly proof: string
  readonly a: Answer
  readonly b: Answer
}

const judged = (a: Answer): boolean => a.verdict === 'held' || a.verdict === 'broken'

/** Proofs that both engines judged, and differently. */
export const disagreements = (
  a: ReadonlyMap<string, Answer>,
  b: ReadonlyMap<string, Answer>,
): readonly Disagreement[] =>
  [...a].flatMap(([proof, x]) => {
    const y = b.get(proof)
    return y && judged(x) && judged(y) && x.verdict !== y.verdict ? [{ proof, a: x, b: y }] : []
  })
