import type { KeyEntry } from './keys.ts'

/** Keys that panels handle themselves, listed for people. */
export const panelKeys: readonly KeyEntry[] = [
  { id: 'run', keys: ['Mod+Enter'], label: 'Run the query, or what is selected of it', group: 'Queries' },
  {
    id: 'explain',
    keys: ['Mod+Shift+Enter'],
    label: 'Explain the statement at the caret',
    group: 'Queries',
  },
  { id: 'leave', keys: ['Escape'], label: 'Leave the text with the next Tab', group: 'Queries' },
  {
    id: 'next',
    keys: ['Enter'],
    label: 'Take the name; in the last row, add the next column',
    group: 'Columns in the inspector',
  },
  {
    id: 'move',
    keys: ['Alt+ArrowUp', 'Alt+ArrowDown'],
    label: 'Move the column',
    group: 'Columns in the inspector',
  },
  { id: 'tree', keys: ['ArrowUp', 'ArrowDown'], label: 'Move in the list', group: 'List' },
  { id: 'fold', keys: ['ArrowLeft', 'ArrowRight'], label: 'Fold and unfold', group: 'List' },
]
