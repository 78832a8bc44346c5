/** What typing and dragging on the canvas need: a chunk of its own. */
export { Handles } from '../connect/Handles.tsx'
export { Pulling, PullLabel } from '../connect/Pulling.tsx'
export { Highlight } from '../edges/Highlight.tsx'
export { DrawArea } from '../view/DrawArea.tsx'
export { Guides } from '../view/Guides.tsx'
export { NameEditor } from './NameEditor.tsx'
export { NoteEditor } from './NoteEditor.tsx'
export { RowEditor } from './RowEditor.tsx'
