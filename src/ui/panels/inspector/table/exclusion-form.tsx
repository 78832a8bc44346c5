import type { Obj } from '../../../../store/index.ts'
import { useApp } from '../../../kit/app.tsx'
import { IconButton } from '../../../kit/button.tsx'
import { CloseIcon } from '../../../kit/icons.ts'
import { Select, TextInput } from '../../../kit/inputs.tsx'
import { numbered } from '../../../kit/numbered.ts'
import { CommentInput, SqlInput, tryRun } from '../edit.tsx'
import { useEdits } from '../members.tsx'
import { AddElements } from './add-forms.tsx'
import { DeferSelect } from './constraint-forms.tsx'
import { useElementText } from './keys-names.ts'

interface ExclusionPartProps {
  readonly text: string
  readonly operator: string
  readonly disabled: boolean
  readonly onSet: (text: string, operator: string) => string | undefined
  readonly onRemove: (() => void) | undefined
}

const ExclusionPart = ({ text, operator, disabled, onSet, onRemove }: ExclusionPartProps) => (
  <div className="row" style={{ alignItems: 'end' }}>
    <div className="fields grow">
      <TextInput
        mono
        when="done"
        label="Column or expression"
        value={text}
        disabled={disabled}
        onText={(t) => onSet(t, operator)}
      />
      <TextInput
        mono
        when="done"
        label="Operator"
        value={operator}
        disabled={disabled}
        onText={(t) => onSet(text, t)}
      />
    </div>
    {onRemove && <IconButton small icon={CloseIcon} label={`Remove ${text}`} onClick={onRemove} />}
  </div>
)

export const ExclusionForm = ({ o }: { readonly o: Obj<'exclusion'> }) => {
  const app = useApp()
  const text = useElementText()
  const { record, mayEdit, set } = useEdits('exclusion', o)
  const shown = record ?? o
  return (
    <>
      {numbered(shown.elements).map(({ item: e, at: i }) => (
        <ExclusionPart
          key={i}
          text={text(e)}
          operator={e.operator}
          disabled={!mayEdit}
          onSet={(text, operator) => tryRun(app, app.commands.setElement(o.id, i, text, operator))}
          onRemove={
            mayEdit && shown.elements.length > 1
              ? () => set({ elements: shown.elements.filter((_, j) => i !== j) })
              : undefined
          }
        />
      ))}
      {mayEdit && <AddElements of={o.id} label="Another part" placeholder="during with &&" />}
      <Select
        label="Index method"
        value={shown.method}
        disabled={!mayEdit}
        choices={[...new Set(['gist', 'spgist', 'btree', 'hash', shown.method])].map((m) => ({
          value: m,
          label: m,
        }))}
        onChoose={(method) => set({ method })}
      />
      <DeferSelect value={shown.deferrable} disabled={!mayEdit} onSet={(deferrable) => set({ deferrable })} />
      <SqlInput o={o} member="where" sql={shown.where} label="Only rows where" />
      <CommentInput o={o} />
    </>
  )
}
