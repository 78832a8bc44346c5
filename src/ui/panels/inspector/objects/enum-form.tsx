import type { Id, Obj } from '../../../../store/index.ts'
import { useApp } from '../../../kit/app.tsx'
import { IconButton } from '../../../kit/button.tsx'
import { CloseIcon, DownIcon, UpIcon } from '../../../kit/icons.ts'
import { TextInput } from '../../../kit/inputs.tsx'
import { CommentInput, tryRun } from '../edit.tsx'
import { SchemaSelect, useEdits } from '../members.tsx'
import { newPart } from './new-part.ts'

/** Labels with commas or lines between them, as they are or in SQL's quotes. */
const labelsIn = (text: string): readonly string[] =>
  (text.match(/'(?:[^']|'')*'(?=\s*(?:[\n,]|$))|[^\n,]+/g) ?? [])
    .map((t) => t.trim())
    .filter((t) => t !== '')
    .map((t) => (/^'.*'$/s.test(t) && t.length > 1 ? t.slice(1, -1).replaceAll("''", "'") : t))

export const EnumForm = ({ o }: { readonly o: Obj<'enum'> }) => {
  const app = useApp()
  const { record, mayEdit, set, trySet } = useEdits('enum', o)
  const move = (at: number, by: number) => {
    if (!record) return
    const labels = [...record.labels]
    const [taken] = labels.splice(at, 1)
    if (taken) labels.splice(at + by, 0, taken)
    set({ labels })
  }
  const remove = (id: Id) => record && set({ labels: record.labels.filter((l) => l.id !== id) })
  const add = (text: string): string | undefined => {
    const names = labelsIn(text)
    if (!record || names.length === 0) return undefined
    const twice = names.find((n, i) => names.indexOf(n) !== i || record.labels.some((l) => l.name === n))
    if (twice !== undefined) return `“${twice}” is a label already.`
    return trySet({ labels: [...record.labels, ...names.map((name) => newPart(record.id, name))] })
  }
  return (
    <>
      <fieldset className="field">
        <legend className="field-label">Labels, in order</legend>
        <ol className="rows-edit">
          {o.labels.map((l, i) => (
            <li key={l.id} className="row" style={{ gap: 2 }}>
              <div className="grow">
                <TextInput
                  unseen
                  mono
                  label={`Label ${i + 1}`}
                  value={l.name}
                  disabled={!mayEdit}
                  onText={(text) => tryRun(app, app.commands.rename(l.id, text))}
                />
              </div>
              {mayEdit && (
                <>
                  <IconButton
                    small
                    icon={UpIcon}
                    label={`Move ${l.name} up`}
                    disabled={i === 0}
                    onClick={() => move(i, -1)}
                  />
                  <IconButton
                    small
                    icon={DownIcon}
                    label={`Move ${l.name} down`}
                    disabled={i === o.labels.length - 1}
                    onClick={() => move(i, 1)}
                  />
                  <IconButton
                    small
                    icon={CloseIcon}
                    label={`Remove ${l.name}`}
                    onClick={() => remove(l.id)}
                  />
                </>
              )}
            </li>
          ))}
        </ol>
      </fieldset>
      {mayEdit && (
        <TextInput
          mono
          when="done"
          label="Add labels"
          note="Several, with commas between."
          placeholder="open, paid, sent"
          value=""
          onText={add}
        />
      )}
      <SchemaSelect of={o.schema} disabled={!mayEdit} onSet={set} />
      <CommentInput o={o} />
    </>
  )
}
