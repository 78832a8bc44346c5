import {
  type AnyPattern,
  type Id,
  type Json,
  optionsSchema,
  type UseRecord,
} from '../../../../store/index.ts'
import { useApp, useCanEdit } from '../../../kit/app.tsx'
import { optionForm } from '../../../kit/made-field.ts'
import { tryRun } from '../edit.tsx'
import { OptionEditor } from './option-editor.tsx'
import { isRecord, type OptionContext } from './option-types.ts'
import { StateMachine } from './state-machine.tsx'

interface OptionsFormProps {
  readonly pattern: AnyPattern
  readonly use: UseRecord
  readonly table: Id | undefined
}

/** The form of a use's options, built from the pattern's own schema. */
export const OptionsForm = ({ pattern, use, table }: OptionsFormProps) => {
  const app = useApp()
  const canEdit = useCanEdit()
  const schema = optionsSchema(pattern)
  const parsed = pattern.parse(use.options ?? {})
  const options = parsed.ok && isRecord(parsed.value) ? parsed.value : (use.options ?? {})
  const set = (changes: Readonly<Record<string, Json>>) =>
    tryRun(app, app.commands.setOptions(use.id, changes))
  const context: OptionContext = { options, use: use.id, table, disabled: !canEdit }
  const entries = Object.entries(schema.properties ?? {})
  const machine = entries.some(([, s]) => s.editor === 'transitions')
  const plain = machine ? entries.filter(([, s]) => s.editor === undefined) : entries
  return (
    <div className="stack">
      {!parsed.ok &&
        parsed.error.map((p) => (
          <p key={`${p.path} ${p.message}`} role="alert" className="red">
            {p.path === '' ? '' : `${p.path}: `}
            {p.message}
          </p>
        ))}
      {machine && <StateMachine context={context} onSet={set} />}
      {plain.map(([name, s]) => (
        <div key={name} className="contents" data-form={optionForm(use.id, name)}>
          <OptionEditor
            name={name}
            schema={s}
            value={options[name] as Json | undefined}
            context={context}
            onSet={(v) => set({ [name]: v })}
          />
        </div>
      ))}
    </div>
  )
}
