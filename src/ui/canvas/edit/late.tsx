import type { ComponentProps } from 'react'
import { useAppState } from '../../kit/app.tsx'
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

/** The overview, while there is more than the view shows: else it would only cover a corner of it. */
export const Overview = (props: ComponentProps<typeof Editors.Overview>) => {
  const beyond = useUi((s) => s.beyond)
  const ready = useUi((s) => s.ready)
  return beyond && ready && here ? <here.Overview {...props} /> : null
}

export const NameEditor = (props: ComponentProps<typeof Editors.NameEditor>) =>
  here ? <here.NameEditor {...props} /> : null

export const NoteEditor = (props: ComponentProps<typeof Editors.NoteEditor>) =>
  here ? <here.NoteEditor {...props} /> : null

export const RowEditor = (props: ComponentProps<typeof Editors.RowEditor>) =>
  here ? <here.RowEditor {...props} /> : null

/** Drawn for the row that is pointed at or selected: nothing is pulled from it before this has loaded. */
export const Handles = (props: ComponentProps<typeof Editors.Handles>) => {
  useUi((s) => s.hover)
  useAppState((s) => s.selection)
  return here ? <here.Handles {...props} /> : null
}

/** Drawn for what is pointed at or selected. */
export const Highlight = (props: ComponentProps<typeof Editors.Highlight>) => {
  useUi((s) => s.hover)
  useAppState((s) => s.selection)
  return here ? <here.Highlight {...props} /> : null
}

export const Pulling = (props: ComponentProps<typeof Editors.Pulling>) => {
  const pulls = useUi((s) => s.connecting !== undefined)
  return pulls && here ? <here.Pulling {...props} /> : null
}

export const PullLabel = () => {
  const pulls = useUi((s) => s.connecting !== undefined)
  return pulls && here ? <here.PullLabel /> : null
}

export const Guides = () => {
  const shown = useUi((s) => s.guides.x !== undefined || s.guides.y !== undefined)
  return shown && here ? <here.Guides /> : null
}
