import type { App, EngineKind } from '../../../store/index.ts'
import { type MeantOne, meant, meantOne, type Span } from '../editor/span.ts'
import { type Came, linesAt, saidBy } from './asked.ts'

/** What was asked, in words where it was not all of the text, and what came back. */
export type Reply = Came & { readonly part: string | undefined }

/** An error's place in a part, as its place in the whole text. */
const placed = (error: Came['error'], from: number): Came['error'] =>
  error?.position === undefined ? error : { ...error, position: error.position + from }

const asked = async (
  app: App,
  { sql, from }: { readonly sql: string; readonly from: number },
  text: string,
  engine: EngineKind,
  limitMs: number,
  stop: AbortSignal,
): Promise<Came> => {
  const answer = await app.query(sql, engine, limitMs, stop)
  const said = saidBy(answer.notices)
  const statements = answer.statements ?? []
  const lines = linesAt(
    text,
    statements.map((s) => from + s.from),
  )
  const ran = statements.map((s, i) => ({
    text: s.text,
    line: lines[i] ?? 1,
    rows: answer.results[i],
    said: said.get(i),
  }))
  return { engine: answer.engine, error: placed(answer.error, from), ran }
}

/** Asks an engine about what stands in an editor. Ended after the limit, or by `stop`. */
export type AskSpan = (
  app: App,
  span: Span,
  engine: EngineKind,
  limitMs: number,
  stop: AbortSignal,
) => Promise<Reply>

/** Runs what is selected, else everything. */
export const runSpan: AskSpan = async (app, span, engine, limitMs, stop) => {
  const part = meant(span)
  const came = await asked(app, part, span.text, engine, limitMs, stop)
  return { ...came, part: part.selected ? 'what is selected' : undefined }
}

const partOf = (one: MeantOne, text: string): string | undefined => {
  if (one.count > 1) {
    const among = one.selected ? ' selected' : ''
    return `plan of statement ${one.number} of ${one.count}${among}, line ${linesAt(text, [one.from]).join()}`
  }
  return one.selected ? 'plan of what is selected' : undefined
}

const itself = /^explain\b/i

/** Asks for the plan of the statement at the caret; one that is an EXPLAIN itself is run as it is. */
export const explainSpan: AskSpan = async (app, span, engine, limitMs, stop) => {
  const one = meantOne(span)
  const info = () => app.state.getState().engines[engine].info ?? { name: 'PostgreSQL', version: '' }
  const part = one && partOf(one, span.text)
  if (one && itself.test(one.sql))
    return { ...(await asked(app, one, span.text, engine, limitMs, stop)), part }
  if (engine === 'pg-mem')
    return {
      engine: info(),
      part,
      error: { message: 'pg-mem has no planner. Choose PostgreSQL beside Explain.' },
      ran: [],
    }
  const plan = await app.explain(one?.sql ?? '', engine, limitMs, stop)
  const came = plan.ok ? { explained: plan.value } : { error: placed(plan.error, one?.from ?? 0) }
  return { engine: info(), part, ran: [], ...came }
}
