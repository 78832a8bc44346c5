import type { EngineKind, LoadError } from '../../engine/index.ts'
import type { AppState, EngineState, OpenDesign, Problem } from '../types.ts'

const ofDesign = (open: OpenDesign): readonly Problem[] =>
  open.compiled.issues.map((i) => ({
    source: 'design',
    severity: i.severity,
    message: i.message,
    objects: i.objects,
    code: i.code,
    waysOut: i.waysOut,
    ...(i.use && i.option ? { at: { use: i.use, option: i.option } } : {}),
  }))

/** What was said of one object, and how much more that cost. */
const wordsOf = (error: LoadError, errors: readonly LoadError[]): string => {
  const more = errors.filter((e) => e.because !== undefined && e.because === error.object).length
  const cost =
    more === 0
      ? []
      : [`(${more} more ${more === 1 ? 'statement was' : 'statements were'} refused for want of it.)`]
  return [error.message, ...(error.detail === undefined ? [] : [error.detail]), ...cost].join(' ')
}

/** What follows from another refusal is counted there: mended, that one takes it along. */
const ofEngine = (kind: EngineKind, e: EngineState, severity: Problem['severity']): readonly Problem[] =>
  (e.verdict?.errors ?? []).flatMap((error, _, all) =>
    error.because === undefined
      ? [
          {
            source: kind,
            severity,
            message: wordsOf(error, all),
            objects: error.object === undefined ? [] : [error.object],
            code: error.sqlstate ?? error.ended ?? 'refused',
            waysOut: [],
          },
        ]
      : [],
  )

/** What PostgreSQL here did not try, by object: its silence must not pass for a yes. */
const untried = ({ verdict }: EngineState): readonly Problem[] =>
  (verdict?.gaps ?? []).map(({ message, object }) => ({
    source: 'pglite',
    severity: 'info',
    message,
    objects: [object],
    code: 'not judged',
    waysOut: [],
  }))

const rank: Readonly<Record<Problem['severity'], number>> = { error: 0, warning: 1, info: 2 }

/** Issues of the design and errors of the engines in one list, the gravest first. PostgreSQL's word stands. */
export const problemsOf = (
  open: OpenDesign | undefined,
  engines: AppState['engines'],
): readonly Problem[] => {
  if (!open) return []
  const real = engines.pglite
  const small = engines['pg-mem']
  const overruled = real.verdict !== undefined && real.revision === small.revision
  return [
    ...ofDesign(open),
    ...ofEngine('pglite', real, 'error'),
    ...untried(real),
    ...ofEngine('pg-mem', small, overruled ? 'info' : 'warning'),
  ].sort((a, b) => rank[a.severity] - rank[b.severity])
}
