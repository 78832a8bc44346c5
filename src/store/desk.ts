import type { Id } from '../base/index.ts'
import { ownerOf } from '../catalog/index.ts'
import type { Compiled, Compiler } from '../compile/index.ts'
import { applyChanges, type Change, type Design, recordProblem, settingsOf } from '../design/index.ts'
import type { Emitted } from '../sql/index.ts'
import type { Editing } from './editing.ts'
import { type Act, emptyHistory, enact, type History } from './history.ts'
import { type Ids, idsIn, lastCounter, withAuthor } from './ids.ts'
import type { Seams } from './seams.ts'
import { type Store, tell } from './state.ts'
import type { Attempt, Command, Foreseen, Mode, OpenDesign } from './types.ts'
import { unwritten } from './unwritten.ts'

/** What happened to the open design, for those who save it or pass it on. */
export interface Commit {
  readonly design: Design
  readonly history: History
  readonly author: string
  readonly act: Act
}

/** A design as it is laid on the desk. */
export interface Opening {
  readonly design: Design
  readonly history: History
  readonly ids: Ids
  readonly mode: Mode
  readonly mayRun: boolean
}

interface Tools {
  readonly store: Store
  readonly seams: Seams
  readonly compiler: Compiler
  readonly onCommit: (commit: Commit) => void
}

const beside: ReadonlySet<string> = new Set(['place', 'area', 'note', 'query'])

/** True where a change concerns only what the catalog does not hold. */
const isBeside = (design: Design, c: Change): boolean => {
  const kind = (c.to ?? design.records.get(c.id))?.kind
  return kind === undefined || beside.has(kind)
}

/** A record set to what it is already. `undo` lists what was there in reverse order. */
const isSame = (to: Change['to'], from: Change['to'] | undefined): boolean =>
  to === from || JSON.stringify(to) === JSON.stringify(from ?? null)

/** What would make the design one that is never read again. */
const unreadable = (changes: readonly Change[]): string | undefined => {
  for (const { to } of changes) {
    const problem = to ? recordProblem(to) : undefined
    if (problem !== undefined) return problem
  }
  return undefined
}

/** The objects that people see move: a place stands for what it places. */
const touchedBy = (design: Design, changes: readonly Change[]): readonly Id[] =>
  changes.map((c) => {
    const r = c.to ?? design.records.get(c.id)
    return r?.kind === 'place' ? r.of : c.id
  })

const refusals: Readonly<Record<Exclude<Mode, 'edit'>, string>> = {
  follow: 'This design is being edited in another tab. Take over to edit it here.',
  shared: 'This design came by link and is read-only. Keep a copy to edit it.',
}

/** The open design: runs commands on it, takes them back, and tells the state. */
export const createDesk = (tools: Tools) => {
  const { store, seams, compiler } = tools
  let writing = seams.editing
  /** What was found out of a step that may come next. */
  let ahead: Foreseen | undefined
  const emit = (c: Compiled, before: Emitted | undefined): Emitted => {
    if (!writing) return unwritten
    if (ahead?.compiled.catalog === c.catalog) return ahead.emitted
    return writing.emit(c.catalog, settingsOf(c.design).target, before)
  }
  let history: History = emptyHistory
  let ids: Ids | undefined
  /** When this tab took up the design: steps merge only within one stay. */
  let since = 0

  const current = (): OpenDesign | undefined => store.getState().open

  const names = (h: History) => ({
    undo: h.past.map((s) => s.name).reverse(),
    redo: h.future.map((s) => s.name).reverse(),
  })

  const compiledAfter = (
    open: OpenDesign,
    design: Design,
    changes: readonly Change[],
  ): Pick<OpenDesign, 'compiled' | 'emitted'> => {
    const quiet = changes.every((c) => isBeside(open.design, c))
    if (quiet) return { compiled: { ...open.compiled, design }, emitted: open.emitted }
    const compiled: Compiled = compiler.compile(design)
    const emitted = emit(compiled, open.emitted)
    ahead = undefined
    return { compiled, emitted }
  }

  /** What the changes would bring; taken as it is if they are what comes next. */
  const foresee = (changes: readonly Change[]): Foreseen | undefined => {
    const open = current()
    if (!open || !writing) return undefined
    const compiled = compiler.foresee(applyChanges(open.design, changes).design)
    ahead = { compiled, emitted: emit(compiled, open.emitted) }
    return ahead
  }

  const show = (
    open: OpenDesign,
    design: Design,
    changes: readonly Change[],
    select?: readonly Id[],
    back?: boolean,
  ): void => {
    const next = compiledAfter(open, design, changes)
    const alive = (id: Id) => design.records.has(id) || next.compiled.catalog.has(id)
    /** A step back from what was selected leads to the table it was on. */
    const left = (id: Id): Id | readonly Id[] => {
      const o = open.compiled.catalog.get(id)
      const owner = back && o ? ownerOf(o) : undefined
      return alive(id) ? id : owner && alive(owner) ? owner : []
    }
    store.setState((s) => ({
      open: {
        ...open,
        ...next,
        ...names(history),
        design,
        revision: open.revision + 1,
        touched: touchedBy(open.design, changes),
      },
      // Its way back led to before what is done now.
      ...(s.notice?.action?.run === undo ? { notice: undefined } : {}),
      selection: select ?? (s.selection.every(alive) ? s.selection : [...new Set(s.selection.flatMap(left))]),
    }))
  }

  /** Does what was done here or in another tab; false where there is no such step. */
  const take = (open: OpenDesign, act: Act, author: string, select?: readonly Id[]): Design | undefined => {
    const next = enact(history, act)
    if (!next) return undefined
    ids?.use(next.changes)
    const used = lastCounter(idsIn(next.changes), author) > 0
    history = next.history
    const applied = applyChanges(open.design, next.changes).design
    const design = used && act.op === 'run' ? withAuthor(applied, author) : applied
    show(open, design, next.changes, select, act.op !== 'run')
    return design
  }

  const commit = (open: OpenDesign, act: Act, select?: readonly Id[]): void => {
    if (!ids) return
    const design = take(open, act, ids.author, select)
    if (design) tools.onCommit({ design, history, author: ids.author, act })
  }

  /** The open design if it may be edited here; else says why not. */
  const editable = (): OpenDesign | undefined => {
    const open = current()
    if (!open || open.mode === 'edit') return open
    tell(store, { text: refusals[open.mode], tone: 'error' })
    return undefined
  }

  const step = (op: 'undo' | 'redo'): void => {
    const open = editable()
    if (open) commit(open, { op })
  }
  const undo = () => step('undo')

  const run = (attempt: Attempt | Command): boolean => {
    const open = editable()
    if (!open) return false
    if ('ok' in attempt && !attempt.ok) {
      tell(store, { text: attempt.error.message, tone: 'error' })
      return false
    }
    const command = 'ok' in attempt ? attempt.value : attempt
    const problem = unreadable(command.changes)
    if (problem !== undefined) {
      tell(store, { text: `No design can hold that: ${problem}. Nothing was changed.`, tone: 'error' })
      return false
    }
    const { undo: back } = applyChanges(open.design, command.changes)
    if (command.changes.every((c, i) => isSame(c.to, back[back.length - 1 - i]?.to))) {
      if (command.select) store.setState({ selection: command.select })
      return true
    }
    commit(
      open,
      {
        op: 'run',
        name: command.name,
        changes: command.changes,
        undo: back,
        at: seams.clock(),
        ...(command.merge === undefined ? {} : { merge: `${command.merge} ${since}` }),
      },
      command.select,
    )
    if (command.tells)
      tell(store, { text: command.tells, tone: 'plain', action: { label: 'Undo', run: undo } })
    return true
  }

  const lay = (o: Opening): void => {
    history = o.history
    ids = o.ids
    since = seams.clock()
    const before = current()
    const compiled = compiler.compile(o.design)
    store.setState({
      screen: 'design',
      selection: [],
      open: {
        design: o.design,
        compiled,
        emitted: emit(compiled, before?.emitted),
        mode: o.mode,
        ...names(history),
        saved: { at: 'saved' },
        revision: before?.design.id === o.design.id ? before.revision + 1 : 1,
        touched: [],
        mayRun: o.mayRun,
      },
    })
  }

  /** From now on the DDL is written; that of the open design at once, as a revision that touched nothing. */
  const writeWith = (editing: Editing): void => {
    writing = editing
    store.setState(({ open }) =>
      open
        ? {
            open: {
              ...open,
              emitted: emit(open.compiled, undefined),
              revision: open.revision + 1,
              touched: [],
            },
          }
        : {},
    )
  }

  return {
    run,
    foresee,
    writeWith,
    undo,
    redo: () => step('redo'),
    /** Shows what another tab did. */
    follow: (act: Act, author: string): void => {
      const open = current()
      if (open) take(open, act, author)
    },
    lay,
    clear: () => {
      history = emptyHistory
      ids = undefined
      store.setState({ screen: 'start', open: undefined, selection: [], problems: [] })
    },
    ids: (): Ids | undefined => ids,
    shows: (id: string): boolean => current()?.design.id === id,
  }
}
export type Desk = ReturnType<typeof createDesk>
