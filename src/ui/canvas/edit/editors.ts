/** What typing on the canvas needs: a chunk of its own. */
export { DrawArea } from '../view/DrawArea.tsx'
export { NameEditor } from './NameEditor.tsx'
export { NoteEditor } from './NoteEditor.tsx'
export { RowEditor } from './RowEditor.tsx'
