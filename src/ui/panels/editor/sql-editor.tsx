import { type RefObject, useCallback, useEffect, useImperativeHandle, useRef } from 'react'
import type { Catalog } from '../../../store/index.ts'
import { suggest } from './completions.ts'
import { leaveByEscape } from './leaving.ts'
import type { Span } from './span.ts'
import {
  type Contribution,
  type Editor,
  editorOptions,
  type Model,
  type MonacoApi,
  useMonaco,
} from './use-monaco.ts'

export interface Marker {
  readonly offset: number
  readonly message: string
}

interface SqlEditorProps {
  readonly label: string
  readonly value: string
  readonly onText: (text: string) => void
  readonly onRun: (span: Span) => void
  readonly onExplain: (span: Span) => void
  /** Tells what is selected while the keys are elsewhere. */
  readonly place: RefObject<(() => Span) | null>
  readonly catalog: Catalog
  readonly marker: Marker | undefined
  readonly readOnly: boolean
}

/** The part of an editor that completes: its list, and one that is about to come, would lie over the answer. */
interface Completing extends Contribution {
  cancelSuggestWidget(): void
}

/** The catalog each editor completes from. Providers are global in Monaco, so they look it up by model. */
const catalogs = new WeakMap<Model, () => Catalog>()
let provided = false

const provide = (monaco: MonacoApi): void => {
  if (provided) return
  provided = true
  const kinds = {
    table: monaco.languages.CompletionItemKind.Struct,
    column: monaco.languages.CompletionItemKind.Field,
    keyword: monaco.languages.CompletionItemKind.Keyword,
  }
  monaco.languages.registerCompletionItemProvider('pgsql', {
    triggerCharacters: ['.'],
    provideCompletionItems: (model, position) => {
      const catalog = catalogs.get(model)?.()
      if (!catalog) return { suggestions: [] }
      const word = model.getWordUntilPosition(position)
      const range = new monaco.Range(
        position.lineNumber,
        word.startColumn,
        position.lineNumber,
        word.endColumn,
      )
      const before = model.getValueInRange(
        new monaco.Range(position.lineNumber, 1, position.lineNumber, position.column),
      )
      return {
        suggestions: suggest(catalog, model.getValue(), before).map((s, i) => ({
          label: s.label,
          detail: s.detail,
          kind: kinds[s.kind],
          insertText: s.insert,
          sortText: String(i).padStart(5, '0'),
          range,
        })),
      }
    },
  })
}

const mark = (monaco: MonacoApi, model: Model, marker: Marker | undefined): void => {
  if (!marker) {
    monaco.editor.setModelMarkers(model, 'engine', [])
    return
  }
  const at = model.getPositionAt(Math.min(marker.offset, Math.max(0, model.getValueLength() - 1)))
  const word = model.getWordAtPosition(at)
  monaco.editor.setModelMarkers(model, 'engine', [
    {
      severity: monaco.MarkerSeverity.Error,
      message: marker.message,
      startLineNumber: at.lineNumber,
      startColumn: word?.startColumn ?? at.column,
      endLineNumber: at.lineNumber,
      endColumn: word?.endColumn ?? at.column + 1,
    },
  ])
}

const spanIn = (editor: Editor, model: Model): Span => {
  const text = model.getValue()
  const selected = editor.getSelection()
  if (!selected) return { text, from: 0, to: 0, caret: 0 }
  return {
    text,
    from: model.getOffsetAt(selected.getStartPosition()),
    to: model.getOffsetAt(selected.getEndPosition()),
    caret: model.getOffsetAt(selected.getPosition()),
  }
}

const spanOf = ({ value, selectionStart, selectionEnd, selectionDirection }: HTMLTextAreaElement): Span => ({
  text: value,
  from: selectionStart,
  to: selectionEnd,
  caret: selectionDirection === 'backward' ? selectionStart : selectionEnd,
})

/** SQL as text with completion of the design's names. Until Monaco is there, a plain text area does the same work. */
export const SqlEditor = (p: SqlEditorProps) => {
  const { label, value, onText, onRun, onExplain, place, catalog, marker, readOnly } = p
  const monaco = useMonaco()
  const box = useRef<HTMLDivElement>(null)
  const area = useRef<HTMLTextAreaElement>(null)
  /** Where the keys were in the text area when the editor took its place. */
  const left = useRef<Span>(undefined)
  const enter = useCallback((e: HTMLTextAreaElement) => {
    area.current = e
    return () => {
      left.current = document.activeElement === e ? spanOf(e) : undefined
      area.current = null
    }
  }, [])
  const editor = useRef<Editor>(undefined)
  const latest = useRef({ value, onText, onRun, onExplain, catalog })
  latest.current = { value, onText, onRun, onExplain, catalog }
  /** What was typed and has not come back as `value` yet. */
  const typing = useRef<string[]>([])

  useEffect(() => {
    if (!monaco || !box.current) return
    provide(monaco)
    const model = monaco.editor.createModel(latest.current.value, 'pgsql')
    catalogs.set(model, () => latest.current.catalog)
    const made = monaco.editor.create(box.current, {
      ...editorOptions,
      model,
      ariaLabel: label,
      readOnly,
      quickSuggestions: true,
      // The list of completions may be larger than the editor.
      fixedOverflowWidgets: true,
      tabFocusMode: false,
    })
    editor.current = made
    const typed = model.onDidChangeContent(() => {
      const text = model.getValue()
      if (text === latest.current.value) return
      typing.current.push(text)
      latest.current.onText(text)
    })
    const withCtrl = monaco.KeyMod.CtrlCmd | monaco.KeyCode.Enter
    const asked = (): Span => {
      made.getContribution<Completing>('editor.contrib.suggestController')?.cancelSuggestWidget()
      return spanIn(made, model)
    }
    made.addCommand(withCtrl, () => latest.current.onRun(asked()))
    made.addCommand(monaco.KeyMod.Shift | withCtrl, () => latest.current.onExplain(asked()))
    leaveByEscape(monaco, made)
    if (left.current) {
      const [from, to] = [model.getPositionAt(left.current.from), model.getPositionAt(left.current.to)]
      made.setSelection(monaco.Range.fromPositions(from, to))
      made.focus()
      left.current = undefined
    }
    return () => {
      typed.dispose()
      editor.current = undefined
      made.dispose()
      model.dispose()
    }
  }, [monaco, label, readOnly])

  useEffect(() => {
    const known = typing.current.lastIndexOf(value)
    typing.current.splice(0, known < 0 ? typing.current.length : known + 1)
    // More was typed since: to set the text would take that back, and the cursor to its start.
    if (typing.current.length > 0) return
    const model = editor.current?.getModel()
    if (model && model.getValue() !== value) model.setValue(value)
  }, [value])

  useEffect(() => {
    const model = editor.current?.getModel()
    if (monaco && model) mark(monaco, model, marker)
  }, [monaco, marker])

  useImperativeHandle(place, () => () => {
    const model = editor.current?.getModel()
    if (editor.current && model) return spanIn(editor.current, model)
    return area.current ? spanOf(area.current) : { text: value, from: 0, to: 0, caret: 0 }
  })

  return monaco ? (
    <div ref={box} className="sql-editor" />
  ) : (
    <textarea
      ref={enter}
      className="sql-editor sql-wait"
      aria-label={label}
      value={value}
      readOnly={readOnly}
      spellCheck={false}
      onChange={(e) => onText(e.target.value)}
      onKeyDown={(e) => {
        if (e.key !== 'Enter' || !(e.ctrlKey || e.metaKey)) return
        e.preventDefault()
        const ask = e.shiftKey ? onExplain : onRun
        ask(spanOf(e.currentTarget))
      }}
    />
  )
}
