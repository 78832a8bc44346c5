import { IconButton } from '../../../kit/button.tsx'
import { CloseIcon } from '../../../kit/icons.ts'
import { TextInput } from '../../../kit/inputs.tsx'
import { isRecord } from './option-types.ts'

/** An entry that keeps its id when its text changes, so that a renamed one is no new one. */
export interface Named {
  readonly id: string
  readonly name: string
}

/** Entries as an option holds them: a bare word is both id and name. */
export const namedOf = (value: unknown): readonly Named[] =>
  (Array.isArray(value) ? value : []).flatMap((s: unknown): readonly Named[] => {
    if (typeof s === 'string') return [{ id: s, name: s }]
    return isRecord(s) && typeof s.id === 'string' && typeof s.name === 'string'
      ? [{ id: s.id, name: s.name }]
      : []
  })

const idFor = (name: string, taken: ReadonlySet<string>): string => {
  const base =
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^_+|_+$/g, '')
      .slice(0, 36) || 'entry'
  for (let n = 1; ; n++) {
    const id = n === 1 ? base : `${base}_${n}`
    if (!taken.has(id)) return id
  }
}

interface NamedListProps {
  readonly label: string
  /** What one entry is called: `state`, `value`. */
  readonly one: string
  readonly items: readonly Named[]
  readonly least?: number
  readonly disabled: boolean
  /** Takes the new list; returns what is wrong with it. */
  readonly onSet: (items: readonly Named[]) => string | undefined
  /** Where leaving takes more than shortening the list. */
  readonly onRemove?: (id: string) => void
}

/** Words in an order, each with an id of its own. */
export const NamedList = ({ label, one, items, least = 0, disabled, onSet, onRemove }: NamedListProps) => {
  const add = (text: string): string | undefined => {
    const name = text.trim()
    if (name === '') return undefined
    if (items.some((s) => s.name === name)) return `“${name}” is a ${one} already.`
    return onSet([...items, { id: idFor(name, new Set(items.map((s) => s.id))), name }])
  }
  const word = `${one.charAt(0).toUpperCase()}${one.slice(1)}`
  return (
    <fieldset className="field">
      <legend className="field-label">{label}</legend>
      <ul className="rows-edit">
        {items.map((s) => (
          <li key={s.id} className="row" style={{ gap: 2 }}>
            <div className="grow">
              <TextInput
                unseen
                mono
                when="done"
                label={`${word} ${s.name}`}
                value={s.name}
                disabled={disabled}
                onText={(t) => onSet(items.map((x) => (x.id === s.id ? { id: s.id, name: t.trim() } : x)))}
              />
            </div>
            {!disabled && items.length > least && (
              <IconButton
                small
                icon={CloseIcon}
                label={`Remove ${s.name}`}
                onClick={() => (onRemove ? onRemove(s.id) : onSet(items.filter((x) => x.id !== s.id)))}
              />
            )}
          </li>
        ))}
      </ul>
      {!disabled && (
        <TextInput
          unseen
          mono
          when="done"
          label={`Add a ${one}`}
          placeholder={`Add a ${one}`}
          value=""
          onText={add}
        />
      )}
    </fieldset>
  )
}
