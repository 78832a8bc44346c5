import type { DockTab } from '../../../store/index.ts'
import { DockIcon, FindIcon, InspectorIcon, SideIcon } from '../../kit/icons.ts'
import { askFind } from '../ui-state.ts'
import { type Action, whenOpen } from './action.ts'

/** Focus inside what is about to go moves to what stays; elsewhere it stays with what is being done there. */
const keepFocus = (inside: string, ...stays: readonly string[]): void => {
  if (!document.activeElement?.closest(inside)) return
  const found = stays.flatMap((s) => document.querySelector<HTMLElement>(s) ?? [])
  found[0]?.focus({ preventScroll: true })
}

/** What is selected on the canvas, else the canvas, where keys do what they did in a panel. */
const toCanvas = ['.cv .react-flow__node.selected', '.cv'] as const

const dockTo = (tab: DockTab, label: string): Action => ({
  id: tab,
  label: `Show ${label}`,
  group: 'Panels',
  icon: DockIcon,
  key: tab,
  enabled: whenOpen,
  run: (app) => {
    if (app.state.getState().view.dock !== tab) keepFocus('.dock', `#dock-tab-${tab}`)
    app.setView({ dock: tab, dockOpen: true })
  },
})

const toPart = (id: 'part' | 'part-back', label: string, by: 1 | -1): Action => ({
  id,
  label,
  group: 'Panels',
  key: id,
  enabled: whenOpen,
  run: () => void import('../parts.ts').then((m) => m.goOn(by)),
})

/** What shows and hides the parts of the page, and leads from one to the next. */
export const panels: readonly Action[] = [
  toPart('part', 'Go to the next part of the page', 1),
  toPart('part-back', 'Go to the part before', -1),
  {
    id: 'find',
    label: 'Find in the list',
    group: 'Panels',
    icon: FindIcon,
    key: 'find',
    enabled: whenOpen,
    run: (app) => {
      app.setView({ sideOpen: true })
      askFind()
    },
  },
  {
    id: 'side',
    label: 'Show or hide the list',
    group: 'Panels',
    icon: SideIcon,
    key: 'side',
    enabled: whenOpen,
    run: (app) => {
      keepFocus('.side-box', ...toCanvas)
      app.setView({ sideOpen: !app.state.getState().view.sideOpen })
    },
  },
  {
    id: 'inspector',
    label: 'Show or hide the inspector',
    group: 'Panels',
    icon: InspectorIcon,
    key: 'inspector',
    enabled: whenOpen,
    run: (app) => {
      keepFocus('.inspector-box', ...toCanvas)
      app.setView({ inspectorOpen: !app.state.getState().view.inspectorOpen })
    },
  },
  {
    id: 'dock',
    label: 'Show or hide the dock',
    group: 'Panels',
    icon: DockIcon,
    key: 'dock',
    enabled: whenOpen,
    run: (app) => {
      const { dock, dockOpen } = app.state.getState().view
      if (dockOpen) keepFocus('#dock-panel', `#dock-tab-${dock}`)
      app.setView({ dockOpen: !dockOpen })
    },
  },
  {
    id: 'companions',
    label: 'Show or hide companion tables',
    group: 'Panels',
    icon: SideIcon,
    enabled: whenOpen,
    run: (app) => app.setView({ hideCompanions: !app.state.getState().view.hideCompanions }),
  },
  dockTo('ddl', 'the DDL'),
  dockTo('checks', 'the checks'),
  dockTo('rows', 'the row tester'),
  dockTo('queries', 'the queries'),
  dockTo('problems', 'the problems'),
]
