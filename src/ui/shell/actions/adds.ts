import type { AppState } from '../../../store/index.ts'
import { AddIcon } from '../../kit/icons.ts'
import { additions, addTo, tableAdditions } from '../adding.ts'
import { type Action, whenEdit } from './action.ts'

const selectedTable = (s: AppState) =>
  s.selection.map((id) => s.open?.compiled.catalog.get(id)).find((o) => o?.kind === 'table')

/** What adds an object to the design, or to the selected table. */
export const adds: readonly Action[] = additions.map((a) => ({
  id: `add-${a.id}`,
  label: `Add ${a.label.toLowerCase()}`,
  group: 'Add',
  icon: a.icon,
  enabled: whenEdit,
  run: (app) => {
    const attempt = a.make(app, app.state.getState())
    if (attempt) app.run(attempt)
  },
}))

export const addsToTable: readonly Action[] = tableAdditions.map((a) => ({
  id: `add-${a.kind}`,
  label: `Add ${a.label.toLowerCase()} to the selected table`,
  group: 'Add',
  icon: AddIcon,
  enabled: (s) => whenEdit(s) && selectedTable(s) !== undefined,
  run: (app) => {
    const table = selectedTable(app.state.getState())
    if (table) addTo(app, a.kind, table.id)
  },
}))
