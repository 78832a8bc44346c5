import './inspector.css'
import './parts.css'
import './patterns/patterns.css'
import { useRef } from 'react'
import type { Id, OpenDesign } from '../../../store/index.ts'
import { useAppParts, useAppState } from '../../kit/app.tsx'
import { DesignForm } from './design-form.tsx'
import { ManyForm } from './many-form.tsx'
import { NoteOrArea } from './note-area.tsx'
import { ObjectForm } from './objects/object-form.tsx'
import { TableInspector } from './table/table-inspector.tsx'
import { useKeptFocus } from './use-kept-focus.ts'

/** What a selected id shows: a table (with the part or use that was meant), another object, a note or an area. */
type Shown =
  | { readonly show: 'table'; readonly table: Id; readonly part: Id | undefined }
  | { readonly show: 'object'; readonly id: Id }
  | { readonly show: 'record'; readonly id: Id }
  | { readonly show: 'design'; readonly use: Id | undefined }

const onTable = new Set(['column', 'key', 'check', 'exclusion', 'fk', 'index', 'trigger', 'policy', 'rows'])

const shownFor = (open: OpenDesign, id: Id): Shown => {
  const { catalog, leftOut } = open.compiled
  const o = catalog.get(id) ?? leftOut.get(id)
  if (o?.kind === 'table' && catalog.has(id)) return { show: 'table', table: o.id, part: undefined }
  if (o && 'table' in o && onTable.has(o.kind) && catalog.get(o.table)?.kind === 'table') {
    return { show: 'table', table: o.table, part: o.id }
  }
  if (o?.kind === 'grant' && catalog.get(o.on)?.kind === 'table')
    return { show: 'table', table: o.on, part: o.id }
  if (o) return { show: 'object', id }
  const r = open.design.records.get(id)
  if (r?.kind === 'area' || r?.kind === 'note') return { show: 'record', id }
  if (r?.kind !== 'use' || r.target === undefined)
    return { show: 'design', use: r?.kind === 'use' ? id : undefined }
  const target = catalog.get(r.target)
  const table = target?.kind === 'column' ? target.table : r.target
  return { show: 'table', table, part: id }
}

const One = ({ shown }: { readonly shown: Shown }) => {
  switch (shown.show) {
    case 'table':
      return <TableInspector key={shown.table} id={shown.table} part={shown.part} />
    case 'object':
      return <ObjectForm key={shown.id} id={shown.id} />
    case 'record':
      return <NoteOrArea key={shown.id} id={shown.id} />
    case 'design':
      return <DesignForm use={shown.use} />
  }
}

const Inspector = () => {
  const selection = useAppState((s) => s.selection)
  const one = selection.length === 1 ? selection[0] : undefined
  const shown = useAppParts((s) => (s.open && one !== undefined ? shownFor(s.open, one) : undefined))
  const panel = useRef<HTMLElement>(null)
  useKeptFocus(panel)
  return (
    <aside ref={panel} tabIndex={-1} className="inspector" aria-label="Inspector">
      {shown ? (
        <One shown={shown} />
      ) : selection.length > 1 ? (
        <ManyForm ids={selection} />
      ) : (
        <DesignForm use={undefined} />
      )}
    </aside>
  )
}
export default Inspector
