import { AddIcon } from '../../kit/icons.ts'
import { selectedTable } from '../../kit/selected-table.ts'
import { additions, addTo, tableAdditions } from '../adding.ts'
import { openDialog } from '../ui-state.ts'
import { type Action, type Reach, whenEdit } from './action.ts'

const onTable = (s: Reach) => whenEdit(s) && selectedTable(s) !== undefined

const adds: readonly Action[] = additions.map((a) => ({
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

const reference: Action = {
  id: 'add-fk',
  label: 'Add reference from the selected table',
  group: 'Add',
  icon: AddIcon,
  enabled: onTable,
  run: () => openDialog('reference'),
}

/** What adds an object to the design, or to the selected table. */
export const allAdds: readonly Action[] = [
  ...adds,
  reference,
  ...tableAdditions.map(
    (a): Action => ({
      id: `add-${a.kind}`,
      label: `Add ${a.label.toLowerCase()} to the selected table`,
      group: 'Add',
      icon: AddIcon,
      enabled: onTable,
      run: (app) => {
        const table = selectedTable(app.state.getState())
        if (table) addTo(app, a.kind, table.id)
      },
    }),
  ),
]
