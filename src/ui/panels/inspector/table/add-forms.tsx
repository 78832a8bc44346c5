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

interface AddTextProps {
  readonly label: string
  readonly placeholder: string
  /** What is wrong with the text, or what makes the object. */
  readonly make: (text: string) => Attempt | string
  readonly onStop: () => void
}

/** One text that makes a constraint when Enter is pressed. */
const AddText = ({ label, placeholder, make, onStop }: AddTextProps) => {
  const app = useApp()
  const add = (text: string): string | undefined => {
    if (text.trim() === '') return undefined
    const made = make(text)
    const wrong = typeof made === 'string' ? made : tryRun(app, made)
    if (wrong === undefined) onStop()
    return wrong
  }
  return (
    <div className="adding stack">
      <TextInput mono focused when="done" label={label} placeholder={placeholder} value="" onText={add} />
      <div className="row">
        <span className="label grow">Enter adds it.</span>
        <Button small look="bare" onClick={onStop}>
          Cancel
        </Button>
      </div>
    </div>
  )
}

interface AddProps {
  readonly table: Id
  readonly onStop: () => void
}

export const AddCheck = ({ table, onStop }: AddProps) => {
  const { commands } = useApp()
  return (
    <AddText
      label="Condition that every row meets"
      placeholder="amount >= 0"
      make={(text) => commands.addCheck(table, text)}
      onStop={onStop}
    />
  )
}

/** `room with =, during with &&` as elements. */
const elementsOf = (text: string) =>
  text.split(',').flatMap((part) => {
    const m = /^\s*(.+?)\s+with\s+(\S+)\s*$/i.exec(part)
    return m?.[1] && m[2] ? [{ text: m[1], operator: m[2] }] : []
  })

export const AddExclusion = ({ table, onStop }: AddProps) => {
  const { commands } = useApp()
  return (
    <AddText
      label="No two rows may have"
      placeholder="room with =, during with &&"
      make={(text) => {
        const elements = elementsOf(text)
        return elements.length === 0
          ? 'Write each part as “column with operator”, such as “room with =, during with &&”.'
          : commands.addExclusion(table, 'gist', elements)
      }}
      onStop={onStop}
    />
  )
}
