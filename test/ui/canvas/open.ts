import {
  type App,
  type Attempt,
  createApp,
  editing,
  type Id,
  loadPatterns,
} from '../../../src/store/index.ts'
import type { TableView } from '../../../src/ui/canvas/model/views.ts'
import { buildModel, type Model } from '../../../src/ui/canvas/model.ts'

/** An app with an empty design open. */
export const openApp = async (): Promise<App> => {
  await loadPatterns()
  const app = createApp({ editing })
  await app.create()
  return app
}

/** Runs the attempt; a refusal fails the test with its words. */
export const must = (app: App, attempt: Attempt) => {
  if (!attempt.ok) throw new Error(attempt.error.message)
  app.run(attempt)
  return attempt.value
}

/** A table with columns as lines; returns its id. */
export const addTable = (
  app: App,
  at: { readonly x: number; readonly y: number },
  name: string,
  columns = '',
): Id => {
  const made = must(app, app.commands.addTable(at, name)).changes.find((c) => c.to?.kind === 'table')
  if (!made) throw new Error('no table was made')
  if (columns !== '') must(app, app.commands.addColumns(made.id, columns))
  return made.id
}

export const columnNamed = (app: App, table: Id, name: string): Id => {
  for (const o of app.state.getState().open?.compiled.catalog.values() ?? []) {
    if (o.kind === 'column' && o.table === table && o.name === name) return o.id
  }
  throw new Error(`no column ${name}`)
}

export const modelOf = (
  app: App,
  before?: Model,
  hideCompanions = false,
  touched?: ReadonlySet<Id>,
): Model => {
  const { open, problems, selection } = app.state.getState()
  if (!open) throw new Error('nothing is open')
  return buildModel({ open, problems, selection, hideCompanions }, before, touched)
}

export const tableIn = (model: Model, id: Id): TableView => {
  const view = model.byId.get(id)?.view
  if (view?.kind !== 'table') throw new Error('no such table')
  return view
}
