import { useApp, useAppState, useCanEdit, useOpen } from '../kit/app.tsx'
import { Button, IconButton } from '../kit/button.tsx'
import { Icon } from '../kit/icon.tsx'
import {
  DownIcon,
  ExportIcon,
  FindIcon,
  InspectorIcon,
  LinkIcon,
  MoonIcon,
  MoreIcon,
  PatternIcon,
  RedoIcon,
  RightIcon,
  SideIcon,
  SunIcon,
  SystemIcon,
  UndoIcon,
} from '../kit/icons.ts'
import { keyOf } from '../kit/keys.ts'
import { Menu } from '../kit/menu.tsx'
import type { MenuEntry } from '../kit/menu-types.ts'
import { act, actionOf, runsChecks } from './actions.ts'
import { Mark } from './mark.tsx'
import { TitleInput } from './title-input.tsx'
import { openDialog } from './ui-state.ts'

const themeIcons = { light: SunIcon, dark: MoonIcon, system: SystemIcon }

const useEntries = () => {
  const app = useApp()
  return (ids: readonly string[]): readonly MenuEntry[] => {
    const s = app.state.getState()
    return ids.map((id): MenuEntry => {
      if (id.startsWith('-')) return { kind: 'line', key: id }
      const a = actionOf(id)
      return {
        kind: 'item',
        label: a.label,
        run: () => a.run(app),
        disabled: !a.enabled(s),
        ...(a.icon ? { icon: a.icon } : {}),
        ...(a.key ? { keys: keyOf(a.key) } : {}),
      }
    })
  }
}

const ThemeMenu = () => {
  const app = useApp()
  const theme = useAppState((s) => s.view.theme)
  const entries = (): readonly MenuEntry[] =>
    (['light', 'dark', 'system'] as const).map((t) => ({
      kind: 'item',
      label: actionOf(`theme-${t}`).label,
      icon: themeIcons[t],
      checked: t === app.state.getState().view.theme,
      run: () => app.setView({ theme: t }),
    }))
  return (
    <Menu
      align="end"
      entries={entries}
      trigger={(props) => (
        <IconButton {...props} className="wide-only" icon={themeIcons[theme]} label="Theme" />
      )}
    />
  )
}

const Steps = () => {
  const app = useApp()
  const undo = useOpen((o) => o.undo[0])
  const redo = useOpen((o) => o.redo[0])
  return (
    <div className="row" style={{ gap: 0 }}>
      <IconButton
        icon={UndoIcon}
        label="Undo"
        tip={undo ? `Undo: ${undo}\n${keyOf('undo')}` : 'Nothing to undo'}
        aria-disabled={!undo}
        onClick={() => act(app, 'undo')}
      />
      <IconButton
        icon={RedoIcon}
        label="Redo"
        tip={redo ? `Redo: ${redo}\n${keyOf('redo')}` : 'Nothing to redo'}
        aria-disabled={!redo}
        onClick={() => act(app, 'redo')}
      />
    </div>
  )
}

export const TopBar = () => {
  const app = useApp()
  const entries = useEntries()
  const canEdit = useCanEdit()
  const designMenu = () =>
    entries([
      'leave',
      'new',
      'open',
      '-1',
      'save',
      'share',
      'export',
      '-2',
      runsChecks(app.state.getState()),
      'companions',
      'library',
      'keys',
    ])
  const moreMenu = () =>
    entries([
      'palette',
      'share',
      'export',
      'save',
      'library',
      '-1',
      'side',
      'inspector',
      'dock',
      '-2',
      'theme-light',
      'theme-dark',
      'theme-system',
    ])
  return (
    <header className="top-bar">
      <button
        type="button"
        className="btn bare brand"
        onClick={() => void app.leave()}
        aria-label="Damask, all designs"
        data-tip="All designs"
      >
        <Mark />
        <span className="wide-only">Damask</span>
      </button>
      <Icon of={RightIcon} size={14} className="faint wide-only" />
      <TitleInput />
      <Menu
        entries={designMenu}
        trigger={(props) => <IconButton {...props} small icon={DownIcon} label="Design menu" />}
      />
      {canEdit && <Steps />}
      <span className="grow" />
      <button type="button" className="btn find-button wide-only" onClick={() => openDialog('palette')}>
        <Icon of={FindIcon} size={14} />
        <span>Find or run</span>
        <span className="kbd">{keyOf('palette')}</span>
      </button>
      <Button look="bare" className="wide-only" icon={PatternIcon} onClick={() => openDialog('library')}>
        Patterns
      </Button>
      <Button look="bare" className="wide-only" icon={LinkIcon} onClick={() => openDialog('share')}>
        Share
      </Button>
      <Button look="primary" className="wide-only" icon={ExportIcon} onClick={() => openDialog('export')}>
        Export
      </Button>
      <ThemeMenu />
      <IconButton
        className="wide-only"
        icon={SideIcon}
        label="List"
        tip={`Show or hide the list\n${keyOf('side')}`}
        onClick={() => act(app, 'side')}
      />
      <IconButton
        className="wide-only"
        icon={InspectorIcon}
        label="Inspector"
        tip={`Show or hide the inspector\n${keyOf('inspector')}`}
        onClick={() => act(app, 'inspector')}
      />
      <Menu
        align="end"
        entries={moreMenu}
        trigger={(props) => <IconButton {...props} className="narrow-only" icon={MoreIcon} label="More" />}
      />
    </header>
  )
}
