import type { MouseEvent } from 'react'
import type { IndexElement, Obj } from '../../../../store/index.ts'
import { useApp } from '../../../kit/app.tsx'
import { IconButton } from '../../../kit/button.tsx'
import { CloseIcon, DownIcon, UpIcon } from '../../../kit/icons.ts'
import { Check, Select, TextInput } from '../../../kit/inputs.tsx'
import { numbered } from '../../../kit/numbered.ts'
import { patched } from '../../../kit/patched.ts'
import { ColumnList, moved } from '../column-list.tsx'
import { CommentInput, SqlInput, tryRun, useCatalog } from '../edit.tsx'
import { useEdits } from '../members.tsx'
import { AddElements } from './add-forms.tsx'
import { useElementText } from './keys-names.ts'

const methods = ['btree', 'hash', 'gin', 'gist', 'spgist', 'brin'] as const

interface ElementFormProps {
  readonly element: IndexElement
  readonly text: string
  readonly disabled: boolean
  readonly onText: (text: string) => string | undefined
  readonly onSet: (patch: { readonly [P in keyof IndexElement]?: IndexElement[P] | undefined }) => void
  /** The part that it changes places with: the one before, for the first the next. */
  readonly beside: string | undefined
  readonly isFirst: boolean
  readonly onMove: (e: MouseEvent<HTMLElement>) => void
  readonly onRemove: (() => void) | undefined
}

const ElementForm = ({
  element,
  text,
  disabled,
  onText,
  onSet,
  beside,
  isFirst,
  onMove,
  onRemove,
}: ElementFormProps) => (
  <div className="element">
    <div className="row">
      <div className="grow">
        <TextInput
          mono
          when="done"
          label="Column or expression"
          unseen
          value={text}
          disabled={disabled}
          onText={onText}
        />
      </div>
      <Select
        label={`Order of ${text}`}
        unseen
        value={element.order ?? 'asc'}
        disabled={disabled}
        choices={[
          { value: 'asc', label: 'asc' },
          { value: 'desc', label: 'desc' },
        ]}
        onChoose={(v) => onSet({ order: v === 'desc' ? v : undefined })}
      />
      {beside !== undefined && !disabled && (
        <IconButton
          small
          className="move"
          icon={isFirst ? DownIcon : UpIcon}
          label={`Move ${text} ${isFirst ? 'after' : 'before'} ${beside}`}
          onClick={onMove}
        />
      )}
      {onRemove && <IconButton small icon={CloseIcon} label={`Remove ${text}`} onClick={onRemove} />}
    </div>
    <div className="fields">
      <TextInput
        mono
        when="done"
        label="Operator class"
        value={element.opclass ?? ''}
        disabled={disabled}
        placeholder="default"
        onText={(t) => void onSet({ opclass: t.trim() === '' ? undefined : t.trim() })}
      />
      <Select
        label="NULLs"
        value={element.nulls ?? 'default'}
        disabled={disabled}
        choices={[
          { value: 'default', label: 'default' },
          { value: 'first', label: 'first' },
          { value: 'last', label: 'last' },
        ]}
        onChoose={(v) => onSet({ nulls: v === 'default' ? undefined : v })}
      />
    </div>
  </div>
)

export const IndexForm = ({ o }: { readonly o: Obj<'index'> }) => {
  const app = useApp()
  const catalog = useCatalog()
  const { record, mayEdit, set, step } = useEdits('index', o)
  const shown = record ?? o
  const text = useElementText()
  const setElements = (elements: readonly IndexElement[]) => set({ elements })
  /** The focus goes with what is moved: rows stand where they are. */
  const move = (at: number, e: MouseEvent<HTMLElement>) => {
    step({ elements: moved(shown.elements, at) })
    const rows = e.currentTarget.closest('.field')?.querySelectorAll<HTMLElement>('.element .move')
    rows?.[at === 0 ? 1 : at - 1]?.focus()
  }
  const beside = (at: number): string | undefined => {
    const other = shown.elements[at === 0 ? 1 : at - 1]
    return other && text(other)
  }
  return (
    <>
      <div className="field">
        <span className="field-label">Columns or expressions</span>
        {numbered(shown.elements).map(({ item: e, at: i }) => (
          <ElementForm
            key={i}
            element={e}
            text={text(e)}
            disabled={!mayEdit}
            onText={(t) => tryRun(app, app.commands.setElement(o.id, i, t))}
            onSet={(patch) => setElements(shown.elements.map((x, j) => (i === j ? patched(x, patch) : x)))}
            beside={beside(i)}
            isFirst={i === 0}
            onMove={(e) => move(i, e)}
            onRemove={
              mayEdit && shown.elements.length > 1
                ? () => setElements(shown.elements.filter((_, j) => i !== j))
                : undefined
            }
          />
        ))}
        {mayEdit && catalog.get(o.table)?.kind === 'table' && (
          <ColumnList
            label="Another column"
            table={o.table}
            value={[]}
            onSet={(ids) => setElements([...shown.elements, ...ids.map((column) => ({ column }))])}
          />
        )}
        {mayEdit && <AddElements of={o.id} label="Another expression" placeholder="lower(email)" />}
      </div>
      <div className="fields">
        <Select
          label="Method"
          value={shown.method ?? 'btree'}
          disabled={!mayEdit}
          choices={methods.map((m) => ({ value: m as string, label: m }))}
          onChoose={(m) => set({ method: m === 'btree' ? undefined : m })}
        />
        <Check
          label="Unique"
          on={shown.unique ?? false}
          disabled={!mayEdit}
          onSet={(unique) => set({ unique })}
        />
      </div>
      {shown.unique && (
        <Check
          label="NULLS NOT DISTINCT"
          on={shown.nullsNotDistinct ?? false}
          disabled={!mayEdit}
          onSet={(nullsNotDistinct) => set({ nullsNotDistinct })}
        />
      )}
      <SqlInput
        o={o}
        member="where"
        sql={shown.where}
        label="Only rows where"
        placeholder="deleted_at is null"
      />
      <ColumnList
        label="Included columns"
        table={o.table}
        value={shown.include ?? []}
        disabled={!mayEdit}
        onSet={(include) => set({ include: include.length > 0 ? include : undefined })}
      />
      <CommentInput o={o} />
    </>
  )
}
