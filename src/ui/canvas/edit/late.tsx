import type { ComponentProps } from 'react'
import { useUi } from '../scope.ts'
import type * as Editors from './editors.ts'
import { editorsBy } from './wait.ts'

let here: typeof Editors | undefined

editorsBy(async () => {
  here = await import('./editors.ts')
})

/** Drawn where an area is being drawn, which begins only once this has loaded. */
export const DrawArea = () => {
  const drawing = useUi((s) => s.drawing)
  return drawing && here ? <here.DrawArea /> : null
}

export const NameEditor = (props: ComponentProps<typeof Editors.NameEditor>) =>
  here ? <here.NameEditor {...props} /> : null

export const NoteEditor = (props: ComponentProps<typeof Editors.NoteEditor>) =>
  here ? <here.NoteEditor {...props} /> : null

export const RowEditor = (props: ComponentProps<typeof Editors.RowEditor>) =>
  here ? <here.RowEditor {...props} /> : null
