import type { ComponentProps } from 'react'
import type * as Editors from './editors.ts'
import { editorsBy } from './wait.ts'

let here: typeof Editors | undefined

editorsBy(async () => {
  here = await import('./editors.ts')
})

export const NameEditor = (props: ComponentProps<typeof Editors.NameEditor>) =>
  here ? <here.NameEditor {...props} /> : null

export const NoteEditor = (props: ComponentProps<typeof Editors.NoteEditor>) =>
  here ? <here.NoteEditor {...props} /> : null

export const RowEditor = (props: ComponentProps<typeof Editors.RowEditor>) =>
  here ? <here.RowEditor {...props} /> : null
