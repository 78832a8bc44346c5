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
      <ColumnList label={label} table={table} value={columns} ordered onSet={setColumns} />
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
  readonly make: (text: string) => Attempt
  readonly onStop: () => void
}

/** One text that makes a constraint when Enter is pressed. */
const AddText = ({ label, placeholder, make, onStop }: AddTextProps) => {
  const app = useApp()
  const add = (text: string): string | undefined => {
    if (text.trim() === '') return undefined
    const wrong = tryRun(app, make(text))
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

/** An index over what a materialized view puts out: its columns are no objects to choose from. */
export const AddIndexText = ({ table, onStop }: AddProps) => {
  const { commands } = useApp()
  return (
    <AddText
      label="Columns or expressions, in order"
      placeholder="city, lower(name)"
      make={(text) => commands.addIndex(table, text)}
      onStop={onStop}
    />
  )
}

export const AddExclusion = ({ table, onStop }: AddProps) => {
  const { commands } = useApp()
  return (
    <AddText
      label="No two rows may have"
      placeholder="room with =, during with &&"
      make={(text) => commands.addExclusion(table, 'gist', text)}
      onStop={onStop}
    />
  )
}

interface AddElementsProps {
  readonly of: Id
  readonly label: string
  readonly placeholder: string
}

/** The last input of a list of parts: adds one or, with commas between, several. */
export const AddElements = ({ of, ...rest }: AddElementsProps) => {
  const app = useApp()
  const add = (text: string): string | undefined =>
    text.trim() === '' ? undefined : tryRun(app, app.commands.addElements(of, text))
  return <TextInput mono when="done" {...rest} value="" onText={add} />
}
