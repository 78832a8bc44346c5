import { useEffect, useRef } from 'react'
import { useApp, useAppState } from '../kit/app.tsx'
import { IconButton } from '../kit/button.tsx'
import { calm } from '../kit/calm.ts'
import { classes } from '../kit/classes.ts'
import { Icon } from '../kit/icon.tsx'
import { CloseIcon, DockIcon, InspectorIcon, SideIcon } from '../kit/icons.ts'
import { late } from '../kit/late.tsx'
import { Splitter } from '../kit/splitter.tsx'
import { Inspector } from '../panels/index.ts'
import { Banner } from './banner.tsx'
import { Boundary } from './boundary.tsx'
import { Dock } from './dock.tsx'
import { StatusBar } from './status-bar.tsx'
import { TopBar } from './top-bar.tsx'
import { type Sheet, showSheet, useFrame } from './ui-state.ts'
import { useNarrow } from './use-narrow.ts'
import { useSave } from './use-save.ts'

export const Canvas = late(
  () => import('../canvas/index.ts').then((m) => m.Canvas),
  () => <div className="canvas-wait" />,
)
const Side = late(() => calm().then(() => import('./side/side.tsx').then((m) => m.Side)))

const Middle = () => {
  const app = useApp()
  return (
    <Boundary part="The canvas" save={useSave()}>
      <Canvas app={app} />
    </Boundary>
  )
}

const Inspect = () => (
  <Boundary part="The inspector" save={useSave()}>
    <Inspector />
  </Boundary>
)

const Wide = () => {
  const app = useApp()
  const v = useAppState((s) => s.view)
  return (
    <div className="middle">
      {v.sideOpen && (
        <>
          <div style={{ width: v.sideWidth }} className="side-box">
            <Side />
          </div>
          <Splitter
            label="Width of the list"
            edge="right"
            size={v.sideWidth}
            least={160}
            most={420}
            onSize={(sideWidth) => app.setView({ sideWidth })}
          />
        </>
      )}
      <div className="centre">
        <Banner />
        <main className="canvas-box" aria-label="Canvas">
          <Middle />
        </main>
        {v.dockOpen && (
          <Splitter
            label="Height of the dock"
            edge="top"
            size={v.dockHeight}
            least={120}
            most={720}
            onSize={(dockHeight) => app.setView({ dockHeight })}
          />
        )}
        <div
          style={v.dockOpen ? { height: v.dockHeight } : undefined}
          className={classes('dock-box', !v.dockOpen && 'folded')}
        >
          <Dock foldable />
        </div>
      </div>
      {v.inspectorOpen && (
        <>
          <Splitter
            label="Width of the inspector"
            edge="left"
            size={v.inspectorWidth}
            least={260}
            most={640}
            onSize={(inspectorWidth) => app.setView({ inspectorWidth })}
          />
          <div style={{ width: v.inspectorWidth }} className="inspector-box">
            <Inspect />
          </div>
        </>
      )}
    </div>
  )
}

const sheets: readonly { readonly sheet: Sheet; readonly label: string; readonly icon: typeof SideIcon }[] = [
  { sheet: 'side', label: 'List', icon: SideIcon },
  { sheet: 'inspector', label: 'Inspector', icon: InspectorIcon },
  { sheet: 'dock', label: 'SQL and checks', icon: DockIcon },
]

/** A panel that someone asks for elsewhere (a click on a problem, say) comes up as its sheet. */
const useAskedSheets = () => {
  const view = useAppState((s) => s.view)
  const design = useAppState((s) => s.open?.design.id)
  const before = useRef(view)
  const seen = useRef<string>(undefined)
  // Another design is seen first, not the sheet that was up over the one before.
  useEffect(() => {
    if (design !== seen.current) showSheet(undefined)
    seen.current = design
  }, [design])
  useEffect(() => {
    const was = before.current
    before.current = view
    if (view.inspectorOpen && !was.inspectorOpen) showSheet('inspector')
    else if (view.sideOpen && !was.sideOpen) showSheet('side')
    else if ((view.dockOpen && !was.dockOpen) || view.dock !== was.dock) showSheet('dock')
  }, [view])
}

/** Selected anew, what is selected is brought to where the sheet leaves the canvas open. */
const useSelectionAbove = (sheet: Sheet | undefined) => {
  const app = useApp()
  useEffect(() => {
    const { selection } = app.state.getState()
    if (sheet && selection.length > 0) app.select([...selection])
  }, [app, sheet])
}

/** The focus goes back to what the sheet was opened with. */
const closeSheet = (): void => {
  document.querySelector<HTMLElement>('.sheet-bar [aria-pressed="true"]')?.focus()
  showSheet(undefined)
}

const Narrow = () => {
  const sheet = useFrame((s) => s.sheet)
  useAskedSheets()
  useSelectionAbove(sheet)
  const shown = sheets.find((s) => s.sheet === sheet)
  return (
    <>
      <div className="middle">
        <div className="centre">
          <Banner />
          <main className="canvas-box" aria-label="Canvas">
            <Middle />
          </main>
        </div>
        {shown && (
          <section className="sheet" aria-label={shown.label} data-over-canvas>
            <header className="sheet-head">
              <h2 className="grow">{shown.label}</h2>
              <IconButton small icon={CloseIcon} label="Close" onClick={closeSheet} />
            </header>
            <div className="sheet-body">
              {sheet === 'side' && <Side />}
              {sheet === 'inspector' && <Inspect />}
              {sheet === 'dock' && <Dock foldable={false} />}
            </div>
          </section>
        )}
      </div>
      <div role="toolbar" aria-label="Panels" className="sheet-bar">
        {sheets.map((s) => (
          <button
            key={s.sheet}
            type="button"
            className="btn bare"
            aria-pressed={sheet === s.sheet}
            onClick={() => showSheet(sheet === s.sheet ? undefined : s.sheet)}
          >
            <Icon of={s.icon} />
            {s.label}
          </button>
        ))}
      </div>
    </>
  )
}

export const Workspace = () => {
  const narrow = useNarrow()
  return (
    <div className="workspace">
      <TopBar />
      {narrow ? <Narrow /> : <Wide />}
      {!narrow && <StatusBar />}
    </div>
  )
}
