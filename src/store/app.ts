import type { Id } from '../base/index.ts'
import { createCompiler } from '../compile/index.ts'
import { designFileName, serialise } from '../design/index.ts'
import { browserSeams } from './browser.ts'
import { createCatalogue } from './catalogue.ts'
import { Collection } from './collection.ts'
import type { Context } from './commands/context.ts'
import { createDesk } from './desk.ts'
import { Engines } from './engines/index.ts'
import { Library } from './library.ts'
import { loadPatterns, registry } from './registry.ts'
import type { Seams } from './seams.ts'
import { createSharing } from './sharing.ts'
import { createState, dismiss, tell } from './state.ts'
import { templates } from './templates/index.ts'
import type { App, AppState, Attempt, Command, Samples } from './types.ts'
import { readView, writeView } from './view.ts'
import { createWriting } from './writing.ts'

const chosen = (before: readonly Id[], ids: readonly Id[], how: 'set' | 'add' | 'toggle'): readonly Id[] => {
  if (how === 'set') return ids
  const added = ids.filter((id) => !before.includes(id))
  if (how === 'add') return [...before, ...added]
  return [...before.filter((id) => !ids.includes(id)), ...added]
}

/** The app without its page. Any seam of the options replaces the browser's. */
export const createApp = (options: Partial<Seams> = {}): App => {
  const seams: Seams = { ...browserSeams(), ...options }
  const store = createState(readView(seams.local), templates)
  const desk = createDesk({
    store,
    seams,
    compiler: createCompiler(registry),
    onCommit: (commit) => library.keep(commit),
  })
  const engines = new Engines(store, seams)
  const collection = new Collection(store, seams)
  const library = new Library({ store, seams, desk, collection })
  const sharing = createSharing({ store, seams, collection, library, engines })
  const catalogue = createCatalogue({ store, seams, booted: engines.booted })
  const context = (): Context | undefined => {
    const { open } = store.getState()
    const ids = desk.ids()
    return open && ids
      ? { design: open.design, compiled: open.compiled, registry, clock: seams.clock, newId: ids.source() }
      : undefined
  }
  const writing = createWriting({
    context,
    editing: seams.editing,
    came: (editing) => {
      desk.writeWith(editing)
      catalogue.loadLater()
    },
    failed: () =>
      tell(store, { text: 'Editing could not be loaded. Reload the page to try again.', tone: 'error' }),
  })
  const run = (attempt: Attempt | Command): boolean => {
    if (!('ok' in attempt)) return catalogue.withPatterns(attempt.changes, () => desk.run(attempt))
    if (attempt.ok) return run(attempt.value)
    const { again } = attempt.error
    if (!again) return desk.run(attempt)
    writing.ready(() => run(again()))
    return false
  }
  let started: Promise<void> | undefined
  let samples: Promise<Samples> | undefined
  const start = async (fragment: string): Promise<void> => {
    if (fragment === '') {
      await library.resume()
      return
    }
    const opened = await sharing.openLink(fragment)
    if (!opened.ok) tell(store, { text: opened.error, tone: 'error' })
  }
  return {
    state: store,
    get commands() {
      return writing.commands()
    },
    ready: writing.ready,
    run,
    foresee: (attempt) => {
      if (!attempt.ok || store.getState().open?.mode !== 'edit') return
      const { changes } = attempt.value
      catalogue.withPatterns(changes, () => desk.foresee(changes) !== undefined)
    },
    undo: desk.undo,
    redo: desk.redo,
    select: (ids, how = 'set') =>
      store.setState((s: AppState) => ({ selection: chosen(s.selection, ids, how) })),
    setView: (view) => {
      store.setState((s) => ({ view: { ...s.view, ...view } }))
      writeView(seams.local, store.getState().view)
    },
    loadPatterns: catalogue.load,
    dismissNotice: () => dismiss(store),
    start: (fragment) => {
      started ??= start(fragment)
      return started
    },
    create: (template) => library.create(template),
    openStored: (id) => library.openStored(id),
    openFile: (text, name) => sharing.openFile(text, name),
    openLink: (fragment) => sharing.openLink(fragment),
    keepCopy: () => library.keepCopy(),
    leave: () => library.leave(),
    renameStored: async (id, name) => {
      if (desk.shows(id)) run(writing.commands().settings({ name }))
      else await collection.rename(id, name)
    },
    duplicateStored: (id) => collection.duplicate(id),
    deleteStored: async (id) => {
      if (desk.shows(id)) await library.leave()
      await collection.delete(id)
    },
    takeOver: () => library.takeOver(),
    persisted: () => seams.persist(),
    allowRun: () => {
      engines.allowRun()
      library.trust()
    },
    hold: () => engines.hold(),
    prove: (ids) => engines.prove(ids),
    drafts: collection.drafts,
    query: (...asked) => engines.query(...asked),
    explain: (...asked) => engines.explain(...asked),
    tryRow: (engine, table, values) => engines.tryRow(engine, table, values),
    tryCases: (engine, table) => engines.tryCases(engine, table),
    saveFile: () => {
      const { open } = store.getState()
      return open
        ? { name: designFileName(open.design), text: serialise(open.design) }
        : { name: 'design.json', text: '' }
    },
    shareLink: () => sharing.link(),
    exportBundle: () => sharing.bundle(),
    samples: () => {
      samples ??= Promise.all([import('./samples/index.ts'), loadPatterns()]).then(
        ([m]) => new m.ShopSamples(registry, seams),
      )
      return samples
    },
    preview: (attempt) => writing.preview(store.getState().open, attempt, desk.foresee),
  }
}
