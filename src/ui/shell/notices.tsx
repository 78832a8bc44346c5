import { useEffect } from 'react'
import { useStore } from 'zustand'
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

export const Notices = () => {
  const app = useApp()
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
