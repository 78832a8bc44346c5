import { useMemo } from 'react'
import { compareRanks, type Id } from '../../../store/index.ts'
import { IconButton } from '../../kit/button.tsx'
import { CloseIcon } from '../../kit/icons.ts'
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
}

/** Some columns of a table, in an order that matters: chips, and a list to add from. */
export const ColumnList = ({ label, table, value, onSet, disabled = false, among }: ColumnListProps) => {
  const columns = useColumns(table)
  const nameOf = (id: Id) => columns.find((c) => c.id === id)?.name ?? 'missing column'
  const rest = columns.filter((c) => !value.includes(c.id) && (among?.includes(c.id) ?? true))
  return (
    <fieldset className="field">
      <legend className="field-label">{label}</legend>
      <div className="chips">
        {value.map((id) => (
          <span key={id} className="chip">
            <span className="cut mono">{nameOf(id)}</span>
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
