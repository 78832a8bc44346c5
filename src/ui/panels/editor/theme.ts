import type * as Monaco from 'monaco-editor/editor/editor.api'

const hex = (n: string): string => Number(n).toString(16).padStart(2, '0')

/** What a colour token is in the theme that is shown, as `rrggbb`. */
const readColour = (probe: HTMLElement, token: string): string => {
  probe.style.color = `var(--${token})`
  const [r = '0', g = '0', b = '0'] = getComputedStyle(probe).color.match(/\d+/g) ?? []
  return `${hex(r)}${hex(g)}${hex(b)}`
}

const ui: readonly (readonly [string, string])[] = [
  ['editor.background', 'surface-2'],
  ['editor.foreground', 'text-1'],
  ['editorLineNumber.foreground', 'text-3'],
  ['editorLineNumber.activeForeground', 'text-1'],
  ['editor.selectionBackground', 'accent-soft'],
  ['editor.inactiveSelectionBackground', 'surface-3'],
  ['editor.lineHighlightBackground', 'surface-1'],
  ['editor.lineHighlightBorder', 'surface-1'],
  ['editorCursor.foreground', 'accent'],
  ['editorWidget.background', 'surface-2'],
  ['editorWidget.border', 'line'],
  ['editorHoverWidget.background', 'surface-2'],
  ['editorHoverWidget.border', 'line'],
  ['editorSuggestWidget.background', 'surface-2'],
  ['editorSuggestWidget.border', 'line'],
  ['editorSuggestWidget.selectedBackground', 'surface-3'],
  ['editorSuggestWidget.selectedForeground', 'text-1'],
  ['editorSuggestWidget.highlightForeground', 'accent'],
  ['editorSuggestWidget.focusHighlightForeground', 'accent'],
  ['editorError.foreground', 'red'],
  ['editorWarning.foreground', 'amber'],
  ['focusBorder', 'accent'],
  ['input.background', 'surface-1'],
  ['editorBracketMatch.background', 'surface-3'],
  ['editorBracketMatch.border', 'line'],
  ['editorBracketHighlight.foreground1', 'text-2'],
  ['editorBracketHighlight.foreground2', 'text-2'],
  ['editorBracketHighlight.foreground3', 'text-2'],
]

const syntax: readonly (readonly [string, string])[] = [
  ['', 'text-1'],
  ['keyword', 'hue-1'],
  ['operator', 'text-2'],
  ['string', 'hue-4'],
  ['number', 'hue-6'],
  ['comment', 'text-3'],
  ['predefined', 'hue-3'],
  ['type', 'hue-3'],
  ['identifier.quote', 'text-1'],
  // The grammar's own names end in .sql, and Monaco's base theme colours some of them: the longer name wins.
  ['string.sql', 'hue-4'],
  ['predefined.sql', 'hue-3'],
  ['operator.sql', 'text-2'],
  ['delimiter', 'text-2'],
]

const apply = (monaco: typeof Monaco): void => {
  const probe = document.createElement('span')
  document.body.append(probe)
  monaco.editor.defineTheme('damask', {
    base: document.documentElement.dataset.theme === 'dark' ? 'vs-dark' : 'vs',
    inherit: true,
    rules: syntax.map(([token, colour]) => ({ token, foreground: readColour(probe, colour) })),
    colors: Object.fromEntries(ui.map(([key, token]) => [key, `#${readColour(probe, token)}`])),
  })
  monaco.editor.setTheme('damask')
  probe.remove()
}

/** Gives Monaco the page's colours, now and whenever the theme changes. */
export const watchTheme = (monaco: typeof Monaco): void => {
  apply(monaco)
  new MutationObserver(() => apply(monaco)).observe(document.documentElement, {
    attributes: true,
    attributeFilter: ['data-theme'],
  })
}
