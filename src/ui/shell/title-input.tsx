import { useEffect, useState } from 'react'
import { useApp, useCanEdit, useOpen } from '../kit/app.tsx'

/** The design's name, edited where it stands. Grows with its text. */
export const TitleInput = () => {
  const app = useApp()
  const canEdit = useCanEdit()
  const settings = useOpen((o) => [...o.design.records.values()].find((r) => r.kind === 'settings'))
  const [draft, setDraft] = useState<string>()
  const name = settings?.name
  // Tabs of the browser, and the steps of its history, are told apart by it.
  useEffect(() => {
    document.title = name ? `${name} – Damask` : 'Damask'
    return () => {
      document.title = 'Damask'
    }
  }, [name])
  if (!settings) return null
  const shown = draft ?? settings.name
  const done = () => {
    if (draft !== undefined && draft.trim() !== '' && draft !== settings.name) {
      app.run(app.commands.settings({ name: draft.trim() }))
    }
    setDraft(undefined)
  }
  return (
    <span className="title" data-text={shown}>
      <input
        aria-label="Name of the design"
        className="title-input"
        value={shown}
        size={1}
        readOnly={!canEdit}
        spellCheck={false}
        onChange={(e) => setDraft(e.target.value)}
        onBlur={done}
        onKeyDown={(e) => {
          if (e.key === 'Enter') e.currentTarget.blur()
          if (e.key === 'Escape') setDraft(undefined)
        }}
      />
    </span>
  )
}
