import { useEffect } from 'react'
import { useStore } from 'zustand'
import type { App } from '../../store/index.ts'
import { useApp, useAppState } from '../kit/app.tsx'
import { Button, IconButton } from '../kit/button.tsx'
import { Icon } from '../kit/icon.tsx'
import { CloseIcon, ErrorIcon } from '../kit/icons.ts'
import { told, untell } from '../kit/tell.ts'

const plainMs = 5000
const actionMs = 12_000

interface ToastProps {
  readonly text: string
  readonly tone: 'plain' | 'error'
  readonly action?: { readonly label: string; readonly run: () => void } | undefined
  readonly onClose: () => void
}

/** Errors stay until they are closed; the rest leaves by itself. */
const Toast = ({ text, tone, action, onClose }: ToastProps) => {
  useEffect(() => {
    if (tone === 'error') return
    const timer = setTimeout(onClose, action ? actionMs : plainMs)
    return () => clearTimeout(timer)
  }, [tone, action, onClose])
  return (
    <div className={`float toast ${tone}`}>
      {tone === 'error' && <Icon of={ErrorIcon} className="red" />}
      <span className="grow">{text}</span>
      {action && (
        <Button
          small
          onClick={() => {
            action.run()
            onClose()
          }}
        >
          {action.label}
        </Button>
      )}
      <IconButton small icon={CloseIcon} label="Dismiss" onClick={onClose} />
    </div>
  )
}

/** What is wrong with a design, and what takes back a step of it, goes with the design. */
const useLeaving = (app: App) =>
  useEffect(
    () =>
      app.state.subscribe(({ open, notice }, before) => {
        if (!before.open || open?.design.id === before.open.design.id) return
        if (told.getState().told?.tone === 'error') untell()
        if (notice?.tone === 'error' || notice?.action) app.dismissNotice()
      }),
    [app],
  )

export const Notices = () => {
  const app = useApp()
  useLeaving(app)
  const notice = useAppState((s) => s.notice)
  const own = useStore(told, (s) => s.told)
  return (
    <div className="toasts" role="status" aria-live="polite">
      {own && <Toast key={`own ${own.key}`} text={own.text} tone={own.tone} onClose={untell} />}
      {notice && (
        <Toast
          key={notice.key}
          text={notice.text}
          tone={notice.tone}
          action={notice.action}
          onClose={app.dismissNotice}
        />
      )}
    </div>
  )
}
