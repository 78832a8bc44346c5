import { type NodeProps, NodeResizer, type ResizeParams } from '@xyflow/react'
import { memo } from 'react'
import type { AreaRecord, NoteRecord } from '../../../store/index.ts'
import { NameEditor, NoteEditor } from '../edit/late.tsx'
import type { AreaNode as AreaFlowNode, NoteNode as NoteFlowNode } from '../flow-nodes.ts'
import { grid } from '../geometry.ts'
import { mayEdit, type Scope, useScope, useUi } from '../scope.ts'
import { hueStyle } from './TableNode.tsx'

const snap = (v: number): number => Math.round(v / grid) * grid
const snapped = (p: ResizeParams) => ({
  x: snap(p.x),
  y: snap(p.y),
  width: snap(p.width),
  height: snap(p.height),
})

const Resizer = ({
  record,
  shown,
}: {
  readonly record: AreaRecord | NoteRecord
  readonly shown: boolean
}) => {
  const scope = useScope()
  const show = (p: ResizeParams) => scope.ui.setState({ moved: new Map([[record.id, snapped(p)]]) })
  const keep = (p: ResizeParams) => {
    scope.app.run(scope.app.commands.put({ ...record, ...snapped(p) }))
    scope.ui.setState({ moved: new Map() })
  }
  return (
    <NodeResizer
      isVisible={shown && mayEdit(scope)}
      minWidth={80}
      minHeight={48}
      onResize={(_, p) => show(p)}
      onResizeEnd={(_, p) => keep(p)}
    />
  )
}

const useEditing = (id: string) => useUi((s) => (s.editing?.node === id ? s.editing : undefined))

/** A named, coloured region below the tables. Moving it moves what is inside. */
export const AreaNode = memo(({ id, data, selected }: NodeProps<AreaFlowNode>) => {
  const editing = useEditing(id)
  const { record } = data.view
  return (
    <section className="cv-area" style={hueStyle(record.hue ?? 1)} aria-label={record.name}>
      <Resizer record={record} shown={selected} />
      {editing?.at === 'name' ? (
        <NameEditor key={editing.session} id={id} name={record.name} editing={editing} label="Area name" />
      ) : (
        <span className="cv-area-name cut" data-part="title">
          {record.name}
        </span>
      )}
    </section>
  )
})

/** As many lines as the note has room for: what is cut ends in an ellipsis. */
const linesIn = (height: number): number => Math.max(1, Math.floor((height - 16) / 18))

const keepNote = ({ app }: Scope, record: NoteRecord, text: string, height: number): void => {
  if (text !== record.text)
    app.run(app.commands.put({ ...record, text, height: Math.max(height, record.height) }))
}

/** Free text on the canvas. */
export const NoteNode = memo(({ id, data, selected }: NodeProps<NoteFlowNode>) => {
  const scope = useScope()
  const editing = useEditing(id)
  const { record } = data.view
  return (
    <div className="cv-note" style={hueStyle(record.hue ?? 6)}>
      <Resizer record={record} shown={selected} />
      {editing ? (
        <NoteEditor
          key={editing.session}
          id={id}
          text={record.text}
          keep={(text, height) => keepNote(scope, record, text, height)}
        />
      ) : (
        <p className="cv-note-text" data-part="title" style={{ WebkitLineClamp: linesIn(record.height) }}>
          {record.text === '' ? <span className="faint">Double-click to write</span> : record.text}
        </p>
      )}
    </div>
  )
})
