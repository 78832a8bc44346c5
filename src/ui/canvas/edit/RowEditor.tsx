import { type ClipboardEvent, type FocusEvent, useRef, useState } from 'react'
import type { DesignRecord, Id } from '../../../store/index.ts'
import { classes } from '../../kit/classes.ts'
import { untellWrong } from '../../kit/tell.ts'
import type { TableView } from '../model/views.ts'
import { useScope } from '../scope.ts'
import type { Editing } from '../ui-state.ts'
import { splitColumn } from './column-text.ts'
import { ColumnTyping } from './column-typing.ts'
import { Flags } from './Flags.tsx'
import { useInView } from './in-view.ts'
import { draftColumn, leave, unsaid } from './session.ts'
import { TextBox } from './TextBox.tsx'
import { TypeBox } from './TypeBox.tsx'

/** The columns of the lines that wait to be mended, as these left them: one that was changed since is no more the line's. */
const left = new WeakSet<DesignRecord>()

interface RowEditorProps {
  readonly view: TableView
  readonly editing: Extract<Editing, { readonly at: 'column' }>
}

/** A column being typed: name, type, then its flags. Enter goes on with the next column. */
export const RowEditor = ({ view, editing }: RowEditorProps) => {
  const scope = useScope()
  useInView(scope)
  const row = view.rows.find((r) => r.id === editing.column)
  const begun = editing.fresh ? unsaid.get(editing.column ?? '') : undefined
  const [was] = useState(row?.name)
  const [text, setText] = useState(begun ?? was ?? '')
  const [trouble, setTrouble] = useState<string>()
  /** Given up: the focus that leaves tells nothing any more. */
  const over = useRef(false)
  /** Only the letters of this line made the column. */
  const own = useRef(false)
  const typing = new ColumnTyping(scope, editing)

  const type = (typed: string) => {
    setText(typed)
    setTrouble(typing.name(typed))
  }
  const forget = () => {
    if (typing.column !== undefined) unsaid.delete(typing.column)
  }
  /** Settles the name's input: shorthand becomes the type, the name stays. False when something is wrong. */
  const settle = (): boolean => {
    const wrong = typing.settle(text)
    setTrouble(wrong)
    if (wrong === undefined) forget()
    if (wrong === undefined && editing.fresh) setText(splitColumn(text).name)
    return wrong === undefined
  }
  const next = (after: Id | undefined) => {
    if (after !== undefined) draftColumn(scope, view.id, after)
    else leave(scope, editing.session, true)
  }
  const enter = () => {
    if (settle()) next(typing.column)
  }
  const onPaste = (e: ClipboardEvent) => {
    const lines = e.clipboardData.getData('text/plain')
    if (!lines.trim().includes('\n')) return
    e.preventDefault()
    if (typing.paste(lines.trim())) leave(scope, editing.session, true)
  }
  const onFocus = (e: FocusEvent<HTMLElement>) => {
    if (e.currentTarget.contains(e.relatedTarget)) return
    const { record } = typing
    own.current = editing.fresh && (record === undefined || left.has(record))
  }
  const onBlur = (e: FocusEvent<HTMLElement>) => {
    if (over.current || e.currentTarget.contains(e.relatedTarget)) return
    const wrong = typing.close(text, true)
    // What a new line says stands nowhere else yet: it stays until it is mended or given up.
    if (wrong !== undefined && editing.fresh) {
      setTrouble(wrong)
      const { record } = typing
      if (record) {
        unsaid.set(record.id, text)
        if (own.current) left.add(record)
      }
    } else {
      typing.back(text, was)
      leave(scope, editing.session, false)
    }
  }
  const quit = () => {
    over.current = true
    const wrong = typing.close(text, false)
    untellWrong(wrong)
    forget()
    if (wrong !== undefined && own.current) typing.drop()
    else typing.back(text, was)
    leave(scope, editing.session, true)
  }
  // More than a type behind the name: the line has the room, and what it says is not shown twice.
  const long = editing.fresh && splitColumn(text).rest.includes(' ')
  return (
    <fieldset
      className={classes('cv-edit nodrag nopan nokey', long && 'cv-long')}
      aria-label="Column"
      onFocus={onFocus}
      onBlur={onBlur}
    >
      <TextBox
        label="Column name"
        value={text}
        trouble={trouble}
        placeholder="name type!"
        autoFocus={editing.part === 'name'}
        onText={type}
        onEnter={enter}
        onEscape={quit}
        onLeave={() => editing.fresh && settle()}
        onPaste={onPaste}
      />
      {row && (
        <>
          <TypeBox
            value={row.type}
            autoFocus={editing.part === 'type'}
            keep={(typed) => typing.type(typed)}
            onEnter={() => next(editing.column)}
            onEscape={quit}
          />
          <Flags row={row} step={typing.step} onEscape={quit} />
        </>
      )}
    </fieldset>
  )
}
