import * as monaco from 'monaco-editor/editor/editor.api'
import EditorWorker from 'monaco-editor/editor/editor.worker?worker'
import 'monaco-editor/features/bracketMatching/register'
import 'monaco-editor/features/clipboard/register'
import 'monaco-editor/features/comment/register'
import 'monaco-editor/features/find/register'
import 'monaco-editor/features/hover/register'
import 'monaco-editor/features/linesOperations/register'
import 'monaco-editor/features/multicursor/register'
import 'monaco-editor/features/snippet/register'
import 'monaco-editor/features/wordOperations/register'
// The list of completions: what Monaco registers as `features/suggest` is only its inline kind.
import 'monaco-editor/editor/contrib/suggest/browser/suggestController'
import 'monaco-editor/languages/definitions/pgsql/register'
import { watchTheme } from './theme.ts'

self.MonacoEnvironment = { getWorker: () => new EditorWorker() }

watchTheme(monaco)
// The editors' own option does not reach the models, which would parse all of a text for colours that no one sees. An
// editor that is made sets every model to its service's defaults, so it is said once more whenever options change.
const uncoloured = { enabled: false, independentColorPoolPerBracketType: false }
monaco.editor.onDidCreateModel((model) => {
  const keep = (): void => model.updateOptions({ bracketColorizationOptions: uncoloured })
  model.onDidChangeOptions(keep)
  keep()
})
// Ctrl+K is the page's, for the palette: no chord begins with it. A rule without a command leaves the key to the page.
monaco.editor.addKeybindingRules([{ keybinding: monaco.KeyMod.CtrlCmd | monaco.KeyCode.KeyK, command: null }])
// Monaco measures letters once; the bundled font may arrive after that.
void document.fonts.ready.then(() => monaco.editor.remeasureFonts())

export default monaco
