import { useEffect, useRef } from 'react'
import {
  type Compiled,
  type Emitted,
  type Id,
  mappedAt,
  type Run,
  rangesOf,
  runsBetween,
} from '../../../store/index.ts'
import { useApp, useAppState } from '../../kit/app.tsx'
import { editsBetween, keepsLines } from '../editor/edits.ts'
import { type Editor, editorOptions, type Model, type MonacoApi, useMonaco } from '../editor/use-monaco.ts'
import { madeBy, madeMarks, madeMarksIn, movingMarks } from './decorate.ts'

interface SqlViewProps {
  /** Which part of the DDL is shown: another one is read from where the selected object is, or from the top. */
  readonly part: string
  readonly emitted: Emitted
  /** All of the DDL before the last edit: what is shown may be another part of it than before. */
  readonly before: Emitted | undefined
  readonly compiled: Compiled
}

type Source = Pick<SqlViewProps, 'emitted' | 'compiled'>
type Marks = ReturnType<Editor['createDecorationsCollection']>

/** What each model's text was made from. Hover providers are global in Monaco, so they look it up by model. */
const sources = new WeakMap<Model, () => Source>()
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

/** Whether the same objects are written in the same places, each in as many parts: as after a rename. */
const onlyRenamed = (before: Emitted, after: Emitted, runs: readonly Run[]): boolean =>
  runs.every(
    ({ before: b, after: a }) =>
      b.to - b.from === a.to - a.from &&
      before.statements.slice(b.from, b.to).every((old, n) => {
        const now = after.statements[a.from + n]
        return now?.object === old.object && now.parts.length === old.parts.length
      }),
  )

/** Brings the model from one text to the other, and its tints with it. */
const update = (monaco: MonacoApi, model: Model, before: Emitted, after: Emitted): void => {
  const runs = runsBetween(before.statements, after.statements)
  const edits = editsBetween(before, after, runs)
  // Where every line stays in its place, so do the tints.
  const moved = keepsLines(edits) && onlyRenamed(before, after, runs) ? [] : runs
  const gone = moved.flatMap((r) => madeMarksIn(monaco, model, before, r.before))
  model.applyEdits(
    edits.map((edit) => {
      const from = model.getPositionAt(edit.offset)
      const to = model.getPositionAt(edit.offset + edit.gone.length)
      return {
        range: new monaco.Range(from.lineNumber, from.column, to.lineNumber, to.column),
        text: edit.text,
      }
    }),
  )
  if (moved.length === 0) return
  model.deltaDecorations(
    gone,
    moved.flatMap((r) => madeMarks(monaco, model, after, r.after)),
  )
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
export const SqlView = ({ part, emitted, before, compiled }: SqlViewProps) => {
  const app = useApp()
  const monaco = useMonaco()
  const selection = useAppState((s) => s.selection)
  const box = useRef<HTMLDivElement>(null)
  const editor = useRef<Editor>(undefined)
  const moving = useRef<Marks>(undefined)
  /** What the model holds. */
  const shown = useRef<Emitted>(undefined)
  const source = useRef<Source>({ emitted, compiled })
  /** What was selected here by a click: revealing it again would move the text under the pointer. */
  const clicked = useRef<Id>(undefined)
  const seen = useRef(part)
  source.current = { emitted, compiled }

  useEffect(() => {
    if (!monaco || !box.current) return
    provide(monaco)
    const model = monaco.editor.createModel(source.current.emitted.text, 'pgsql')
    sources.set(model, () => source.current)
    const view = monaco.editor.create(box.current, {
      ...editorOptions,
      model,
      readOnly: true,
      domReadOnly: true,
      ariaLabel: 'DDL',
      tabFocusMode: true,
    })
    editor.current = view
    shown.current = source.current.emitted
    model.deltaDecorations([], madeMarks(monaco, model, source.current.emitted))
    moving.current = view.createDecorationsCollection()
    const click = view.onMouseUp((e) => {
      const at = e.target.position
      if (
        !at ||
        e.target.type !== monaco.editor.MouseTargetType.CONTENT_TEXT ||
        !view.getSelection()?.isEmpty()
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
      moving.current = undefined
      shown.current = undefined
      view.dispose()
      model.dispose()
    }
  }, [monaco, app])

  useEffect(() => {
    const model = editor.current?.getModel()
    if (!monaco || !model || !shown.current) return
    if (shown.current !== emitted) {
      update(monaco, model, shown.current, emitted)
      shown.current = emitted
    }
    moving.current?.set(movingMarks(monaco, model, { emitted, before, selected: selection }))
  }, [monaco, emitted, before, selection])

  useEffect(() => {
    const first = selection[0]
    const model = editor.current?.getModel()
    if (!monaco || !model) return
    const other = seen.current !== part
    const own = !other && clicked.current === first
    seen.current = part
    clicked.current = undefined
    const range = own || first === undefined ? undefined : rangesOf(source.current.emitted, first)[0]
    if (range) editor.current?.revealPositionNearTop(model.getPositionAt(range.from))
    else if (other) editor.current?.setScrollTop(0)
  }, [monaco, selection, part])

  return monaco ? <div ref={box} className="sql-editor" /> : <Waiting text={emitted.text} />
}
