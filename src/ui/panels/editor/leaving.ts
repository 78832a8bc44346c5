import type { Editor, MonacoApi } from './use-monaco.ts'

/** What Escape is for already. */
const other = [
  'suggestWidgetVisible',
  'editorHasSelection',
  'editorHasMultipleSelections',
  'findWidgetVisible',
  'parameterHintsVisible',
]

/** Tab writes a tab: after Escape the next one leads out of the editor instead, unless something is typed before. */
export const leaveByEscape = (monaco: MonacoApi, editor: Editor): void => {
  const leaving = editor.createContextKey<boolean>('leaving', false)
  const set = (on: boolean): void => {
    if (leaving.get() === on) return
    leaving.set(on)
    editor.updateOptions({ tabFocusMode: on })
  }
  const free = ['leaving', ...other].map((key) => `!${key}`).join(' && ')
  editor.addCommand(monaco.KeyCode.Escape, () => set(true), free)
  editor.onDidChangeModelContent(() => set(false))
  editor.onDidBlurEditorText(() => set(false))
}
