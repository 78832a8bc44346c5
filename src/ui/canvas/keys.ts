import type { KeyEntry } from '../kit/keys.ts'

const group = 'Canvas'
const columns = 'Typing columns'

/** The canvas' keymap; the page's list of keys shows it. */
export const canvasKeys = [
  { id: 'add-table', keys: ['N'], label: 'Add a table under the pointer (or double-click)', group },
  { id: 'add-column', keys: ['C'], label: 'Add a column to the selected table', group },
  { id: 'add-area', keys: ['A'], label: 'Add an area, around the selection if there is one', group },
  { id: 'add-note', keys: ['T'], label: 'Add a note', group },
  { id: 'rename', keys: ['F2'], label: 'Rename', group },
  { id: 'enter', keys: ['Enter'], label: 'Select the first column; rename the column', group },
  { id: 'type', keys: ['Shift+Enter'], label: "Change the column's type", group },
  { id: 'up', keys: ['ArrowUp'], label: 'Move what is selected up, or go to the column above', group },
  {
    id: 'down',
    keys: ['ArrowDown'],
    label: 'Move what is selected down, or go to the column below',
    group,
  },
  {
    id: 'left',
    keys: ['ArrowLeft'],
    label: 'Move what is selected left, or go to the table on the left',
    group,
  },
  {
    id: 'right',
    keys: ['ArrowRight'],
    label: 'Move what is selected right, or go to the table on the right',
    group,
  },
  { id: 'select', keys: [' '], label: 'Select or unselect the focused table', group },
  { id: 'delete', keys: ['Delete', 'Backspace'], label: 'Delete the selection', group },
  { id: 'duplicate', keys: ['Mod+D'], label: 'Duplicate the selection', group },
  { id: 'select-all', keys: ['Mod+A'], label: 'Select everything', group },
  { id: 'clear', keys: ['Escape'], label: 'Leave the column, then clear the selection', group },
  { id: 'fit', keys: ['Shift+1'], label: 'Fit everything into view', group },
  { id: 'fit-selection', keys: ['Shift+2'], label: 'Fit the selection into view', group },
  { id: 'zoom-100', keys: ['0'], label: 'Zoom to 100 %', group },
  { id: 'zoom-in', keys: ['=', 'Plus'], label: 'Zoom in', group },
  { id: 'zoom-out', keys: ['-'], label: 'Zoom out', group },
  { id: 'layout', keys: ['L'], label: 'Lay out the selection, or everything', group },
] as const satisfies readonly KeyEntry[]

export type CanvasKey = (typeof canvasKeys)[number]['id']

/** Keys and gestures that the browser or an input handles, listed for people. */
export const canvasGestures: readonly KeyEntry[] = [
  { id: 'many', keys: ['Alt'], label: 'While dragging a reference: link many to many', group },
  { id: 'copy', keys: ['Mod+C', 'Mod+X', 'Mod+V'], label: 'Copy, cut, paste, between windows too', group },
  { id: 'next-column', keys: ['Enter'], label: 'Go on with the next column', group: columns },
  { id: 'next-part', keys: ['Tab'], label: 'From name to type to flags', group: columns },
  { id: 'leave', keys: ['Escape'], label: 'Leave', group: columns },
]
