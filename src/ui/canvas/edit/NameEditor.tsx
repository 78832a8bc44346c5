import { useState } from 'react'
import type { Id } from '../../../store/index.ts'
import { useScope } from '../scope.ts'
import type { Editing } from '../ui-state.ts'
import { useInView } from './in-view.ts'
import { draftColumn, freshStep, leave, merged } from './session.ts'
import { TextBox } from './TextBox.tsx'

interface NameEditorProps {
  readonly id: Id
  readonly name: string
  readonly editing: Editing
  readonly label: string
}

/**
 * Renames as one types. A name that cannot be stays in the input, with the reason, and is refused on leaving: the one
 * from before stands again, not as much of the other as could be.
 */
export const NameEditor = ({ id, name, editing, label }: NameEditorProps) => {
  const scope = useScope()
  useInView(scope)
  const { app, now } = scope
  const [was] = useState(name)
  const [text, setText] = useState(name)
  const [trouble, setTrouble] = useState<string>()
  const rename = (typed: string) => merged(app.commands.rename(id, typed), freshStep(editing.session))
  const type = (typed: string) => {
    setText(typed)
    const attempt = rename(typed)
    setTrouble(attempt.ok ? undefined : attempt.error.message)
    if (attempt.ok) app.run(attempt)
  }
  const close = (focus: boolean) => {
    if (trouble !== undefined && !app.run(rename(text))) app.run(rename(was))
    leave(scope, editing.session, focus)
  }
  const enter = () => {
    if (trouble !== undefined) return
    const goOn = editing.fresh && now.model.byId.get(id)?.view.kind === 'table'
    leave(scope, editing.session, !goOn)
    if (goOn) draftColumn(scope, id)
  }
  return (
    <TextBox
      label={label}
      value={text}
      trouble={trouble}
      className="cv-name-input"
      onText={type}
      onEnter={enter}
      onEscape={() => close(true)}
      onLeave={() => close(false)}
    />
  )
}
