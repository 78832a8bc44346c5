import { useState } from 'react'
import type { Attempt, Id } from '../../../../store/index.ts'
import { useApp } from '../../../kit/app.tsx'
import { Button } from '../../../kit/button.tsx'
import { TextInput } from '../../../kit/inputs.tsx'
import { ColumnList } from '../column-list.tsx'
import { tryRun } from '../edit.tsx'

interface AddColumnsProps {
  readonly label: string
  readonly table: Id
  readonly onAdd: (columns: readonly Id<'column'>[]) => boolean
  readonly onStop: () => void
}

/** Chooses the columns before the constraint or index is made, so that none without columns ever exists. */
export const AddColumns = ({ label, table, onAdd, onStop }: AddColumnsProps) => {
  const [columns, setColumns] = useState<readonly Id<'column'>[]>([])
  return (
    <div className="adding stack">
      <ColumnList label={label} table={table} value={columns} onSet={setColumns} />
      <div className="row">
        <Button
          small
          look="primary"
          disabled={columns.length === 0}
          onClick={() => onAdd(columns) && onStop()}
        >
          Add
        </Button>
        <Button small look="bare" onClick={onStop}>
          Cancel
        </Button>
      </div>
    </div>
  )
}

export const AddCheck = ({
  onAdd,
  onStop,
}: {
  readonly onAdd: (text: string) => Attempt
  readonly onStop: () => void
}) => {
  const app = useApp()
  const add = (text: string): string | undefined => {
    if (text.trim() === '') return undefined
    const wrong = tryRun(app, onAdd(text))
    if (wrong === undefined) onStop()
    return wrong
  }
  return (
    <div className="adding stack">
      <TextInput
        mono
        focused
        when="done"
        label="Condition that every row meets"
        placeholder="amount >= 0"
        value=""
        onText={add}
      />
      <div className="row">
        <span className="label grow">Enter adds it.</span>
        <Button small look="bare" onClick={onStop}>
          Cancel
        </Button>
      </div>
    </div>
  )
}

/** `room with =, during with &&` as elements. */
const elementsOf = (text: string) =>
  text.split(',').flatMap((part) => {
    const m = /^\s*(.+?)\s+with\s+(\S+)\s*$/i.exec(part)
    return m?.[1] && m[2] ? [{ text: m[1], operator: m[2] }] : []
  })

export const AddExclusion = ({ table, onStop }: { readonly table: Id; readonly onStop: () => void }) => {
  const app = useApp()
  const add = (text: string): string | undefined => {
    if (text.trim() === '') return undefined
    const elements = elementsOf(text)
    if (elements.length === 0)
      return 'Write each part as “column with operator”, such as “room with =, during with &&”.'
    const wrong = tryRun(app, app.commands.addExclusion(table, 'gist', elements))
    if (wrong === undefined) onStop()
    return wrong
  }
  return (
    <div className="adding stack">
      <TextInput
        mono
        focused
        when="done"
        label="No two rows may have"
        placeholder="room with =, during with &&"
        value=""
        onText={add}
      />
      <div className="row">
        <span className="label grow">Enter adds it.</span>
        <Button small look="bare" onClick={onStop}>
          Cancel
        </Button>
      </div>
    </div>
  )
}
