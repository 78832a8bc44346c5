import { useCallback, useLayoutEffect, useRef, useState } from 'react'
import type { Id, Obj } from '../../../../store/index.ts'
import { useApp, useCanEdit } from '../../../kit/app.tsx'
import { TextInput } from '../../../kit/inputs.tsx'
import { useColumns } from '../column-list.tsx'
import { ColumnRow } from './column-row.tsx'

type Table = Extract<Obj, { readonly kind: 'table' }>

const freshName = (taken: ReadonlySet<string>): string => {
  for (let n = taken.size; ; n++) if (!taken.has(`column_${n}`)) return `column_${n}`
}

/** The columns, each a row that opens; the last input adds one or, pasted, several. */
export const Columns = ({ table, part }: { readonly table: Table; readonly part: Id | undefined }) => {
  const app = useApp()
  const canEdit = useCanEdit() && table.why === undefined
  const columns = useColumns(table.id)
  const [fresh, setFresh] = useState<Id>()
  const list = useRef<HTMLUListElement>(null)

  const addAfter = (after: Id) => {
    const attempt = app.commands.addColumns(table.id, freshName(new Set(columns.map((c) => c.name))), after)
    if (!app.run(attempt) || !attempt.ok) return
    const made = attempt.value.changes.find((c) => c.to?.kind === 'column')
    if (made) setFresh(made.id)
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
  const acts = useRef({ addAfter, move })
  useLayoutEffect(() => {
    acts.current = { addAfter, move }
  })
  const onEnter = useCallback((after: Id) => acts.current.addAfter(after), [])
  const onMove = useCallback((column: Id, by: -1 | 1) => acts.current.move(column, by), [])
  return (
    <div className="stack">
      <ul ref={list} className="columns" aria-label={`Columns of ${table.name}`}>
        {columns.map((c) => (
          <ColumnRow
            key={c.id}
            column={c}
            open={part === c.id}
            fresh={fresh === c.id}
            onEnter={onEnter}
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
