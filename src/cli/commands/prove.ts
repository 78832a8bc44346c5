import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import snapshotUrl from 'virtual:pglite-snapshot'
import { fill } from '../../catalog/index.ts'
import { type Compiled, type Proof, proofsOf } from '../../compile/index.ts'
import { settingsOf } from '../../design/index.ts'
import { createNodeEngine, type Engine, type EngineKind, type Verdict } from '../../engine/index.ts'
import { emit, namesOf } from '../../sql/index.ts'
import { loadBook } from '../../store/index.ts'
import { type Answer, runProofs } from '../../verify/index.ts'
import { compiled } from '../design.ts'
import { designAt, textOption } from '../input.ts'
import { inLimitedProcess, isLimited } from '../limited.ts'
import { hasErrors, jsonResult, printable, result, tellIssues } from '../output.ts'
import { type Command, exit } from '../types.ts'
import { Unusable } from '../unusable.ts'

const kindOf = (text: string): EngineKind => {
  if (text === 'pglite' || text === 'pg-mem') return text
  throw new Unusable(`--engine is pglite or pg-mem, not ${text}`)
}

const start = async (kind: EngineKind): Promise<Engine> =>
  createNodeEngine(kind, kind === 'pglite' ? { snapshot: await readFile(fileURLToPath(snapshotUrl)) } : {})

const defaultLimit = 300

const limitOf = (text: string | undefined): number => {
  const seconds = text === undefined ? defaultLimit : Number(text)
  if (Number.isInteger(seconds) && seconds > 0 && seconds <= 86_400) return seconds
  throw new Unusable(`--limit is a whole number of seconds up to 86400, not ${text}`)
}

interface Shown {
  readonly proof: Proof
  readonly promise: string
  readonly answer: Answer
}

const failed = (a: Answer): boolean => a.verdict === 'broken' || a.verdict === 'no-row'

const words: { readonly [V in Answer['verdict']]: string } = {
  held: 'held    ',
  broken: 'BROKEN  ',
  gap: 'no word ',
  'no-row': 'NO ROW  ',
}

const oneLine = (s: string): string => printable(s.replace(/\s+/g, ' ').trim())

const why = (c: Compiled, a: Answer): readonly string[] => {
  switch (a.verdict) {
    case 'held':
      return []
    case 'broken':
      return [oneLine(a.because), `by: ${oneLine(a.sql)}`]
    case 'gap':
      return [...new Set(a.gaps.map((g) => oneLine(g.message)))]
    case 'no-row':
      return [oneLine(`no row of ${c.catalog.get(a.table)?.name ?? a.table} could be made: ${a.because}`)]
  }
}

const heading = (c: Compiled, use: string): string => {
  const active = c.uses.get(use)
  if (!active) return use
  const table = c.catalog.get(active.use.table)?.name
  const column = c.catalog.get(active.use.column)?.name
  const on = table === undefined ? '' : ` on ${column === undefined ? table : `${table}.${column}`}`
  return oneLine(active.pattern.manifest.name + on)
}

const tally = (shown: readonly Shown[]) => {
  const count = (v: Answer['verdict']): number => shown.filter((s) => s.answer.verdict === v).length
  return { held: count('held'), broken: count('broken'), noRow: count('no-row'), gaps: count('gap') }
}

const inWords = (c: Compiled, verdict: Verdict, shown: readonly Shown[]): string => {
  const { held, broken, noRow, gaps } = tally(shown)
  const lines = [
    `${verdict.engine.name} ${verdict.engine.version}: ${verdict.statements} statements, ${verdict.errors.length} refused`,
  ]
  for (const e of verdict.errors)
    lines.push(`  REFUSED ${oneLine(e.message)}`, ...(e.sql ? [`          by: ${oneLine(e.sql)}`] : []))
  let use = ''
  for (const { proof, promise, answer } of shown) {
    if (proof.use !== use) lines.push('', heading(c, proof.use))
    use = proof.use
    lines.push(
      `  ${words[answer.verdict]}${oneLine(promise)}`,
      ...why(c, answer).map((l) => `          ${l}`),
    )
  }
  return [
    ...lines,
    '',
    `${held} held, ${broken + noRow} failed, ${gaps} cannot be judged by this engine`,
  ].join('\n')
}

const asJson = (verdict: Verdict, shown: readonly Shown[]): object => ({
  engine: verdict.engine,
  statements: verdict.statements,
  errors: verdict.errors,
  unheld: verdict.gaps,
  proofs: shown.map(({ proof, promise, answer: { engine: _, ...answer } }) => ({
    id: proof.id,
    use: proof.use,
    promise,
    ...answer,
  })),
  ...tally(shown),
})

export const proveCommand: Command = {
  name: 'prove',
  usage: 'D [--engine pglite|pg-mem] [--limit SECONDS] [--json]',
  summary: 'runs every promise of the patterns in a database',
  details: [
    `--limit ends it after so many seconds, ${defaultLimit} unless told: a design may hold what never ends.`,
  ],
  options: { engine: { type: 'string' }, limit: { type: 'string' }, json: { type: 'boolean' } },
  async run(args) {
    const kind = kindOf(textOption(args, 'engine') ?? 'pglite')
    const limit = limitOf(textOption(args, 'limit'))
    if (!isLimited()) return inLimitedProcess(limit, args.options.json === true)
    const { design } = await designAt(args)
    const c = compiled(design)
    const names = namesOf(c.catalog)
    const engine = await start(kind)
    try {
      const verdict = await engine.load(c.catalog, emit(c.catalog, settingsOf(design).target))
      const shown: Shown[] = []
      await runProofs(engine, c, proofsOf(c, await loadBook()), {
        onAnswer: (proof, answer) =>
          shown.push({ proof, promise: fill(proof.promise, (r) => names.name(r.id)), answer }),
      })
      const json = args.options.json === true
      if (json) jsonResult(asJson(verdict, shown))
      else result(inWords(c, verdict, shown))
      tellIssues(c.issues, json)
      const wrong = hasErrors(c.issues) || verdict.errors.length > 0 || shown.some((s) => failed(s.answer))
      return wrong ? exit.wrong : exit.fine
    } finally {
      await engine.close()
    }
  },
}
