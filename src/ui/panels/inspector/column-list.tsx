import { useMemo } from 'react'
import { compareRanks, type Id } from '../../../store/index.ts'
import { IconButton } from '../../kit/button.tsx'
import { CloseIcon, LeftIcon, RightIcon } from '../../kit/icons.ts'
import { Select } from '../../kit/inputs.tsx'
import { useCatalog } from './edit.tsx'

/** A table's columns in their order. */
export const useColumns = (table: Id | undefined) => {
  const catalog = useCatalog()
  return useMemo(
    () =>
      [...catalog.values()]
        .filter((o) => o.kind === 'column')
        .filter((c) => c.table === table)
        .sort((a, b) => compareRanks(a.rank, b.rank)),
    [catalog, table],
  )
}

interface ColumnListProps {
  readonly label: string
  readonly table: Id
  readonly value: readonly Id<'column'>[]
  readonly onSet: (columns: readonly Id<'column'>[]) => void
  readonly disabled?: boolean
  /** What may be chosen; absent: any column of the table. */
  readonly among?: readonly Id[]
  /** Their order matters: they can be moved. */
  readonly ordered?: boolean
}

/** The list with this one a place further to the front; the first one goes behind the next. */
export const moved = <T,>(list: readonly T[], at: number): readonly T[] => {
  const to = Math.max(at, 1)
  return [
    ...list.slice(0, to - 1),
    ...list.slice(to, to + 1),
    ...list.slice(to - 1, to),
    ...list.slice(to + 1),
  ]
}

interface MoveProps {
  readonly label: string
  readonly names: readonly string[]
  readonly at: number
  readonly onMove: () => void
}

/** One button changes places with the one before: enough for any order, and it stays where the keys are. */
const MoveButton = ({ label, names, at, onMove }: MoveProps) => (
  <IconButton
    small
    icon={at === 0 ? RightIcon : LeftIcon}
    label={`Move ${names[at]} ${at === 0 ? `after ${names[1]}` : `before ${names[at - 1]}`} in ${label.toLowerCase()}`}
    onClick={onMove}
  />
)

/** Some columns of a table: chips, and a list to add from. */
export const ColumnList = ({
  label,
  table,
  value,
  onSet,
  disabled = false,
  among,
  ordered = false,
}: ColumnListProps) => {
  const columns = useColumns(table)
  const nameOf = (id: Id) => columns.find((c) => c.id === id)?.name ?? 'missing column'
  const rest = columns.filter((c) => !value.includes(c.id) && (among?.includes(c.id) ?? true))
  return (
    <fieldset className="field">
      <legend className="field-label">{label}</legend>
      <div className="chips">
        {value.map((id, at) => (
          <span key={id} className="chip">
            <span className="cut mono">{nameOf(id)}</span>
            {ordered && !disabled && value.length > 1 && (
              <MoveButton
                label={label}
                names={value.map(nameOf)}
                at={at}
                onMove={() => onSet(moved(value, at))}
              />
            )}
            {!disabled && (
              <IconButton
                small
                icon={CloseIcon}
                label={`Remove ${nameOf(id)} from ${label.toLowerCase()}`}
                onClick={() => onSet(value.filter((v) => v !== id))}
              />
            )}
          </span>
        ))}
        {!disabled && rest.length > 0 && (
          <div className="chip-add">
            <Select
              unseen
              quiet
              label={`Add to ${label.toLowerCase()}`}
              value=""
              choices={[
                { value: '' as string, label: value.length === 0 ? 'Choose a column' : 'Add' },
                ...rest.map((c) => ({ value: c.id, label: c.name })),
              ]}
              onChoose={(id) => id !== '' && onSet([...value, id as Id<'column'>])}
            />
          </div>
        )}
        {disabled && value.length === 0 && <span className="faint">none</span>}
      </div>
    </fieldset>
  )
}
