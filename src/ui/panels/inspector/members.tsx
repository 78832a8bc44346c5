import type { Command, DrawnObject, Id, Kind, Obj } from '../../../store/index.ts'
import { useApp } from '../../kit/app.tsx'
import { TextInput } from '../../kit/inputs.tsx'
import { type Patch, patched } from '../../kit/patched.ts'
import { ObjectSelect, tryRun, useMayEdit, useRecord } from './edit.tsx'

const unmerged = ({ merge: _, ...command }: Command): Command => command

/** The drawn record behind an object, and ways to set its members; they do nothing where there is none. */
export const useEdits = <K extends Kind>(kind: K, o: { readonly id: Id; readonly why?: unknown }) => {
  type Drawn = Extract<DrawnObject, { readonly kind: K }>
  const app = useApp()
  const record = useRecord(kind, o.id)
  const mayEdit = useMayEdit(o)
  const attempt = (patch: Patch<Drawn>) => record && app.commands.put(patched(record, patch))
  return {
    record,
    mayEdit,
    /** Sets members; a refusal is told in a notice. */
    set: (patch: Patch<Drawn>): void => {
      const made = attempt(patch)
      if (made) app.run(made)
    },
    /** Sets members in a step of undo by itself, however soon it comes after the last. */
    step: (patch: Patch<Drawn>): void => {
      const made = attempt(patch)
      if (made) app.run(made.ok ? unmerged(made.value) : made)
    },
    /** Sets members; a refusal is returned, for the input to show. */
    trySet: (patch: Patch<Drawn>): string | undefined => {
      const made = attempt(patch)
      return made && tryRun(app, made)
    },
  }
}

interface NameTextProps {
  readonly label: string
  readonly value: string | undefined
  readonly disabled: boolean
  readonly placeholder?: string
  /** Nothing typed is no member. */
  readonly onSet: (text: string | undefined) => string | undefined
}

/** A member that is one plain text or absent. */
export const PlainText = ({ value, onSet, ...rest }: NameTextProps) => (
  <TextInput
    mono
    when="done"
    {...rest}
    value={value ?? ''}
    onText={(text) => onSet(text.trim() === '' ? undefined : text.trim())}
  />
)

const schemaKind = ['schema'] as const
const roleKind = ['role'] as const

interface SchemaSelectProps {
  readonly of: Id<'schema'>
  readonly disabled: boolean
  readonly onSet: (patch: { readonly schema: Id<'schema'> }) => void
}

export const SchemaSelect = ({ of, disabled, onSet }: SchemaSelectProps) => (
  <ObjectSelect
    label="Schema"
    kinds={schemaKind}
    value={of}
    disabled={disabled}
    onChoose={(schema) => schema && onSet({ schema })}
  />
)

interface SchemaAndOwnerProps {
  readonly o: Obj<'table' | 'view' | 'matview' | 'routine'>
  readonly disabled: boolean
  readonly onSet: (
    patch: { readonly schema: Id<'schema'> } | { readonly owner: Id<'role'> | undefined },
  ) => void
}

export const SchemaAndOwner = ({ o, disabled, onSet }: SchemaAndOwnerProps) => (
  <div className="fields">
    <SchemaSelect of={o.schema} disabled={disabled} onSet={onSet} />
    <ObjectSelect
      label="Owner"
      none="the schema's owner"
      kinds={roleKind}
      value={o.owner}
      disabled={disabled}
      onChoose={(owner) => onSet({ owner })}
    />
  </div>
)
