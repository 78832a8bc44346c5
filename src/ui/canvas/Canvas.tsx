import '@xyflow/react/dist/base.css'
import './canvas.css'
import { ReactFlowProvider } from '@xyflow/react'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { App } from '../../store/index.ts'
import { AppProvider, useAppState } from '../kit/app.tsx'
import { calm, drawn } from '../kit/calm.ts'
import { watchClipboard } from './act/clipboard.ts'
import { onKey } from './act/keyboard.ts'
import { attach } from './commands.ts'
import { Details } from './detail.ts'
import { DrawArea, PullLabel } from './edit/late.tsx'
import { withEditors } from './edit/wait.ts'
import { Flow } from './Flow.tsx'
import { CanvasMenu } from './menu/Menu.tsx'
import type { Size } from './model/views.ts'
import { emptyModel } from './model.ts'
import { type Scope, ScopeProvider, useScope } from './scope.ts'
import { createCanvasUi } from './ui-state.ts'
import { useFollow } from './use-follow.ts'
import { useModel } from './use-model.ts'
import { Empty, Lost, Tools } from './view/Tools.tsx'

const createScope = (app: App): Scope => ({
  app,
  ui: createCanvasUi(),
  details: new Details(drawn),
  now: { model: emptyModel, routes: new Map(), pointer: undefined, host: null, flow: null },
})

/** One value for ever, so that an edit of the picture does not render them again. */
const overlays = (
  <>
    <DrawArea />
    <Tools />
    <Lost />
    <PullLabel />
    <CanvasMenu />
  </>
)

const Inside = () => {
  const scope = useScope()
  const model = useModel()
  const host = useRef<HTMLElement>(null)
  const [size, setSize] = useState<Size>()
  useLayoutEffect(() => {
    const { current } = host
    if (current) setSize({ width: current.clientWidth, height: current.clientHeight })
  }, [])
  useLayoutEffect(() => {
    scope.now.model = model
    scope.now.host = host.current
  })
  useFollow(scope)
  useEffect(() => {
    const key = (e: KeyboardEvent) => void onKey(scope, e)
    window.addEventListener('keydown', key)
    const stopClipboard = watchClipboard(scope)
    const detach = attach(scope)
    void calm().then(() => withEditors(() => scope.ui.setState({ ready: true })))
    return () => {
      window.removeEventListener('keydown', key)
      stopClipboard()
      detach()
    }
  }, [scope])
  return (
    <section
      ref={host}
      className="cv"
      tabIndex={-1}
      aria-label="Drawing of the schema"
      data-nodes={model.items.length}
    >
      {size && <Flow model={model} size={size} />}
      <Empty shown={model.items.length === 0} />
      {overlays}
    </section>
  )
}

/** One design on the canvas: another design starts afresh, in its own view. */
const Opened = ({ app }: { readonly app: App }) => {
  const [scope] = useState(() => createScope(app))
  return (
    <ScopeProvider value={scope}>
      <ReactFlowProvider>
        <Inside />
      </ReactFlowProvider>
    </ScopeProvider>
  )
}

const ByDesign = ({ app }: { readonly app: App }) => {
  const id = useAppState((s) => s.open?.design.id)
  return id === undefined ? null : <Opened key={id} app={app} />
}

/** The canvas of the app's open design. */
export const Canvas = ({ app }: { readonly app: App }) => (
  <AppProvider app={app}>
    <ByDesign app={app} />
  </AppProvider>
)
