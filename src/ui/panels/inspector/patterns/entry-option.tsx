import type { Json } from '../../../../store/index.ts'
import { Select } from '../../../kit/inputs.tsx'
import { tellWrong } from '../../../kit/tell.ts'
import type { Named } from './named-list.tsx'

interface EntryOptionProps {
  readonly label: string
  readonly note: string | undefined
  readonly entries: readonly Named[]
  /** The id of an entry, or its text as someone wrote it in a file. */
  readonly value: Json | undefined
  readonly disabled: boolean
  readonly onSet: (value: Json) => string | undefined
}

/** An option that is one entry of another option: chosen by its text, kept by its id. */
export const EntryOption = ({ label, note, entries, value, disabled, onSet }: EntryOptionProps) => {
  const given = typeof value === 'string' ? value : ''
  const chosen = entries.find((e) => e.id === given) ?? entries.find((e) => e.name === given)
  return (
    <Select
      label={label}
      note={note}
      value={chosen?.id ?? given}
      disabled={disabled}
      choices={[
        { value: '', label: 'none' },
        ...entries.map((e) => ({ value: e.id, label: e.name })),
        ...(chosen || given === '' ? [] : [{ value: given, label: `${given} (not in the list)` }]),
      ]}
      onChoose={(id) => tellWrong(onSet(id))}
    />
  )
}
