import type * as Monaco from 'monaco-editor/editor/editor.api'
import { useEffect, useState } from 'react'
import { idleOnceCalm } from '../../kit/calm.ts'

export type MonacoApi = typeof Monaco
export type Editor = Monaco.editor.IStandaloneCodeEditor
export type Contribution = Monaco.editor.IEditorContribution
export type Model = Monaco.editor.ITextModel

let loaded: MonacoApi | undefined
let loading: Promise<MonacoApi> | undefined

const load = async (): Promise<MonacoApi> => {
  // The editor is large, and the canvas comes first.
  await new Promise<void>((done) => idleOnceCalm(done))
  const m = await import('./monaco.ts')
  loaded = m.default
  return m.default
}

/** Monaco once it is there; undefined until then. */
export const useMonaco = (): MonacoApi | undefined => {
  const [monaco, setMonaco] = useState(loaded)
  useEffect(() => {
    if (monaco) return
    let current = true
    loading ??= load()
    void loading.then((m) => current && setMonaco(() => m))
    return () => {
      current = false
    }
  }, [monaco])
  return monaco
}

/** Options that every editor here shares; sizes match the placeholder's. */
export const editorOptions: Monaco.editor.IStandaloneEditorConstructionOptions = {
  fontFamily: '"JetBrains Mono", ui-monospace, Menlo, "DejaVu Sans Mono", monospace',
  fontLigatures: false,
  fontSize: 12,
  lineHeight: 18,
  lineNumbersMinChars: 4,
  lineDecorationsWidth: 12,
  glyphMargin: false,
  folding: false,
  minimap: { enabled: false },
  overviewRulerLanes: 0,
  overviewRulerBorder: false,
  hideCursorInOverviewRuler: true,
  renderLineHighlight: 'none',
  scrollBeyondLastLine: false,
  automaticLayout: true,
  occurrencesHighlight: 'off',
  selectionHighlight: false,
  wordWrap: 'off',
  contextmenu: false,
  bracketPairColorization: { enabled: false },
  guides: { indentation: false },
  stickyScroll: { enabled: false },
  unicodeHighlight: { ambiguousCharacters: false, invisibleCharacters: true },
  padding: { top: 8, bottom: 8 },
  scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10, useShadows: false },
}
