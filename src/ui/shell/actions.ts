import type { App, AppState } from '../../store/index.ts'
import type { Action } from './actions/action.ts'
import { design } from './actions/design.ts'
import { page } from './actions/page.ts'
import { panels } from './actions/panels.ts'

/** What menus, keys and buttons reach; the palette has what adds to the design, too. */
const actions: readonly Action[] = [...design, ...panels, ...page]

export const actionOf = (id: string, among: readonly Action[] = actions): Action => {
  const a = among.find((x) => x.id === id)
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
