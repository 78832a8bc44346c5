import type { LucideIcon } from 'lucide-react'
import type { App, AppState, DockTab, Theme } from '../../store/index.ts'
import {
  AddIcon,
  BackIcon,
  CopyIcon,
  DeleteIcon,
  DockIcon,
  DuplicateIcon,
  ExportIcon,
  FileIcon,
  FindIcon,
  InfoIcon,
  InspectorIcon,
  LinkIcon,
  MoonIcon,
  RedoIcon,
  RunIcon,
  SideIcon,
  SunIcon,
  SystemIcon,
  UndoIcon,
} from '../kit/icons.ts'
import type { ShellKey } from '../kit/keys.ts'
import { additions, addTo, tableAdditions } from './adding.ts'
import { openFileByChoice, saveFile } from './files.ts'
import { askFind, openDialog } from './ui-state.ts'

/** One thing a person can do. Menus, the palette and keys all take it from here. */
export interface Action {
  readonly id: string
  readonly label: string
  readonly group: string
  readonly icon?: LucideIcon
  readonly key?: ShellKey
  readonly enabled: (s: AppState) => boolean
  readonly run: (app: App) => void
}

const always = () => true
const whenOpen = (s: AppState) => s.open !== undefined
const whenEdit = (s: AppState) => s.open?.mode === 'edit'
const selected = (s: AppState) => whenEdit(s) && s.selection.length > 0

const selectedTable = (s: AppState) =>
  s.selection.map((id) => s.open?.compiled.catalog.get(id)).find((o) => o?.kind === 'table')

const design: readonly Action[] = [
  {
    id: 'undo',
    label: 'Undo',
    group: 'Edit',
    icon: UndoIcon,
    key: 'undo',
    enabled: (s) => (s.open?.undo.length ?? 0) > 0,
    run: (app) => app.undo(),
  },
  {
    id: 'redo',
    label: 'Redo',
    group: 'Edit',
    icon: RedoIcon,
    key: 'redo',
    enabled: (s) => (s.open?.redo.length ?? 0) > 0,
    run: (app) => app.redo(),
  },
  {
    id: 'duplicate',
    label: 'Duplicate selection',
    group: 'Edit',
    icon: DuplicateIcon,
    enabled: selected,
    run: (app) => app.run(app.commands.duplicate(app.state.getState().selection)),
  },
  {
    id: 'delete',
    label: 'Delete selection',
    group: 'Edit',
    icon: DeleteIcon,
    enabled: selected,
    run: (app) => app.run(app.commands.remove(app.state.getState().selection)),
  },
  {
    id: 'keep',
    label: 'Keep a copy',
    group: 'Design',
    icon: CopyIcon,
    enabled: (s) => s.open?.mode === 'shared',
    run: (app) => void app.keepCopy(),
  },
  {
    id: 'share',
    label: 'Share by link',
    group: 'Design',
    icon: LinkIcon,
    enabled: whenOpen,
    run: () => openDialog('share'),
  },
  {
    id: 'export',
    label: 'Export migration bundle',
    group: 'Design',
    icon: ExportIcon,
    enabled: whenOpen,
    run: () => openDialog('export'),
  },
  {
    id: 'save',
    label: 'Save as a file',
    group: 'Design',
    icon: ExportIcon,
    key: 'save',
    enabled: whenOpen,
    run: saveFile,
  },
  {
    id: 'open',
    label: 'Open a file',
    group: 'Design',
    icon: FileIcon,
    key: 'open',
    enabled: always,
    run: openFileByChoice,
  },
  {
    id: 'new',
    label: 'New blank design',
    group: 'Design',
    icon: AddIcon,
    enabled: always,
    run: (app) => void app.create(),
  },
  {
    id: 'leave',
    label: 'All designs',
    group: 'Design',
    icon: BackIcon,
    enabled: whenOpen,
    run: (app) => void app.leave(),
  },
  {
    id: 'prove',
    label: 'Run all checks again',
    group: 'Design',
    icon: RunIcon,
    enabled: (s) => s.open?.mayRun === true,
    run: (app) => void app.prove(),
  },
  {
    id: 'allow',
    label: 'Run checks',
    group: 'Design',
    icon: RunIcon,
    enabled: (s) => s.open?.mayRun === false,
    run: (app) => app.allowRun(),
  },
]

const dockTo = (tab: DockTab, label: string): Action => ({
  id: tab,
  label: `Show ${label}`,
  group: 'Panels',
  icon: DockIcon,
  key: tab,
  enabled: whenOpen,
  run: (app) => app.setView({ dock: tab, dockOpen: true }),
})

const panels: readonly Action[] = [
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
    run: (app) => app.setView({ sideOpen: !app.state.getState().view.sideOpen }),
  },
  {
    id: 'inspector',
    label: 'Show or hide the inspector',
    group: 'Panels',
    icon: InspectorIcon,
    key: 'inspector',
    enabled: whenOpen,
    run: (app) => app.setView({ inspectorOpen: !app.state.getState().view.inspectorOpen }),
  },
  {
    id: 'dock',
    label: 'Show or hide the dock',
    group: 'Panels',
    icon: DockIcon,
    key: 'dock',
    enabled: whenOpen,
    run: (app) => app.setView({ dockOpen: !app.state.getState().view.dockOpen }),
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

const theme = (value: Theme, label: string, icon: LucideIcon): Action => ({
  id: `theme-${value}`,
  label,
  group: 'Theme',
  icon,
  enabled: always,
  run: (app) => app.setView({ theme: value }),
})

const page: readonly Action[] = [
  {
    id: 'palette',
    label: 'Find anything',
    group: 'Page',
    icon: FindIcon,
    key: 'palette',
    enabled: always,
    run: () => openDialog('palette'),
  },
  {
    id: 'commands',
    label: 'Commands only',
    group: 'Page',
    icon: FindIcon,
    key: 'commands',
    enabled: always,
    run: () => openDialog('commands'),
  },
  {
    id: 'keys',
    label: 'Keyboard keys',
    group: 'Page',
    icon: InfoIcon,
    key: 'keys',
    enabled: always,
    run: () => openDialog('keys'),
  },
  theme('light', 'Light theme', SunIcon),
  theme('dark', 'Dark theme', MoonIcon),
  theme('system', "The system's theme", SystemIcon),
]

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

const addsToTable: readonly Action[] = tableAdditions.map((a) => ({
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

export const actions: readonly Action[] = [...design, ...adds, ...addsToTable, ...panels, ...page]

export const actionOf = (id: string): Action => {
  const a = actions.find((x) => x.id === id)
  if (!a) throw new Error(`no action ${id}`)
  return a
}

/** Runs the action if it makes sense now. */
export const act = (app: App, id: string): void => {
  const a = actionOf(id)
  if (a.enabled(app.state.getState())) a.run(app)
}
