import type { DesignRecord, FkAction, Id, Obj } from '../../../../store/index.ts'
import { useOpen } from '../../../kit/app.tsx'
import { Check, Select } from '../../../kit/inputs.tsx'
import { ColumnList } from '../column-list.tsx'
import { CommentInput, ObjectSelect, useCatalog } from '../edit.tsx'
import { useEdits } from '../members.tsx'
import { DeferSelect } from './constraint-forms.tsx'

const tableKind = ['table'] as const

export const fkActions: readonly { readonly value: FkAction; readonly label: string }[] = [
  { value: 'no action', label: 'Refuse at the end (no action)' },
  { value: 'restrict', label: 'Refuse at once (restrict)' },
  { value: 'cascade', label: 'Follow (cascade)' },
  { value: 'set null', label: 'Set NULL' },
  { value: 'set default', label: 'Set the default' },
]

type Columns = readonly Id<'column'>[]

const some = (columns: Columns | undefined): Columns | undefined =>
  columns && columns.length > 0 ? columns : undefined

export const FkForm = ({ o }: { readonly o: Obj<'fk'> }) => {
  const { record, mayEdit, set, step } = useEdits('fk', o)
  const shown = record ?? o
  const catalog = useCatalog()
  const records = useOpen((s) => s.design.records)
  /** The key of another table that has as many columns, its primary one first: drawn ones as drawn. */
  const keyOf = (table: Id): Columns => {
    const onTable = (all: Iterable<DesignRecord | Obj>) =>
      [...all].filter((k) => k.kind === 'key').filter((k) => k.table === table)
    const drawn = onTable(records?.values() ?? [])
    const keys = drawn.length > 0 ? drawn : onTable(catalog.values())
    const fits = keys.filter((k) => k.columns.length === shown.columns.length)
    return (fits.find((k) => k.primary) ?? fits[0])?.columns ?? []
  }
  /** A column that is moved among the others still refers to what it did. */
  const paired = (columns: Columns): { readonly refColumns?: Columns } => {
    const refColumns = columns.flatMap((c) => shown.refColumns[shown.columns.indexOf(c)] ?? [])
    const same = columns.length === shown.columns.length && columns.length === shown.refColumns.length
    return same && refColumns.length === columns.length ? { refColumns } : {}
  }
  const sets = shown.onDelete === 'set null' || shown.onDelete === 'set default'
  return (
    <>
      <ColumnList
        label="Columns"
        table={o.table}
        value={shown.columns}
        disabled={!mayEdit}
        ordered
        onSet={(columns) =>
          step({
            columns,
            ...paired(columns),
            setColumns: some(shown.setColumns?.filter((c) => columns.includes(c))),
          })
        }
      />
      <ObjectSelect
        label="Refers to"
        kinds={tableKind}
        value={shown.references}
        disabled={!mayEdit}
        onChoose={(references) => references && set({ references, refColumns: keyOf(references) })}
      />
      <ColumnList
        label="Its columns"
        table={shown.references}
        value={shown.refColumns}
        disabled={!mayEdit}
        ordered
        onSet={(refColumns) => step({ refColumns })}
      />
      <Select
        label="When the row it refers to is deleted"
        value={shown.onDelete ?? 'no action'}
        choices={fkActions}
        disabled={!mayEdit}
        onChoose={(v) => set({ onDelete: v === 'no action' ? undefined : v })}
      />
      <Select
        label="When its key is changed"
        value={shown.onUpdate ?? 'no action'}
        choices={fkActions}
        disabled={!mayEdit}
        onChoose={(v) => set({ onUpdate: v === 'no action' ? undefined : v })}
      />
      {sets && (
        <ColumnList
          label="Columns that are set (none: all)"
          table={o.table}
          value={shown.setColumns ?? []}
          among={shown.columns}
          disabled={!mayEdit}
          onSet={(setColumns) => set({ setColumns: some(setColumns) })}
        />
      )}
      <DeferSelect value={shown.deferrable} disabled={!mayEdit} onSet={(deferrable) => set({ deferrable })} />
      <Check
        label="MATCH FULL: all columns NULL or none"
        on={shown.matchFull ?? false}
        disabled={!mayEdit}
        onSet={(matchFull) => set({ matchFull })}
      />
      <Check
        label="PERIOD: the last pair is a period (18+)"
        on={shown.period ?? false}
        disabled={!mayEdit}
        onSet={(period) => set({ period })}
      />
      <CommentInput o={o} />
    </>
  )
}
