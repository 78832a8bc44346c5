import { useMemo } from 'react'
import {
  type App,
  type Attempt,
  type Catalog,
  type DesignRecord,
  type DrawnObject,
  type Id,
  type Kind,
  type Obj,
  ownerOf,
  type Sql,
} from '../../../store/index.ts'
import { useApp, useCanEdit, useOpen } from '../../kit/app.tsx'
import { Button } from '../../kit/button.tsx'
import { Icon } from '../../kit/icon.tsx'
import { PatternIcon } from '../../kit/icons.ts'
import { type Choice, Select, TextInput } from '../../kit/inputs.tsx'
import { roleWords } from '../../kit/role-words.ts'
import { sqlText } from '../../kit/sql-text.ts'
import { tell } from '../../kit/tell.ts'
import { typeChoices, typeText } from '../../kit/type-text.ts'

const none: Catalog = new Map()

/** The catalog of the open design. */
export const useCatalog = (): Catalog => useOpen((o) => o.compiled.catalog) ?? none

/** Runs an attempt; returns what is wrong, for the input to show. What its changes do not show is told. */
export const tryRun = (app: App, attempt: Attempt): string | undefined => {
  if (!attempt.ok && !attempt.error.again) return attempt.error.message
  if (app.run(attempt) && attempt.ok && attempt.value.says !== undefined) tell(attempt.value.says)
  return undefined
}

/** Runs what is set on the way: what is selected, and so what is worked on, stays. */
export const runAside = (app: App, attempt: Attempt): void => {
  app.run(attempt.ok ? { ...attempt.value, select: app.state.getState().selection } : attempt)
}

/** Takes a table's part away; the table stays what is worked on. */
export const removePart = (app: App, o: Obj): void => {
  const attempt = app.commands.remove([o.id])
  const owner = ownerOf(o)
  app.run(attempt.ok && owner !== undefined ? { ...attempt.value, select: [owner] } : attempt)
}

/** Whether this object may be edited here: drawn by a person, in a design this tab writes. */
export const useMayEdit = (o: { readonly id: Id }): boolean => {
  const canEdit = useCanEdit()
  const drawn = useOpen((d) => d.design.records.has(o.id))
  return canEdit && drawn === true
}

/** The drawn record behind an object; undefined for one that a pattern made. */
export const useRecord = <K extends Kind>(
  kind: K,
  id: Id,
): Extract<DrawnObject, { readonly kind: K }> | undefined => {
  const r = useOpen((o) => o.design.records.get(id))
  return r?.kind === kind ? (r as Extract<DrawnObject, { readonly kind: K }>) : undefined
}

/** Puts a whole record; a refusal is told in a notice. */
export const usePut = () => {
  const app = useApp()
  return (record: DesignRecord): boolean => app.run(app.commands.put(record as DrawnObject))
}

export const NameInput = ({
  o,
  label = 'Name',
  unseen,
}: {
  readonly o: Obj
  readonly label?: string
  readonly unseen?: boolean
}) => {
  const app = useApp()
  const mayEdit = useMayEdit(o)
  return (
    <TextInput
      label={label}
      {...(unseen ? { unseen } : {})}
      value={o.name}
      disabled={!mayEdit}
      onText={(text) => tryRun(app, app.commands.rename(o.id, text))}
    />
  )
}

export const CommentInput = ({ o }: { readonly o: Obj }) => {
  const app = useApp()
  const mayEdit = useMayEdit(o)
  return (
    <TextInput
      label="Comment"
      value={o.comment ?? ''}
      lines={2}
      disabled={!mayEdit}
      onText={(text) => tryRun(app, app.commands.comment(o.id, text))}
    />
  )
}

interface SqlInputProps {
  readonly o: Obj
  readonly member: string
  readonly sql: Sql | undefined
  readonly label: string
  readonly lines?: number
  readonly note?: string
  readonly placeholder?: string
}

/** An SQL member as text; taken when the input is left, so that half an expression is never compiled. */
export const SqlInput = ({ o, member, sql, label, lines, note, placeholder }: SqlInputProps) => {
  const app = useApp()
  const catalog = useCatalog()
  const mayEdit = useMayEdit(o)
  return (
    <TextInput
      mono
      when="done"
      label={label}
      value={sqlText(catalog, sql)}
      disabled={!mayEdit}
      note={
        sql?.opaque ? 'Some names here were not found in the design: a rename will not reach them.' : note
      }
      {...(lines ? { lines } : {})}
      {...(placeholder ? { placeholder } : {})}
      onText={(text) => tryRun(app, app.commands.setSql(o.id, member, text))}
    />
  )
}

export const TypeInput = ({
  o,
  unseen,
  label = 'Type',
}: {
  readonly o: Extract<Obj, { readonly kind: 'column' | 'domain' }>
  readonly unseen?: boolean
  readonly label?: string
}) => {
  const app = useApp()
  const text = useOpen((s) => typeText(s.compiled.catalog, o.type)) ?? ''
  const list = useOpen((s) => typeChoices(s.compiled.catalog)) ?? []
  const mayEdit = useMayEdit(o)
  return (
    <TextInput
      mono
      when="done"
      label={label}
      {...(unseen ? { unseen, quiet: true } : {})}
      value={text}
      list={list}
      disabled={!mayEdit}
      onText={(text) => tryRun(app, app.commands.setColumnType(o.id, text))}
    />
  )
}

interface ObjectSelectProps<K extends Kind> {
  readonly label: string
  readonly unseen?: boolean
  readonly kinds: readonly K[]
  readonly value: Id | undefined
  /** What choosing nothing is called; absent: something must be chosen. */
  readonly none?: string
  readonly onChoose: (id: Id<K> | undefined) => void
  readonly disabled?: boolean
  readonly only?: (o: Obj) => boolean
}

const nothing = ' '

/** One object of the design. */
export const ObjectSelect = <K extends Kind>({
  label,
  unseen,
  kinds,
  value,
  none: noneLabel,
  onChoose,
  disabled,
  only,
}: ObjectSelectProps<K>) => {
  const catalog = useCatalog()
  const choices = useMemo(() => {
    const found: Choice<string>[] = []
    for (const o of catalog.values()) {
      if ((kinds as readonly Kind[]).includes(o.kind) && (only?.(o) ?? true))
        found.push({ value: o.id, label: o.name })
    }
    return found.sort((a, b) => (a.label < b.label ? -1 : 1))
  }, [catalog, kinds, only])
  const first: readonly Choice<string>[] =
    noneLabel === undefined && value !== undefined ? [] : [{ value: nothing, label: noneLabel ?? 'Choose' }]
  return (
    <Select
      label={label}
      {...(unseen ? { unseen } : {})}
      value={value ?? nothing}
      choices={[...first, ...choices]}
      disabled={disabled ?? false}
      onChoose={(v) => onChoose(v === nothing ? undefined : (v as Id<K>))}
    />
  )
}

/** Says of what was drawn and is not in the DDL that it is not. */
export const LeftOut = ({ o }: { readonly o: Obj }) => {
  const leftOut = useOpen((d) => d.compiled.leftOut.has(o.id))
  return leftOut ? <p className="field-note">It is left out of the DDL. The problems say why.</p> : null
}

/** Says which switch owns what cannot be edited here, and leads to it. */
export const Owned = ({ o }: { readonly o: Obj }) => {
  const app = useApp()
  const use = useOpen((s) => (o.why ? s.compiled.uses.get(o.why.use) : undefined))
  const words = useOpen((s) => (o.why ? roleWords(s.compiled.catalog, o.why.role) : ''))
  if (!o.why || !use) return null
  const { use: id } = o.why
  return (
    <p className="owned">
      <Icon of={PatternIcon} size={14} />
      <span className="grow">
        Made by <strong>{use.pattern.manifest.title}</strong> as its {words}.
      </span>
      <Button look="link" onClick={() => app.select([id])}>
        Its options
      </Button>
    </p>
  )
}
