import { useEffect, useMemo } from 'react'
import { useApp, useAppState } from '../kit/app.tsx'
import { calm, idleAtRest } from '../kit/calm.ts'
import { shellKeys } from '../kit/keys.ts'
import { late, Opening } from '../kit/late.tsx'
import { useKeys } from '../kit/use-keys.ts'
import { Library, Reference } from '../panels/index.ts'
import { act } from './actions.ts'
import { Boundary, DialogBoundary } from './boundary.tsx'
import { PaletteWait } from './dialogs/palette-wait.tsx'
import { Drop } from './drop.tsx'
import { Notices } from './notices.tsx'
import { applyTheme } from './theme.ts'
import { closeDialog, frame, type Open, useFrame } from './ui-state.ts'
import { useAddress } from './use-address.ts'
import { useSave } from './use-save.ts'
import { Workspace } from './workspace.tsx'

const Nothing = () => <main aria-busy="true" />
const Start = late(() => import('./start/start.tsx').then((m) => m.Start), Nothing)
const Palette = late(
  () => import('./dialogs/palette.tsx').then((m) => m.default),
  () => <PaletteWait />,
)
/** Nothing has a tip before there is a design. */
const Tips = late(() => calm().then(() => import('../kit/tips.tsx').then((m) => m.Tips)))
const KeysDialog = late(() => import('./dialogs/keys-dialog.tsx').then((m) => m.default), Opening)
const ShareDialog = late(() => import('./dialogs/share-dialog.tsx').then((m) => m.default), Opening)
const ExportDialog = late(() => import('./dialogs/export-dialog.tsx').then((m) => m.default), Opening)

const isPalette = (open: Open | undefined): boolean => open === 'palette' || open === 'commands'

const Dialogs = () => {
  const open = useFrame((s) => s.open)
  return (
    <DialogBoundary key={open}>
      {isPalette(open) && <Palette key={open} />}
      {open === 'keys' && <KeysDialog />}
      {open === 'share' && <ShareDialog />}
      {open === 'export' && <ExportDialog />}
      {open === 'library' && <Library onClose={closeDialog} />}
      {open === 'reference' && <Reference onClose={closeDialog} />}
    </DialogBoundary>
  )
}

export const Root = () => {
  const app = useApp()
  const screen = useAppState((s) => s.screen)
  const theme = useAppState((s) => s.view.theme)
  const save = useSave()
  const arriving = useAddress(app)
  useEffect(() => applyTheme(theme), [theme])
  // A dialog is about the design it was opened on: it does not outlast a step through the browser's history or a dropped
  // file. The palette may have been asked for while the design was on its way.
  useEffect(
    () =>
      app.state.subscribe((s, before) => {
        if (s.open?.design.id === before.open?.design.id) return
        if (before.open || !isPalette(frame.getState().open)) closeDialog()
      }),
    [app],
  )
  useEffect(() => {
    // Once nothing is waiting: the first press of its keys should find the palette there.
    let off: (() => void) | undefined
    const timer = setTimeout(() => {
      off = idleAtRest(Palette.ahead)
    }, 3000)
    return () => {
      clearTimeout(timer)
      off?.()
    }
  }, [])
  const handlers = useMemo(
    () => Object.fromEntries(shellKeys.map((k) => [k.id, () => act(app, k.id)])),
    [app],
  )
  useKeys(shellKeys, handlers)
  return (
    <Boundary part="The page" save={save}>
      {screen !== 'start' ? <Workspace /> : arriving ? <Nothing /> : <Start />}
      <Dialogs />
      <Notices />
      <Drop />
      <DialogBoundary>
        <Tips />
      </DialogBoundary>
    </Boundary>
  )
}
