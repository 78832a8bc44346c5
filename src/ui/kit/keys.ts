export interface KeyEntry {
  readonly id: string
  /** As pressed: `Mod` is Ctrl, or Command on Apple's keyboards. Alternatives follow each other. */
  readonly keys: readonly string[]
  readonly label: string
  /** Heading in the list of keys. */
  readonly group: string
  /** Works while an input has the focus. */
  readonly inText?: boolean
}

/** The keymap of everything but the canvas, which keeps its own list. */
export const shellKeys = [
  {
    id: 'palette',
    keys: ['Mod+K'],
    label: 'Find anything, run any command',
    group: 'Everywhere',
    inText: true,
  },
  { id: 'commands', keys: ['Mod+Shift+P'], label: 'Commands only', group: 'Everywhere', inText: true },
  { id: 'find', keys: ['Mod+F'], label: 'Find in the list', group: 'Everywhere', inText: true },
  { id: 'undo', keys: ['Mod+Z'], label: 'Undo', group: 'Everywhere' },
  { id: 'redo', keys: ['Mod+Shift+Z', 'Mod+Y'], label: 'Redo', group: 'Everywhere' },
  { id: 'save', keys: ['Mod+S'], label: 'Save as a file', group: 'Everywhere', inText: true },
  { id: 'open', keys: ['Mod+O'], label: 'Open a file', group: 'Everywhere', inText: true },
  { id: 'keys', keys: ['?'], label: 'Show the keys', group: 'Everywhere' },
  { id: 'part', keys: ['F6'], label: 'Go to the next part of the page', group: 'Panels', inText: true },
  { id: 'part-back', keys: ['Shift+F6'], label: 'Go to the part before', group: 'Panels', inText: true },
  { id: 'side', keys: ['['], label: 'Show or hide the list', group: 'Panels' },
  { id: 'inspector', keys: [']'], label: 'Show or hide the inspector', group: 'Panels' },
  { id: 'dock', keys: ['`'], label: 'Show or hide the dock', group: 'Panels' },
  { id: 'ddl', keys: ['Alt+1'], label: 'DDL', group: 'Panels', inText: true },
  { id: 'checks', keys: ['Alt+2'], label: 'Checks', group: 'Panels', inText: true },
  { id: 'rows', keys: ['Alt+3'], label: 'Rows', group: 'Panels', inText: true },
  { id: 'queries', keys: ['Alt+4'], label: 'Queries', group: 'Panels', inText: true },
  { id: 'problems', keys: ['Alt+5'], label: 'Problems', group: 'Panels', inText: true },
] as const satisfies readonly KeyEntry[]

export type ShellKey = (typeof shellKeys)[number]['id']

interface Pressed {
  readonly key: string
  readonly code: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  readonly altKey: boolean
}

/** Whether the event is this combination. A sign such as `?` carries its own Shift. */
export const matches = (combo: string, e: Pressed, apple: boolean): boolean => {
  const parts = combo.split('+')
  const last = parts.at(-1) ?? ''
  const key = last === 'Plus' ? '+' : last
  const mod = parts.includes('Mod')
  if ((apple ? e.metaKey : e.ctrlKey) !== mod || (apple ? e.ctrlKey : e.metaKey)) return false
  if (e.altKey !== parts.includes('Alt')) return false
  const letter = /^[A-Z]$/.test(key)
  const digit = /^\d$/.test(key)
  if ((letter || digit || key.length > 1) && e.shiftKey !== parts.includes('Shift')) return false
  if (digit) return e.code === `Digit${key}`
  return letter ? e.key.toLowerCase() === key.toLowerCase() : e.key === key
}

export const isApple = (): boolean => /Mac|iPhone|iPad/.test(navigator.platform)

const words: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  ' ': 'Space',
  Plus: '+',
}

/** The combination as people read it on their keyboard. */
export const spoken = (combo: string, apple: boolean): string =>
  combo
    .split('+')
    .map((k) =>
      k === 'Mod'
        ? apple
          ? '⌘'
          : 'Ctrl'
        : k === 'Alt' && apple
          ? '⌥'
          : k === 'Shift' && apple
            ? '⇧'
            : (words[k] ?? k),
    )
    .join(apple ? '' : '+')

/** The first combination of a shell key, as people read it. */
export const keyOf = (id: ShellKey): string => {
  const entry = shellKeys.find((k) => k.id === id)
  return entry ? spoken(entry.keys[0], isApple()) : ''
}
