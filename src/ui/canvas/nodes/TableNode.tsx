import type { NodeProps } from '@xyflow/react'
import { type CSSProperties, memo } from 'react'
import type { Id } from '../../../store/index.ts'
import { Sign } from '../../kit/sign.tsx'
import { NameEditor, RowEditor } from '../edit/late.tsx'
import type { TableNode as TableFlowNode } from '../flow-nodes.ts'
import { rowTop } from '../geometry.ts'
import type { TableView } from '../model/views.ts'
import { useDetail, useScope, useUi } from '../scope.ts'
import type { Editing } from '../ui-state.ts'
import { Row } from './Row.tsx'

/** Colours of a header, by hue 1 to 8; any other whole number goes round. */
export const hueStyle = (hue: number | undefined): CSSProperties | undefined => {
  if (hue === undefined) return undefined
  const n = ((((hue - 1) % 8) + 8) % 8) + 1
  return { '--cv-hue': `var(--hue-${n})`, '--cv-soft': `var(--hue-${n}-soft)` } as CSSProperties
}

const problem = { error: 'Has an error: see Problems', warning: 'Has a warning: see Problems' } as const

const Header = ({ view, editing }: { readonly view: TableView; readonly editing: Editing | undefined }) => (
  <header className="cv-head" style={hueStyle(view.hue)}>
    {editing?.at === 'name' ? (
      <NameEditor key={editing.session} id={view.id} name={view.name} editing={editing} label="Table name" />
    ) : (
      <span className="cv-title cut" data-part="title">
        {view.schema !== undefined && <span className="cv-schema">{view.schema}.</span>}
        {view.name}
      </span>
    )}
    {view.made && (
      <span className="cv-badge" data-tip={`Made by ${view.made.title}`}>
        <Sign name={view.made.glyph} size={14} />
      </span>
    )}
    {view.badges.map((b) => (
      <span key={b.pattern} className="cv-badge" data-tip={b.title} data-badge={b.pattern}>
        <Sign name={b.glyph} size={14} />
      </span>
    ))}
    {view.mark && (
      <span
        className={`cv-dot ${view.mark}`}
        data-tip={problem[view.mark]}
        role="img"
        aria-label={problem[view.mark]}
      />
    )}
  </header>
)

const Foot = ({ view }: { readonly view: TableView }) => {
  const { app, now } = useScope()
  const turn = () => {
    const at = now.model.byId.get(view.id)?.rect
    if (at) app.run(app.commands.place([{ of: view.id, x: at.x, y: at.y, folded: view.hidden === 0 }]))
  }
  return (
    <button type="button" className="cv-foot nodrag" onClick={turn} tabIndex={-1}>
      {view.hidden > 0 ? `${view.hidden} more` : 'Show fewer'}
    </button>
  )
}

interface FullProps {
  readonly view: TableView
  readonly picked: readonly Id[]
  readonly editing: Editing | undefined
}

/** Where a column without a row yet is typed in: after the column it follows, else at the end. */
const draftIndex = (view: TableView, after: Id | undefined): number => {
  const i = view.rows.findIndex((r) => r.id === after)
  return i < 0 ? view.rows.length : i + 1
}

const Full = memo(({ view, picked, editing }: FullProps) => {
  const typing = editing?.at === 'column' ? editing : undefined
  const index = typing?.column === undefined ? -1 : view.rows.findIndex((r) => r.id === typing.column)
  const draft = typing && index < 0 ? draftIndex(view, typing.after) : -1
  return (
    <div className={view.made ? 'cv-table cv-made' : 'cv-table'}>
      <Header view={view} editing={editing} />
      <ul className="cv-rows" aria-label={`Columns of ${view.name}`}>
        {view.rows.map((row, i) => (
          <Row key={row.id} row={row} picked={picked.includes(row.id)} pushed={draft === i} />
        ))}
        {draft >= view.rows.length && draft >= 0 && <li className="cv-gap" aria-hidden="true" />}
      </ul>
      {view.foldable && <Foot view={view} />}
      {typing && (
        <div className="cv-over" style={{ top: rowTop(index < 0 ? draft : index) - 1 }}>
          <RowEditor key={typing.session} view={view} editing={typing} />
        </div>
      )}
    </div>
  )
})

/** Name and keys, large enough to be read at 25 to 60 %. Rows stay where they are, so that lines do too. */
const Keys = memo(({ view }: { readonly view: TableView }) => (
  <div className={view.made ? 'cv-table cv-made cv-brief' : 'cv-table cv-brief'}>
    <div className="cv-head" style={hueStyle(view.hue)}>
      <span className="cv-title">{view.name}</span>
      {view.mark && <span className={`cv-dot ${view.mark}`} />}
    </div>
    {view.rows.map((r, i) =>
      r.primary || r.foreign ? (
        <span key={r.id} className="cv-key-row" data-row={r.id} style={{ top: rowTop(i) }}>
          {r.name}
        </span>
      ) : null,
    )}
  </div>
))

/** A table. What it draws depends on its own picture, its own selection and how near it is, on nothing else. */
export const TableNode = memo(({ id, data }: NodeProps<TableFlowNode>) => {
  const detail = useDetail(id)
  const editing = useUi((s) => (s.editing?.node === id ? s.editing : undefined))
  // What is typed in has its editor however far away it is.
  if (editing || detail === 'full') return <Full view={data.view} picked={data.picked} editing={editing} />
  if (detail === 'keys') return <Keys view={data.view} />
  return <div className={data.view.made ? 'cv-block cv-made' : 'cv-block'} style={hueStyle(data.view.hue)} />
})
