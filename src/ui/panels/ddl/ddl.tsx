import '../panel.css'
import './ddl.css'
import { useMemo, useRef } from 'react'
import {
  type Emitted,
  emittedFor,
  type Id,
  type OpenDesign,
  patternMade,
  unwritten,
  type View,
} from '../../../store/index.ts'
import { useApp, useAppState, useOpen } from '../../kit/app.tsx'
import { Button } from '../../kit/button.tsx'
import { CopyIcon } from '../../kit/icons.ts'
import { Segments } from '../../kit/inputs.tsx'
import { copyText } from '../../kit/tell.ts'
import { count } from '../../kit/text.ts'
import { related } from './related.ts'
import { SqlView } from './sql-view.tsx'

const views: readonly { readonly value: View['ddl']; readonly label: string }[] = [
  { value: 'all', label: 'Whole schema' },
  { value: 'selection', label: 'Selection' },
  { value: 'patterns', label: 'By patterns' },
]

const shownOf = (open: OpenDesign, view: View['ddl'], selection: readonly Id[]): Emitted => {
  if (view === 'patterns') return emittedFor(open.emitted, patternMade)
  if (view === 'all') return open.emitted
  const ids = related(open.compiled.catalog, selection)
  return emittedFor(open.emitted, (s) => ids.has(s.object))
}

const emptyWords: Readonly<Record<View['ddl'], string>> = {
  all: 'There is nothing to write yet. Add a table: double-click the canvas or press N.',
  selection: 'Select a table to read its SQL alone.',
  patterns: 'No pattern is on. Select a table and switch one on in the inspector.',
}

interface Edit {
  readonly design: Id
  readonly now: Emitted
  readonly before?: Emitted
}

/** All of the design's DDL before its last edit; undefined before the first one that was seen. */
const useBefore = (open: OpenDesign | undefined): Emitted | undefined => {
  const edit = useRef<Edit>(undefined)
  if (!open || open.emitted === unwritten) return undefined
  const { current } = edit
  const design = open.design.id
  if (current?.design !== design) edit.current = { design, now: open.emitted }
  else if (current.now !== open.emitted) edit.current = { design, now: open.emitted, before: current.now }
  return edit.current?.before
}

const Ddl = () => {
  const app = useApp()
  const open = useOpen((o) => o)
  const view = useAppState((s) => s.view.ddl)
  const selection = useAppState((s) => s.selection)
  const chosen = view === 'selection' ? selection : undefined
  const emitted = useMemo(() => (open ? shownOf(open, view, chosen ?? []) : undefined), [open, view, chosen])
  const before = useBefore(open)
  if (!open || !emitted || open.emitted === unwritten) return null
  return (
    <div className="panel">
      <div className="panel-bar">
        <Segments
          label="What is shown"
          value={view}
          choices={views}
          onChoose={(ddl) => app.setView({ ddl })}
        />
        <span className="faint grow cut">{count(emitted.statements.length, 'statement')}</span>
        <Button
          small
          look="bare"
          icon={CopyIcon}
          disabled={emitted.statements.length === 0}
          onClick={() => void copyText(emitted.text, 'SQL')}
        >
          Copy
        </Button>
      </div>
      {emitted.statements.length === 0 ? (
        <p className="empty">{emptyWords[view]}</p>
      ) : (
        <SqlView part={view} emitted={emitted} before={before} compiled={open.compiled} />
      )}
    </div>
  )
}
export default Ddl
