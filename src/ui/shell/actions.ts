import type { App, AppState } from '../../store/index.ts'
import type { Action } from './actions/action.ts'
import { adds, addsToTable } from './actions/adds.ts'
import { design } from './actions/design.ts'
import { page } from './actions/page.ts'
import { panels } from './actions/panels.ts'

export const actions: readonly Action[] = [...design, ...adds, ...addsToTable, ...panels, ...page]

export const actionOf = (id: string): Action => {
  const a = actions.find((x) => x.id === id)
  if (!a) throw new Error(`no action ${id}`)
  return a
}

/** What runs the checks: where nothing may run yet, that which allows it. */
export const runsChecks = (s: AppState): 'allow' | 'prove' => (s.open?.mayRun === false ? 'allow' : 'prove')

/** Runs the action if it makes sense now. */
export const act = (app: App, id: string): void => {
  const a = actionOf(id)
  if (a.enabled(app.state.getState())) a.run(app)
}
