import { useStore } from '@xyflow/react'
import { useAppState } from '../../kit/app.tsx'
import { IconButton } from '../../kit/button.tsx'
import { AreaIcon, NoteIcon, TableIcon } from '../../kit/icons.ts'
import { zoomBy, zoomTo100 } from '../act/actions.ts'
import { perform } from '../act/keyboard.ts'
import { fit } from '../act/viewport.ts'
import { FitIcon, LayoutIcon, ZoomInIcon, ZoomOutIcon } from '../icons.ts'
import { useScope, useUi } from '../scope.ts'

const Zoom = () => {
  const scope = useScope()
  const percent = useStore((s) => Math.round(s.transform[2] * 100))
  return (
    <button
      type="button"
      className="cv-zoom"
      onClick={() => zoomTo100(scope)}
      data-tip="Zoom to 100 %"
      aria-label={`Zoom is ${percent} %. Zoom to 100 %`}
    >
      {percent} %
    </button>
  )
}

/** Adding, zooming and laying out by pointer or touch. */
export const Tools = () => {
  const scope = useScope()
  const editable = useAppState((s) => s.open?.mode === 'edit')
  const busy = useUi((s) => s.busy)
  return (
    <div className="cv-tools float" role="toolbar" aria-label="Canvas tools">
      {editable && (
        <>
          <IconButton
            small
            icon={TableIcon}
            label="Add table"
            tip="Add table (N)"
            onClick={() => perform(scope, 'add-table')}
          />
          <IconButton
            small
            icon={AreaIcon}
            label="Add area"
            tip="Add area (A)"
            onClick={() => perform(scope, 'add-area')}
          />
          <IconButton
            small
            icon={NoteIcon}
            label="Add note"
            tip="Add note (T)"
            onClick={() => perform(scope, 'add-note')}
          />
          <IconButton
            small
            icon={LayoutIcon}
            label="Lay out"
            tip="Lay out the selection, or everything (L)"
            disabled={busy}
            onClick={() => perform(scope, 'layout')}
          />
          <span className="cv-tools-line" />
        </>
      )}
      <IconButton small icon={ZoomOutIcon} label="Zoom out" onClick={() => zoomBy(scope, 0.8)} />
      <Zoom />
      <IconButton small icon={ZoomInIcon} label="Zoom in" onClick={() => zoomBy(scope, 1.25)} />
      <IconButton
        small
        icon={FitIcon}
        label="Fit everything"
        tip="Fit everything (Shift+1)"
        onClick={() => fit(scope)}
      />
    </div>
  )
}

/** The way back when nothing is in view. */
export const Lost = () => {
  const scope = useScope()
  const lost = useUi((s) => s.lost)
  if (!lost) return null
  return (
    <button type="button" className="cv-lost btn" onClick={() => fit(scope)}>
      Lost? Back to the tables
    </button>
  )
}

/** What an empty canvas says. */
export const Empty = ({ shown }: { readonly shown: boolean }) => {
  const scope = useScope()
  const editable = useAppState((s) => s.open?.mode === 'edit')
  if (!shown) return null
  return (
    <div className="cv-empty">
      <p className="cv-empty-title">{editable ? 'Double-click to add a table' : 'There are no tables yet'}</p>
      {editable && (
        <button type="button" className="btn cv-empty-add" onClick={() => perform(scope, 'add-table')}>
          Add a table
        </button>
      )}
      {editable && (
        <p className="quiet">
          Or press N. Then type a name, Enter, and the first column, such as “email text!”.
        </p>
      )}
    </div>
  )
}
