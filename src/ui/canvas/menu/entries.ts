import type { Id } from '../../../store/index.ts'
import { hueNames, hues } from '../../kit/hues.ts'
import {
  AddIcon,
  AreaIcon,
  DeleteIcon,
  DuplicateIcon,
  EditIcon,
  KeyIcon,
  NoteIcon,
  TableIcon,
} from '../../kit/icons.ts'
import { isApple, spoken } from '../../kit/keys.ts'
import type { MenuEntry } from '../../kit/menu-types.ts'
import {
  addArea,
  addColumn,
  addNote,
  autoLayout,
  duplicate,
  fitSelection,
  place,
  remove,
  rename,
  selectAll,
  setHue,
} from '../act/actions.ts'
import { type Arrangement, arrange } from '../act/arrange.ts'
import { selectedNodes } from '../act/selection.ts'
import { fit } from '../act/viewport.ts'
import { choicesFor } from '../connect/trial.ts'
import { addTableAt, editColumn } from '../edit/session.ts'
import {
  AlignBottomIcon,
  AlignCenterIcon,
  AlignLeftIcon,
  AlignMiddleIcon,
  AlignRightIcon,
  AlignTopIcon,
  FitIcon,
  LayoutIcon,
  SpreadAcrossIcon,
  SpreadDownIcon,
} from '../icons.ts'
import { type CanvasKey, canvasKeys } from '../keys.ts'
import { mayEdit, type Scope } from '../scope.ts'
import type { MenuTarget } from '../ui-state.ts'

const keyOf = (id: CanvasKey): string => {
  const [combo] = canvasKeys.find((k) => k.id === id)?.keys ?? ['']
  return spoken(combo ?? '', isApple())
}
const line = (key: string): MenuEntry => ({ kind: 'line', key })

const arrangements: readonly {
  readonly how: Arrangement
  readonly label: string
  readonly icon: typeof AlignLeftIcon
}[] = [
  { how: 'left', label: 'Align left', icon: AlignLeftIcon },
  { how: 'center', label: 'Align centres', icon: AlignCenterIcon },
  { how: 'right', label: 'Align right', icon: AlignRightIcon },
  { how: 'top', label: 'Align top', icon: AlignTopIcon },
  { how: 'middle', label: 'Align middles', icon: AlignMiddleIcon },
  { how: 'bottom', label: 'Align bottom', icon: AlignBottomIcon },
  { how: 'across', label: 'Spread across', icon: SpreadAcrossIcon },
  { how: 'down', label: 'Spread down', icon: SpreadDownIcon },
]

const onPane = (s: Scope, at: { readonly x: number; readonly y: number }): readonly MenuEntry[] => {
  const { hideCompanions } = s.app.state.getState().view
  return [
    {
      kind: 'item',
      label: 'Add table',
      icon: TableIcon,
      keys: keyOf('add-table'),
      disabled: !mayEdit(s),
      run: () => addTableAt(s, at),
    },
    {
      kind: 'item',
      label: 'Add area',
      icon: AreaIcon,
      keys: keyOf('add-area'),
      disabled: !mayEdit(s),
      run: () => addArea(s),
    },
    {
      kind: 'item',
      label: 'Add note',
      icon: NoteIcon,
      keys: keyOf('add-note'),
      disabled: !mayEdit(s),
      run: () => addNote(s),
    },
    line('view'),
    { kind: 'item', label: 'Select everything', keys: keyOf('select-all'), run: () => selectAll(s) },
    { kind: 'item', label: 'Fit everything', icon: FitIcon, keys: keyOf('fit'), run: () => fit(s) },
    {
      kind: 'item',
      label: 'Lay out everything',
      icon: LayoutIcon,
      keys: keyOf('layout'),
      disabled: !mayEdit(s),
      run: () => void autoLayout(s),
    },
    {
      kind: 'item',
      label: 'Hide companion tables',
      checked: hideCompanions,
      run: () => s.app.setView({ hideCompanions: !hideCompanions }),
    },
  ]
}

const linkMany = (s: Scope, label: string, from: Id, to: Id): MenuEntry => ({
  kind: 'item',
  label,
  run: () => void s.app.run(s.app.commands.linkMany(from, to)),
})

/** Offered for two tables, in the order they were selected. */
const linkBoth = (s: Scope): readonly MenuEntry[] => {
  const [one, other, ...more] = selectedNodes(s).map((n) => s.now.model.byId.get(n.id))
  return one?.view.kind === 'table' && other?.view.kind === 'table' && more.length === 0
    ? [linkMany(s, 'Link many to many (a junction table)', one.id, other.id), line('link')]
    : []
}

const several = (s: Scope): readonly MenuEntry[] => [
  ...linkBoth(s),
  ...arrangements.map(
    (a): MenuEntry => ({
      kind: 'item',
      label: a.label,
      icon: a.icon,
      run: () => place(s, arrange(selectedNodes(s), a.how)),
    }),
  ),
  {
    kind: 'item',
    label: 'Lay out the selection',
    icon: LayoutIcon,
    keys: keyOf('layout'),
    run: () => void autoLayout(s),
  },
  {
    kind: 'item',
    label: 'Draw an area around',
    icon: AreaIcon,
    keys: keyOf('add-area'),
    run: () => addArea(s),
  },
  line('ends'),
]

const colours = (s: Scope, id: Id): readonly MenuEntry[] => {
  const view = s.now.model.byId.get(id)?.view
  if (!view) return []
  const own = view.kind === 'area' || view.kind === 'note' ? view.record.hue : view.hue
  return [
    line('hues'),
    { kind: 'label', label: 'Colour' },
    { kind: 'item', label: 'None', checked: own === undefined, run: () => setHue(s, id, null) },
    ...hues.map(
      (hue): MenuEntry => ({
        kind: 'item',
        label: hueNames[hue],
        checked: own === hue,
        run: () => setHue(s, id, hue),
      }),
    ),
  ]
}

const common = (s: Scope): readonly MenuEntry[] => [
  { kind: 'item', label: 'Rename', icon: EditIcon, keys: keyOf('rename'), run: () => rename(s) },
  {
    kind: 'item',
    label: 'Duplicate',
    icon: DuplicateIcon,
    keys: keyOf('duplicate'),
    run: () => duplicate(s),
  },
  {
    kind: 'item',
    label: 'Delete',
    icon: DeleteIcon,
    keys: keyOf('delete'),
    danger: true,
    run: () => remove(s),
  },
]

const onNode = (s: Scope, id: Id): readonly MenuEntry[] => {
  const zoom: MenuEntry = {
    kind: 'item',
    label: 'Fit the selection',
    icon: FitIcon,
    keys: keyOf('fit-selection'),
    run: () => fitSelection(s),
  }
  if (!mayEdit(s)) return [zoom]
  if (selectedNodes(s).length > 1) return [...several(s), zoom, ...common(s).slice(1)]
  const table = s.now.model.byId.get(id)?.view
  const add: readonly MenuEntry[] =
    table?.kind === 'table' && !table.made
      ? [
          {
            kind: 'item',
            label: 'Add column',
            icon: AddIcon,
            keys: keyOf('add-column'),
            run: () => addColumn(s),
          },
        ]
      : []
  return [...add, zoom, ...common(s), ...colours(s, id)]
}

const onRow = (s: Scope, table: Id, id: Id): readonly MenuEntry[] => {
  const { app } = s
  const view = s.now.model.byId.get(table)?.view
  const row = view?.kind === 'table' ? view.rows.find((r) => r.id === id) : undefined
  if (!mayEdit(s) || !row) return []
  const { commands } = app
  return [
    {
      kind: 'item',
      label: 'Add column below',
      icon: AddIcon,
      keys: keyOf('add-column'),
      run: () => addColumn(s),
    },
    { kind: 'item', label: 'Change type', keys: keyOf('type'), run: () => editColumn(s, table, id, 'type') },
    {
      kind: 'item',
      label: 'Primary key',
      icon: KeyIcon,
      checked: row.primary,
      run: () => void app.run(commands.togglePrimaryKey(id)),
    },
    {
      kind: 'item',
      label: 'Not null',
      checked: row.notNull,
      run: () => void app.run(commands.setColumn(id, { notNull: !row.notNull })),
    },
    {
      kind: 'item',
      label: 'Unique',
      checked: row.unique !== undefined,
      run: () => void app.run(commands.toggleUnique(id)),
    },
    line('ends'),
    ...common(s),
  ]
}

/** The entries of the menu for what it was opened on. */
export const menuEntries = (s: Scope, target: MenuTarget): readonly MenuEntry[] => {
  switch (target.on) {
    case 'pane':
      return onPane(s, target.at)
    case 'node':
      return onNode(s, target.id)
    case 'row':
      return onRow(s, target.table, target.id)
    case 'edge':
      return mayEdit(s)
        ? [
            {
              kind: 'item',
              label: 'Delete foreign key',
              icon: DeleteIcon,
              keys: keyOf('delete'),
              danger: true,
              run: () => remove(s),
            },
          ]
        : []
    case 'choice': {
      const open = s.app.state.getState().open
      const choices = open ? choicesFor(s.app, open.compiled.catalog, target.from, target.table) : []
      return [
        { kind: 'label', label: 'Which reference?' },
        ...choices.map(
          (c): MenuEntry => ({ kind: 'item', label: c.label, run: () => void s.app.run(c.attempt) }),
        ),
        linkMany(s, 'Many to many (a junction table)', target.from.table, target.table),
      ]
    }
  }
}
