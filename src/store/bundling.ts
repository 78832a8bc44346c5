import type { Book } from '../compile/index.ts'
import { bundleFiles, bundleName, zipBundle } from '../formats/bundle/index.ts'
import type { Bundle, EngineState, OpenDesign } from './types.ts'

interface Checked {
  readonly verified: string
  readonly sound: boolean
  /** The ids of the promises that PostgreSQL has shown to be broken. */
  readonly broken: readonly string[]
}

const unchecked = (verified: string): Checked => ({ verified, sound: false, broken: [] })

/** What PostgreSQL said of this version: it is sound when it was taken as it is and nothing that it promises is open. */
const checkedBy = (open: OpenDesign, pglite: EngineState): Checked => {
  if (!open.mayRun) return unchecked('Nothing was run.')
  if (pglite.verdict === undefined || pglite.revision !== open.revision)
    return unchecked(`Not run on PostgreSQL: ${pglite.failure ?? 'it is not ready yet'}.`)
  const name = pglite.info ? `${pglite.info.name} ${pglite.info.version}`.trim() : 'PostgreSQL'
  const errors = pglite.verdict.errors.length
  if (errors > 0) return unchecked(`${name} refused ${errors} ${errors === 1 ? 'statement' : 'statements'}.`)
  const ids = (verdict: string): readonly string[] =>
    [...pglite.answers].flatMap(([id, a]) => (a.verdict === verdict ? [id] : []))
  const [held, broken] = [ids('held').length, ids('broken')]
  const all = pglite.answers.size + pglite.running.size
  const rest = broken.length > 0 ? `, ${broken.length} broken` : ''
  return {
    verified: `Applied on ${name}${all === 0 ? '' : `; ${held} of ${all} promises held${rest}`}.`,
    sound: broken.length === 0 && pglite.running.size === 0,
    broken,
  }
}

/** The bundle of a design, which says what is known to be wrong with it. */
export const bundleOf = (open: OpenDesign, pglite: EngineState, book: Book): Bundle => {
  const { broken, ...checked } = checkedBy(open, pglite)
  const bytes = zipBundle(bundleFiles(open.compiled, book, { broken }))
  return { name: `${bundleName(open.compiled)}.zip`, bytes, ...checked }
}
