import type { Id } from '../base/index.ts'
import type { Change } from '../design/index.ts'

/** One undoable step: the changes that take it and those that take it back. */
export interface Step {
  readonly name: string
  readonly redo: readonly Change[]
  readonly undo: readonly Change[]
  /** When it was last added to, and by which merge key. */
  readonly at: number
  readonly merge?: string
}

/** Steps done, oldest first, and steps undone, the next to redo last. */
export interface History {
  readonly past: readonly Step[]
  readonly future: readonly Step[]
}

export const emptyHistory: History = { past: [], future: [] }

/** What a person did to a design, enough to do it again: in the journal, in the log, in another tab. */
export type Act =
  | {
      readonly op: 'run'
      readonly name: string
      readonly changes: readonly Change[]
      readonly undo: readonly Change[]
      readonly at: number
      readonly merge?: string
    }
  | { readonly op: 'undo' }
  | { readonly op: 'redo' }

const mergeMs = 1500
/** The key of one sitting, which is left before another begins: what is typed in it is one step, however long it takes. */
const sitting = /^fresh /

/** One change an id: of two changes of one record, the later wins. */
const lastOf = (first: readonly Change[], second: readonly Change[]): readonly Change[] => {
  const byId = new Map<Id, Change>()
  for (const c of first) byId.set(c.id, c)
  for (const c of second) byId.set(c.id, c)
  return [...byId.values()]
}

/** The history after a command has run. */
export const record = (h: History, act: Extract<Act, { op: 'run' }>): History => {
  const last = h.past.at(-1)
  const joins =
    last !== undefined &&
    act.merge !== undefined &&
    last.merge === act.merge &&
    (act.at - last.at <= mergeMs || sitting.test(act.merge))
  const step: Step = joins
    ? { ...last, redo: lastOf(last.redo, act.changes), undo: lastOf(act.undo, last.undo), at: act.at }
    : {
        name: act.name,
        redo: act.changes,
        undo: act.undo,
        at: act.at,
        ...(act.merge === undefined ? {} : { merge: act.merge }),
      }
  return { past: [...(joins ? h.past.slice(0, -1) : h.past), step], future: [] }
}

/** The history after a step back, with that step; it no longer merges with what follows. */
const stepBack = (
  h: History,
): { readonly history: History; readonly changes: readonly Change[] } | undefined => {
  const step = h.past.at(-1)
  if (!step) return undefined
  const closed: Step = { name: step.name, redo: step.redo, undo: step.undo, at: 0 }
  return { history: { past: h.past.slice(0, -1), future: [...h.future, closed] }, changes: step.undo }
}

const stepForward = (
  h: History,
): { readonly history: History; readonly changes: readonly Change[] } | undefined => {
  const step = h.future.at(-1)
  return step && { history: { past: [...h.past, step], future: h.future.slice(0, -1) }, changes: step.redo }
}

/** The history after an act and the changes that it makes to the design; undefined where there is no such step. */
export const enact = (
  h: History,
  act: Act,
): { readonly history: History; readonly changes: readonly Change[] } | undefined => {
  if (act.op === 'run') return { history: record(h, act), changes: act.changes }
  return act.op === 'undo' ? stepBack(h) : stepForward(h)
}

const keptSteps = 500
const keptChars = 5_000_000

/** The newest steps that may be kept on disk. */
export const keptHistory = (h: History): History => {
  const past: Step[] = []
  let chars = JSON.stringify(h.future).length
  for (const step of h.past.slice(-keptSteps).reverse()) {
    chars += JSON.stringify(step).length
    if (chars > keptChars) break
    past.push(step)
  }
  return { past: past.reverse(), future: chars > keptChars && past.length === 0 ? [] : h.future }
}
