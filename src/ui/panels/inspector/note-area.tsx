import type { DesignRecord, Hue, Id } from '../../../store/index.ts'
import { useApp, useCanEdit, useOpen } from '../../kit/app.tsx'
import { IconButton } from '../../kit/button.tsx'
import { classes } from '../../kit/classes.ts'
import { hueNames, hues } from '../../kit/hues.ts'
import { CloseIcon, DeleteIcon } from '../../kit/icons.ts'
import { TextInput } from '../../kit/inputs.tsx'
import { patched } from '../../kit/patched.ts'
import { tryRun, usePut } from './edit.tsx'

type NoteArea = Extract<DesignRecord, { readonly kind: 'note' | 'area' }>

export const HueInput = ({
  value,
  onSet,
  disabled,
}: {
  readonly value: number | undefined
  readonly onSet: (hue: Hue | undefined) => void
  readonly disabled: boolean
}) => (
  <fieldset className="field">
    <legend className="field-label">Colour</legend>
    <div className="row" style={{ gap: 4 }}>
      {hues.map((h) => (
        <button
          key={h}
          type="button"
          aria-label={hueNames[h]}
          aria-pressed={value === h}
          disabled={disabled}
          className={classes('hue', value === h && 'chosen')}
          style={{ background: `var(--hue-${h}-soft)`, borderColor: `var(--hue-${h})` }}
          onClick={() => onSet(value === h ? undefined : h)}
        />
      ))}
      <IconButton
        small
        icon={CloseIcon}
        label="No colour"
        disabled={disabled || value === undefined}
        onClick={() => onSet(undefined)}
      />
    </div>
  </fieldset>
)

const Form = ({ record }: { readonly record: NoteArea }) => {
  const app = useApp()
  const put = usePut()
  const canEdit = useCanEdit()
  return (
    <div className="pane" data-form={record.id}>
      <div className="row">
        <h2 className="grow">{record.kind === 'note' ? 'Note' : 'Area'}</h2>
        {canEdit && (
          <IconButton
            small
            icon={DeleteIcon}
            label={`Delete ${record.kind}`}
            onClick={() => app.run(app.commands.remove([record.id]))}
          />
        )}
      </div>
      {record.kind === 'note' ? (
        <TextInput
          label="Text"
          lines={8}
          value={record.text}
          disabled={!canEdit}
          onText={(text) => tryRun(app, app.commands.put({ ...record, text }))}
        />
      ) : (
        <TextInput
          label="Name"
          value={record.name}
          disabled={!canEdit}
          onText={(text) => tryRun(app, app.commands.rename(record.id, text))}
        />
      )}
      <HueInput value={record.hue} disabled={!canEdit} onSet={(hue) => put(patched(record, { hue }))} />
    </div>
  )
}

export const NoteOrArea = ({ id }: { readonly id: Id }) => {
  const record = useOpen((o) => o.design.records.get(id))
  return record?.kind === 'note' || record?.kind === 'area' ? <Form record={record} /> : null
}
