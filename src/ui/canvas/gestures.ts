import type { KeyEntry } from '../kit/keys.ts'

const group = 'Canvas'
const columns = 'Typing columns'

/** Keys and gestures that the browser or an input handles, listed for people. */
export const canvasGestures: readonly KeyEntry[] = [
  { id: 'many', keys: ['Alt'], label: 'While dragging a reference: link many to many', group },
  { id: 'copy', keys: ['Mod+C', 'Mod+X', 'Mod+V'], label: 'Copy, cut, paste, between windows too', group },
  { id: 'next-column', keys: ['Enter'], label: 'Go on with the next column', group: columns },
  { id: 'next-part', keys: ['Tab'], label: 'From name to type to flags', group: columns },
  { id: 'leave', keys: ['Escape'], label: 'Leave', group: columns },
]
