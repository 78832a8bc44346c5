import type { Deferrable, Obj } from '../../../../store/index.ts'
import { Check, Select } from '../../../kit/inputs.tsx'
import { ColumnList } from '../column-list.tsx'
import { CommentInput, SqlInput } from '../edit.tsx'
import { useEdits } from '../members.tsx'
import { useNames } from './keys-names.ts'

interface DeferProps {
  readonly value: Deferrable | undefined
  readonly disabled: boolean
  readonly onSet: (value: Deferrable | undefined) => void
}

export const DeferSelect = ({ value, disabled, onSet }: DeferProps) => (
  <Select
    label="Checked"
    value={value ?? 'at once'}
    disabled={disabled}
    choices={[
      { value: 'at once', label: 'At each statement' },
      { value: 'deferrable', label: 'At each statement, deferrable' },
      { value: 'initially deferred', label: 'At commit' },
    ]}
    onChoose={(v) => onSet(v === 'at once' ? undefined : v)}
  />
)

export const KeyForm = ({ o }: { readonly o: Obj<'key'> }) => {
  const { record, mayEdit, set, step } = useEdits('key', o)
  const shown = record ?? o
  const names = useNames()
  return (
    <>
      <ColumnList
        label="Columns"
        table={o.table}
        value={shown.columns}
        disabled={!mayEdit}
        ordered
        onSet={(columns) => columns.length > 0 && step({ columns })}
      />
      {o.columns.length > shown.columns.length && (
        <p className="field-note">Patterns widen it to {names(o.columns)}.</p>
      )}
      <ColumnList
        label="Included columns"
        table={o.table}
        value={shown.include ?? []}
        disabled={!mayEdit}
        onSet={(include) => set({ include: include.length > 0 ? include : undefined })}
      />
      {!o.primary && (
        <Check
          label="NULLS NOT DISTINCT: two NULLs are equal"
          on={shown.nullsNotDistinct ?? false}
          disabled={!mayEdit}
          onSet={(nullsNotDistinct) => set({ nullsNotDistinct })}
        />
      )}
      <Check
        label="WITHOUT OVERLAPS: the last column is a period (18+)"
        on={shown.withoutOverlaps ?? false}
        disabled={!mayEdit}
        onSet={(withoutOverlaps) => set({ withoutOverlaps })}
      />
      <DeferSelect value={shown.deferrable} disabled={!mayEdit} onSet={(deferrable) => set({ deferrable })} />
      <CommentInput o={o} />
    </>
  )
}

export const CheckForm = ({ o }: { readonly o: Obj<'check'> }) => {
  const { mayEdit, set } = useEdits('check', o)
  return (
    <>
      <SqlInput o={o} member="expr" sql={o.expr} label="Condition" lines={3} />
      <Check
        label="NO INHERIT"
        on={o.noInherit ?? false}
        disabled={!mayEdit}
        onSet={(noInherit) => set({ noInherit })}
      />
      <CommentInput o={o} />
    </>
  )
}
