import type { Id, Json, OptionSchema } from '../../../../store/index.ts'
import { Button, IconButton } from '../../../kit/button.tsx'
import { AddIcon, CloseIcon } from '../../../kit/icons.ts'
import { Check, Select, TextInput } from '../../../kit/inputs.tsx'
import { tellWrong } from '../../../kit/tell.ts'
import { ColumnList } from '../column-list.tsx'
import { DesignColumns } from './design-columns.tsx'
import { EntryOption } from './entry-option.tsx'
import { NamedList, namedOf } from './named-list.tsx'
import { Note } from './note.tsx'
import { isRecord, type OptionContext, strings } from './option-types.ts'
import { SqlOption } from './sql-option.tsx'
import { TableOption, TableOptions } from './table-options.tsx'

interface EditorProps {
  readonly name: string
  readonly schema: OptionSchema
  readonly value: Json | undefined
  readonly context: OptionContext
  /** Takes the new value; returns what is wrong with it. */
  readonly onSet: (value: Json) => string | undefined
}

const spaced = (name: string): string => {
  const words = name
    .replace(/([A-Z])/g, ' $1')
    .replaceAll('_', ' ')
    .toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
const titleOf = (p: EditorProps): string => p.schema.title ?? spaced(p.name)

const Reference = (p: EditorProps) => {
  const isList = p.schema.type === 'array'
  if (p.schema.ref === 'table') {
    const Editor = isList ? TableOptions : TableOption
    return <Editor {...p} label={titleOf(p)} note={p.schema.description} />
  }
  const chosen = (isList ? strings(p.value) : strings([p.value])) as readonly Id<'column'>[]
  if (p.context.table === undefined || p.schema.anywhere)
    return (
      <div className="field">
        <DesignColumns
          label={titleOf(p)}
          many={isList}
          value={p.value}
          disabled={p.context.disabled}
          onSet={p.onSet}
        />
        <Note text={p.schema.description} />
      </div>
    )
  return (
    <div className="field">
      <ColumnList
        label={titleOf(p)}
        table={p.context.table}
        value={chosen}
        disabled={p.context.disabled}
        onSet={(ids) => tellWrong(p.onSet(isList ? [...ids] : (ids.at(-1) ?? '')))}
      />
      <Note text={p.schema.description} />
    </div>
  )
}

const Words = (p: EditorProps) => (
  <TextInput
    mono
    when="done"
    label={titleOf(p)}
    note={p.schema.description ?? 'Several, with commas between.'}
    value={strings(p.value).join(', ')}
    disabled={p.context.disabled}
    onText={(t) =>
      p.onSet(
        t
          .split(',')
          .map((w) => w.trim())
          .filter((w) => w !== ''),
      )
    }
  />
)

const blank = (s: OptionSchema | undefined): Json => {
  if (!s) return ''
  if (s.default !== undefined) return JSON.parse(JSON.stringify(s.default)) as Json
  if (s.type === 'boolean') return false
  if (s.type === 'number' || s.type === 'integer') return s.minimum ?? 0
  if (s.type === 'array') return []
  if (s.type === 'object')
    return Object.fromEntries(Object.entries(s.properties ?? {}).map(([k, v]) => [k, blank(v)]))
  return s.enum?.[0] ?? ''
}

const List = (p: EditorProps) => {
  const items = Array.isArray(p.value) ? (p.value as readonly Json[]) : []
  const schema = p.schema.items ?? {}
  return (
    <fieldset className="field option-list">
      <legend className="field-label">{titleOf(p)}</legend>
      <Note text={p.schema.description} />
      {items.map((item, i) => (
        <div key={`${p.name} ${String(i)}`} className="option-item">
          <div className="grow">
            <OptionEditor
              {...p}
              name={`${i + 1}`}
              schema={schema}
              value={item}
              onSet={(v) => p.onSet(items.map((x, j) => (i === j ? v : x)))}
            />
          </div>
          {!p.context.disabled && (
            <IconButton
              small
              icon={CloseIcon}
              label={`Remove ${i + 1}`}
              onClick={() => tellWrong(p.onSet(items.filter((_, j) => i !== j)))}
            />
          )}
        </div>
      ))}
      {!p.context.disabled && (
        <div>
          <Button
            small
            look="bare"
            icon={AddIcon}
            onClick={() => tellWrong(p.onSet([...items, blank(schema)]))}
          >
            Add
          </Button>
        </div>
      )}
    </fieldset>
  )
}

const Group = (p: EditorProps) => {
  const value = isRecord(p.value) ? (p.value as Readonly<Record<string, Json>>) : {}
  return (
    <fieldset className="field stack">
      {p.schema.title && <legend className="field-label">{titleOf(p)}</legend>}
      {Object.entries(p.schema.properties ?? {}).map(([name, s]) => (
        <OptionEditor
          key={name}
          name={name}
          schema={s}
          value={value[name]}
          context={p.context}
          onSet={(v) => p.onSet({ ...value, [name]: v })}
        />
      ))}
    </fieldset>
  )
}

const Text = (p: EditorProps) => {
  const isNumber = p.schema.type === 'number' || p.schema.type === 'integer'
  const take = (t: string): string | undefined => {
    if (!isNumber) return p.onSet(t)
    return t.trim() !== '' && Number.isFinite(Number(t)) ? p.onSet(Number(t)) : 'Type a number.'
  }
  return (
    <TextInput
      when="done"
      mono={isNumber || p.schema.pattern !== undefined}
      label={titleOf(p)}
      note={p.schema.description}
      value={typeof p.value === 'string' || typeof p.value === 'number' ? String(p.value) : ''}
      disabled={p.context.disabled}
      onText={take}
    />
  )
}

/** The editor for one option, chosen by what its schema says. */
export const OptionEditor = (p: EditorProps): React.ReactNode => {
  const { schema } = p
  if (schema.editor === 'states')
    return (
      <div className="field">
        <NamedList
          label={titleOf(p)}
          one="value"
          items={namedOf(p.value)}
          disabled={p.context.disabled}
          onSet={(items) => p.onSet(items.map(({ id, name }) => ({ id, name })))}
        />
        <Note text={schema.description} />
      </div>
    )
  const entries = schema.among === undefined ? [] : namedOf(p.context.options[schema.among])
  if (entries.length > 0)
    return (
      <EntryOption
        label={titleOf(p)}
        note={schema.description}
        entries={entries}
        value={p.value}
        disabled={p.context.disabled}
        onSet={p.onSet}
      />
    )
  if (schema.ref) return <Reference {...p} />
  if (schema.editor === 'sql' || schema.editor === 'expression')
    return (
      <SqlOption
        label={titleOf(p)}
        note={schema.description}
        whole={schema.editor === 'sql'}
        value={p.value}
        disabled={p.context.disabled}
        onSet={p.onSet}
      />
    )
  if (schema.enum) {
    const words = schema.enum.map(String)
    return (
      <Select
        label={titleOf(p)}
        note={schema.description}
        value={String(p.value ?? schema.default ?? words[0] ?? '')}
        disabled={p.context.disabled}
        choices={words.map((w) => ({ value: w, label: w }))}
        onChoose={(w) => tellWrong(p.onSet(schema.enum?.find((e) => String(e) === w) ?? w))}
      />
    )
  }
  if (schema.type === 'boolean') {
    return (
      <div className="field">
        <Check
          label={titleOf(p)}
          on={p.value === true}
          disabled={p.context.disabled}
          onSet={(on) => tellWrong(p.onSet(on))}
        />
        <Note text={schema.description} />
      </div>
    )
  }
  if (schema.anyOf) {
    const shape = isRecord(p.value) ? 'object' : Array.isArray(p.value) ? 'array' : undefined
    const branch = schema.anyOf.find((s) => s.type === shape) ?? schema.anyOf.find((s) => s.type !== 'null')
    return branch ? (
      <OptionEditor
        {...p}
        schema={{
          ...branch,
          ...(schema.title ? { title: schema.title } : {}),
          ...(schema.description ? { description: schema.description } : {}),
        }}
      />
    ) : null
  }
  if (schema.type === 'array')
    return schema.items?.type === 'string' && !schema.items.enum ? <Words {...p} /> : <List {...p} />
  if (schema.type === 'object') return <Group {...p} />
  return <Text {...p} />
}
