import type { Id } from '../base/index.ts'
import type { Change, Design } from '../design/index.ts'
import { applyChanges } from '../design/index.ts'
import type { Command } from './types.ts'

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

const mergeMs = 1500

/** One change an id: of two changes of one record, the later wins. */
const lastOf = (first: readonly Change[], second: readonly Change[]): readonly Change[] => {
  const byId = new Map<Id, Change>()
  for (const c of first) byId.set(c.id, c)
  for (const c of second) byId.set(c.id, c)
  return [...byId.values()]
}

/** The history after a command that has been applied with `undo` as its inverse. */
export const record = (h: History, command: Command, undo: readonly Change[], now: number): History => {
  const last = h.past.at(-1)
  const joins =
    last !== undefined &&
    command.merge !== undefined &&
    last.merge === command.merge &&
    now - last.at <= mergeMs
  const step: Step = joins
    ? { ...last, redo: lastOf(last.redo, command.changes), undo: lastOf(undo, last.undo), at: now }
    : {
        name: command.name,
        redo: command.changes,
        undo,
        at: now,
        ...(command.merge === undefined ? {} : { merge: command.merge }),
      }
  return { past: [...(joins ? h.past.slice(0, -1) : h.past), step], future: [] }
}

interface Moved {
  readonly history: History
  readonly design: Design
  readonly step: Step
}

/** Takes the last step back; undefined when there is none. The step no longer merges with what follows. */
export const stepBack = (h: History, design: Design): Moved | undefined => {
  const step = h.past.at(-1)
  if (!step) return undefined
  const closed: Step = { name: step.name, redo: step.redo, undo: step.undo, at: 0 }
  return {
    history: { past: h.past.slice(0, -1), future: [...h.future, closed] },
    design: applyChanges(design, step.undo).design,
    step,
  }
}

/** Takes the step that was last undone again. */
export const stepForward = (h: History, design: Design): Moved | undefined => {
  const step = h.future.at(-1)
  if (!step) return undefined
  return {
    history: { past: [...h.past, step], future: h.future.slice(0, -1) },
    design: applyChanges(design, step.redo).design,
    step,
  }
}
