import './shell.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createApp } from '../../store/index.ts'
import { AppProvider } from '../kit/app.tsx'
import { calm, idleAtRest, idleOnceCalm } from '../kit/calm.ts'
import { Root } from './root.tsx'
import { parseAddress } from './url.ts'
import { Canvas } from './workspace.tsx'

/** Starts the app in the element. */
export const mount = (element: HTMLElement): void => {
  // While the design is being read.
  if (parseAddress(location.hash).at !== 'start') Canvas.ahead()
  const app = createApp({ idle: idleOnceCalm, rest: idleAtRest })
  void calm().then(() => app.ready(() => undefined))
  createRoot(element).render(
    <StrictMode>
      <AppProvider app={app}>
        <Root />
      </AppProvider>
    </StrictMode>,
  )
}
