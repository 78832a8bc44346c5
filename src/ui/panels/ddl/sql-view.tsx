import { useEffect, useRef } from 'react'
import { type Compiled, type Emitted, type Id, mappedAt, rangesOf } from '../../../store/index.ts'
import { useApp, useAppState } from '../../kit/app.tsx'
import { leastEdit } from '../editor/edits.ts'
import { type Editor, editorOptions, type Model, type MonacoApi, useMonaco } from '../editor/use-monaco.ts'
import { decorations, madeBy } from './decorate.ts'

interface SqlViewProps {
  readonly emitted: Emitted
  readonly compiled: Compiled
}

/** What each model's text was made from. Hover providers are global in Monaco, so they look it up by model. */
const sources = new WeakMap<Model, () => SqlViewProps>()
let provided = false

const provide = (monaco: MonacoApi): void => {
  if (provided) return
  provided = true
  monaco.languages.registerHoverProvider('pgsql', {
    provideHover: (model, position) => {
      const source = sources.get(model)?.()
      const mapped = source && mappedAt(source.emitted, model.getOffsetAt(position))
      const value = source && mapped && madeBy(source.compiled, mapped.why)
      if (!mapped || !value) return undefined
      const from = model.getPositionAt(mapped.from)
      const to = model.getPositionAt(mapped.to)
      return {
        contents: [{ value }],
        range: new monaco.Range(from.lineNumber, from.column, to.lineNumber, to.column),
      }
    },
  })
}

const update = (monaco: MonacoApi, model: Model, text: string): void => {
  const edit = leastEdit(model.getValue(), text)
  if (!edit) return
  const from = model.getPositionAt(edit.offset)
  const to = model.getPositionAt(edit.offset + edit.length)
  model.applyEdits([
    { range: new monaco.Range(from.lineNumber, from.column, to.lineNumber, to.column), text: edit.text },
  ])
}

/** How much of the text stands in until Monaco is there: about three screens. */
const waitingLines = 120

const Waiting = ({ text }: { readonly text: string }) => (
  <textarea
    className="sql-editor sql-wait"
    aria-label="DDL"
    readOnly
    wrap="off"
    spellCheck={false}
    value={text.split('\n', waitingLines).join('\n')}
  />
)

/** The DDL, read-only and live: it scrolls to what is selected, and selects what is clicked. */
export const SqlView = ({ emitted, compiled }: SqlViewProps) => {
  const app = useApp()
  const monaco = useMonaco()
  const selection = useAppState((s) => s.selection)
  const box = useRef<HTMLDivElement>(null)
  const editor = useRef<Editor>(undefined)
  const marks = useRef<ReturnType<Editor['createDecorationsCollection']>>(undefined)
  const source = useRef<SqlViewProps>({ emitted, compiled })
  const before = useRef<Emitted>(undefined)
  /** What was selected here by a click: revealing it again would move the text under the pointer. */
  const clicked = useRef<Id>(undefined)
  if (source.current.emitted !== emitted) before.current = source.current.emitted
  source.current = { emitted, compiled }

  useEffect(() => {
    if (!monaco || !box.current) return
    provide(monaco)
    const model = monaco.editor.createModel(source.current.emitted.text, 'pgsql')
    sources.set(model, () => source.current)
    const made = monaco.editor.create(box.current, {
      ...editorOptions,
      model,
      readOnly: true,
      domReadOnly: true,
      ariaLabel: 'DDL',
      tabFocusMode: true,
    })
    editor.current = made
    marks.current = made.createDecorationsCollection()
    const click = made.onMouseUp((e) => {
      const at = e.target.position
      if (
        !at ||
        e.target.type !== monaco.editor.MouseTargetType.CONTENT_TEXT ||
        !made.getSelection()?.isEmpty()
      )
        return
      const mapped = mappedAt(source.current.emitted, model.getOffsetAt(at))
      if (!mapped) return
      clicked.current = mapped.object
      app.select([mapped.object])
    })
    return () => {
      click.dispose()
      editor.current = undefined
      marks.current = undefined
      made.dispose()
      model.dispose()
    }
  }, [monaco, app])

  useEffect(() => {
    const model = editor.current?.getModel()
    if (!monaco || !model) return
    update(monaco, model, emitted.text)
    marks.current?.set(decorations(monaco, model, { emitted, before: before.current, selected: selection }))
  }, [monaco, emitted, selection])

  useEffect(() => {
    const first = selection[0]
    const model = editor.current?.getModel()
    if (!monaco || !model || first === undefined) return
    const own = clicked.current === first
    clicked.current = undefined
    const range = own ? undefined : rangesOf(source.current.emitted, first)[0]
    if (range) editor.current?.revealPositionNearTop(model.getPositionAt(range.from))
  }, [monaco, selection])

  return monaco ? <div ref={box} className="sql-editor" /> : <Waiting text={emitted.text} />
}
