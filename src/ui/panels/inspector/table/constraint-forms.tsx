import type { Deferrable, Obj } from '../../../../store/index.ts'
import { Check, Select, TextInput } from '../../../kit/inputs.tsx'
import { numbered } from '../../../kit/numbered.ts'
import { sqlText, typedSql } from '../../../kit/sql-text.ts'
import { ColumnList } from '../column-list.tsx'
import { CommentInput, SqlInput, useCatalog } from '../edit.tsx'
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
  const { record, mayEdit, set } = useEdits('key', o)
  const shown = record ?? o
  const names = useNames()
  return (
    <>
      <ColumnList
        label="Columns"
        table={o.table}
        value={shown.columns}
        disabled={!mayEdit}
        onSet={(columns) => columns.length > 0 && set({ columns })}
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

export const ExclusionForm = ({ o }: { readonly o: Obj<'exclusion'> }) => {
  const catalog = useCatalog()
  const { record, mayEdit, set, trySet } = useEdits('exclusion', o)
  const setElement = (at: number, text: string, operator: string): string | undefined => {
    if (!record) return undefined
    if (!/^[-+*/<>=~!@#%^&|`?]{1,63}$/.test(operator))
      return `“${operator}” is not an operator. Use one such as = or &&.`
    const elements = record.elements.map((e, i) => {
      if (i !== at) return e
      const { column: _column, expr: _expr, ...rest } = e
      const column = [...catalog.values()].find(
        (c) => c.kind === 'column' && c.table === o.table && c.name === text.trim(),
      )
      return column?.kind === 'column'
        ? { ...rest, operator, column: column.id }
        : { ...rest, operator, expr: typedSql(text) }
    })
    return trySet({ elements })
  }
  return (
    <>
      {numbered(o.elements).map(({ item: e, at: i }) => {
        const text = e.column ? (catalog.get(e.column)?.name ?? '') : sqlText(catalog, e.expr)
        return (
          <div className="fields" key={i}>
            <TextInput
              mono
              when="done"
              label="Column or expression"
              value={text}
              disabled={!mayEdit}
              onText={(t) => setElement(i, t, e.operator)}
            />
            <TextInput
              mono
              when="done"
              label="Operator"
              value={e.operator}
              disabled={!mayEdit}
              onText={(t) => setElement(i, text, t.trim())}
            />
          </div>
        )
      })}
      <Select
        label="Index method"
        value={o.method}
        disabled={!mayEdit}
        choices={[...new Set(['gist', 'spgist', 'btree', 'hash', o.method])].map((m) => ({
          value: m,
          label: m,
        }))}
        onChoose={(method) => set({ method })}
      />
      <DeferSelect value={o.deferrable} disabled={!mayEdit} onSet={(deferrable) => set({ deferrable })} />
      <SqlInput o={o} member="where" sql={o.where} label="Only rows where" />
      <CommentInput o={o} />
    </>
  )
}
