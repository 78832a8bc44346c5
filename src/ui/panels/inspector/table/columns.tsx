import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { compareRanks, type DesignRecord, type Id, type Obj } from '../../../../store/index.ts'
import { useApp, useCanEdit } from '../../../kit/app.tsx'
import { TextInput } from '../../../kit/inputs.tsx'
import { ColumnRow } from './column-row.tsx'
import { useParts } from './parts.tsx'

type Table = Extract<Obj, { readonly kind: 'table' }>

const freshName = (taken: ReadonlySet<string>): string => {
  for (let n = taken.size; ; n++) if (!taken.has(`column_${n}`)) return `column_${n}`
}

/** A column that came by Enter in the one before, as it was then. */
interface Fresh {
  readonly id: Id
  readonly after: Id
  readonly record: DesignRecord | undefined
  readonly revision: number | undefined
}

/** Once the pointer is up again: what a person presses does not move away under it. */
const afterPress = (run: () => void): void => {
  if (document.querySelector(':active'))
    window.addEventListener('mouseup', () => setTimeout(run), { once: true })
  else run()
}

/** The columns, each a row that opens; the last input adds one or, pasted, several. */
export const Columns = ({ table, part }: { readonly table: Table; readonly part: Id | undefined }) => {
  const app = useApp()
  const canEdit = useCanEdit() && table.why === undefined
  const parts = useParts('column', table.id)
  const columns = useMemo(() => [...parts].sort((a, b) => compareRanks(a.rank, b.rank)), [parts])
  const [fresh, setFresh] = useState<Fresh>()
  const list = useRef<HTMLUListElement>(null)

  const addAfter = (after: Id) => {
    const attempt = app.commands.addColumns(table.id, freshName(new Set(columns.map((c) => c.name))), after)
    if (!app.run(attempt) || !attempt.ok) return
    const made = attempt.value.changes.find((c) => c.to?.kind === 'column')
    const { open } = app.state.getState()
    if (made)
      setFresh({ id: made.id, after, record: open?.design.records.get(made.id), revision: open?.revision })
  }
  /** A fresh column that was left as it came goes again: as the step that it was, where none came after. */
  const drop = ({ id, record, revision }: Fresh) => {
    const { open, selection } = app.state.getState()
    if (record === undefined || open?.design.records.get(id) !== record) return
    if (open.revision === revision) return app.undo()
    const attempt = app.commands.remove([id])
    const select = selection.includes(id) ? [table.id] : selection
    app.run(attempt.ok ? { ...attempt.value, select } : attempt)
  }
  const leave = (column: Id) => {
    if (fresh?.id !== column) return
    setFresh(undefined)
    afterPress(() => drop(fresh))
  }
  /** Leaves a fresh column that is as it came for the one that it was to follow. */
  const giveUp = (column: Id) => {
    const { open } = app.state.getState()
    if (fresh?.id !== column || open?.design.records.get(column) !== fresh.record) return
    list.current?.querySelector<HTMLInputElement>(`[data-column="${CSS.escape(fresh.after)}"] input`)?.focus()
  }
  const add = (text: string): string | undefined => {
    if (text.trim() === '') return undefined
    const attempt = app.commands.addColumns(table.id, text)
    if (!attempt.ok) return attempt.error.message
    app.run({ ...attempt.value, select: [table.id] })
    return undefined
  }
  /** Among the drawn ones: where those of patterns stand is for the patterns to say. */
  const move = (column: Id, by: -1 | 1) => {
    const drawn = columns.filter((c) => c.why === undefined)
    const at = drawn.findIndex((c) => c.id === column)
    const before = by < 0 ? drawn[at - 1] : drawn[at + 2]
    if (at < 0 || (by < 0 && !before)) return
    if (by > 0 && at === drawn.length - 1) return
    app.run(app.commands.moveColumn(column, before?.id))
  }
  // Rows render again for what they show, not because the handlers of this render are new ones.
  const acts = useRef({ addAfter, leave, giveUp, move })
  useLayoutEffect(() => {
    acts.current = { addAfter, leave, giveUp, move }
  })
  const onEnter = useCallback((after: Id) => acts.current.addAfter(after), [])
  const onLeave = useCallback((column: Id) => acts.current.leave(column), [])
  const onGiveUp = useCallback((column: Id) => acts.current.giveUp(column), [])
  const onMove = useCallback((column: Id, by: -1 | 1) => acts.current.move(column, by), [])
  const last = columns.findLast((c) => c.why === undefined)
  return (
    <div className="stack">
      <ul ref={list} className="columns" aria-label={`Columns of ${table.name}`}>
        {columns.map((c) => (
          <ColumnRow
            key={c.id}
            column={c}
            open={part === c.id}
            fresh={fresh?.id === c.id}
            last={last?.id === c.id}
            onEnter={onEnter}
            onLeave={onLeave}
            onGiveUp={onGiveUp}
            onMove={onMove}
          />
        ))}
      </ul>
      {canEdit && (
        <TextInput
          mono
          when="done"
          label="Add a column"
          value=""
          pastesLines
          placeholder="email text!"
          note="Name, type, then ! for NOT NULL and = for a default, or what SQL has there. Several lines make several columns."
          onText={add}
        />
      )}
    </div>
  )
}
