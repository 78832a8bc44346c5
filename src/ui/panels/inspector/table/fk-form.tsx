import type { FkAction, Obj } from '../../../../store/index.ts'
import { Check, Select } from '../../../kit/inputs.tsx'
import { ColumnList } from '../column-list.tsx'
import { CommentInput, ObjectSelect } from '../edit.tsx'
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

export const FkForm = ({ o }: { readonly o: Obj<'fk'> }) => {
  const { record, mayEdit, set } = useEdits('fk', o)
  const shown = record ?? o
  const sets = shown.onDelete === 'set null' || shown.onDelete === 'set default'
  return (
    <>
      <ColumnList
        label="Columns"
        table={o.table}
        value={shown.columns}
        disabled={!mayEdit}
        onSet={(columns) => set({ columns })}
      />
      <ObjectSelect
        label="Refers to"
        kinds={tableKind}
        value={shown.references}
        disabled={!mayEdit}
        onChoose={(references) => references && set({ references, refColumns: [] })}
      />
      <ColumnList
        label="Its columns"
        table={shown.references}
        value={shown.refColumns}
        disabled={!mayEdit}
        onSet={(refColumns) => set({ refColumns })}
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
          disabled={!mayEdit}
          onSet={(setColumns) => set({ setColumns: setColumns.length > 0 ? setColumns : undefined })}
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
