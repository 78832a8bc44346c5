import { err, type Id } from '../base/index.ts'
import { createCompiler } from '../compile/index.ts'
import { browserSeams } from './browser.ts'
import type { Context } from './commands/context.ts'
import { createCommands } from './commands/index.ts'
import { createDesk } from './desk.ts'
import { designFile } from './files.ts'
import { Library } from './library.ts'
import { previewOf } from './preview.ts'
import { registry } from './registry.ts'
import type { Seams } from './seams.ts'
import { createState, dismiss, tell } from './state.ts'
import { templates } from './templates/index.ts'
import type { App, AppState } from './types.ts'
import { readView, writeView } from './view.ts'

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
  const library = new Library({ store, seams, desk })
  const context = (): Context | undefined => {
    const { open } = store.getState()
    const ids = desk.ids()
    return open && ids
      ? { design: open.design, compiled: open.compiled, registry, newId: ids.source() }
      : undefined
  }
  const commands = createCommands(context)
  const nothing = async (): Promise<void> => undefined
  return {
    state: store,
    registry,
    commands,
    run: desk.run,
    undo: desk.undo,
    redo: desk.redo,
    select: (ids, how = 'set') =>
      store.setState((s: AppState) => ({ selection: chosen(s.selection, ids, how) })),
    setView: (view) => {
      store.setState((s) => ({ view: { ...s.view, ...view } }))
      writeView(seams.local, store.getState().view)
    },
    dismissNotice: () => dismiss(store),
    start: async () => {
      await library.resume()
    },
    create: (template) => library.create(template),
    openStored: (id) => library.openStored(id),
    openFile: async () => err('Files cannot be opened yet.'),
    openLink: async () => err('Links cannot be opened yet.'),
    keepCopy: () => library.keepCopy(),
    leave: () => library.leave(),
    renameStored: async (id, name) => {
      if (desk.shows(id)) desk.run(commands.settings({ name }))
      else await library.rename(id, name)
    },
    duplicateStored: (id) => library.duplicate(id),
    deleteStored: (id) => library.delete(id),
    takeOver: () => library.takeOver(),
    persisted: () => seams.persist(),
    allowRun: () => tell(store, { text: 'Nothing to run yet.', tone: 'plain' }),
    prove: nothing,
    query: async (_sql, engine) => ({
      engine: { kind: engine, name: engine, version: '' },
      results: [],
      ms: 0,
      error: { message: 'The engine is not there yet.' },
    }),
    tryRow: async (_engine, _table, values) => ({
      label: 'row',
      values,
      accepted: false,
      message: 'The engine is not there yet.',
    }),
    tryCases: async () => [],
    saveFile: () => {
      const { open } = store.getState()
      return open ? designFile(open.design) : { name: 'design.damask.json', text: '' }
    },
    shareLink: async () => err({ length: 0, limit: 0 }),
    exportBundle: async () => err('Bundles cannot be made yet.'),
    preview: (attempt) => previewOf(store.getState().open, attempt, registry),
  }
}
