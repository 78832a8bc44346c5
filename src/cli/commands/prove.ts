import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import snapshotUrl from 'virtual:pglite-snapshot'
import { proofsOf } from '../../compile/index.ts'
import { settingsOf } from '../../design/index.ts'
import { createNodeEngine, type Engine, type EngineKind } from '../../engine/index.ts'
import { emit } from '../../sql/index.ts'
import { loadBook } from '../../store/index.ts'
import { runProofs } from '../../verify/index.ts'
import { compiled } from '../design.ts'
import { designAt, textOption } from '../input.ts'
import { endWithParent, inLimitedProcess, isLimited } from '../limited.ts'
import { hasErrors, jsonResult, result, tellIssues } from '../output.ts'
import { asJson, failed, inWords, type Run, type Shown, shower } from '../proving.ts'
import { type Command, type Exit, exit } from '../types.ts'
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

/** What the limited process hands on as it goes: the database's word on the design first, then each answer. */
type Heard = Pick<Run, 'verdict' | 'promises'> | Shown

const hand = (heard: Heard): void => {
  process.send?.(heard)
}

const tell = (run: Run, json: boolean): void => (json ? jsonResult(asJson(run)) : result(inWords(run)))

/** The command in a process of its own; what that had found out when its time was over is told by this one. */
const limited = async (seconds: number, json: boolean): Promise<Exit> => {
  let start: Pick<Run, 'verdict' | 'promises'> | undefined
  const shown: Shown[] = []
  return inLimitedProcess(seconds, json, {
    hear: (heard: Heard) => {
      if ('answer' in heard) shown.push(heard)
      else start = heard
    },
    late: () => start && tell({ ...start, shown }, json),
  })
}

export const proveCommand: Command = {
  name: 'prove',
  usage: 'D [--engine pglite|pg-mem] [--limit SECONDS] [--json]',
  summary: 'runs every promise of the patterns in a database',
  details: [
    `--limit ends it after so many seconds, ${defaultLimit} unless told: a design may hold what never ends.`,
    'What was judged until then is printed, and it ends with 1.',
  ],
  options: { engine: { type: 'string' }, limit: { type: 'string' }, json: { type: 'boolean' } },
  async run(args) {
    const kind = kindOf(textOption(args, 'engine') ?? 'pglite')
    const limit = limitOf(textOption(args, 'limit'))
    const json = args.options.json === true
    if (!isLimited()) return limited(limit, json)
    endWithParent()
    const { design } = await designAt(args)
    const c = compiled(design)
    const engine = await start(kind)
    try {
      const verdict = await engine.load(c.catalog, emit(c.catalog, settingsOf(design).target))
      const proofs = proofsOf(c, await loadBook())
      const promises = proofs.length
      hand({ verdict, promises })
      const show = shower(c)
      const shown: Shown[] = []
      await runProofs(engine, c, proofs, {
        onAnswer: (proof, answer) => {
          const told = show(proof, answer)
          shown.push(told)
          hand(told)
        },
      })
      tell({ verdict, promises, shown }, json)
      tellIssues(c.issues, json)
      const wrong = hasErrors(c.issues) || verdict.errors.length > 0 || shown.some((s) => failed(s.answer))
      return wrong ? exit.wrong : exit.fine
    } finally {
      await engine.close()
    }
  },
}
