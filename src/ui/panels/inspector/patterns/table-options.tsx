import { useCallback } from 'react'
import type { Id, Json, Obj, OptionSchema } from '../../../../store/index.ts'
import { Select } from '../../../kit/inputs.tsx'
import { tellWrong } from '../../../kit/tell.ts'
import { ObjectSelect, useCatalog } from '../edit.tsx'
import { ToggleList } from '../objects/toggle-list.tsx'
import { Note } from './note.tsx'
import { isRecord, type OptionContext } from './option-types.ts'

interface TableProps {
  readonly label: string
  readonly note: string | undefined
  readonly schema: OptionSchema
  readonly value: Json | undefined
  readonly context: OptionContext
  readonly onSet: (value: Json) => string | undefined
}

const tableKind = ['table'] as const

/** An option that is one table. What the use itself makes is none to choose: it goes with the choice. */
export const TableOption = (p: TableProps) => {
  const { use } = p.context
  const only = useCallback((o: Obj) => o.why?.use !== use, [use])
  return (
    <div className="field">
      <ObjectSelect
        label={p.label}
        kinds={tableKind}
        none="none"
        only={only}
        value={typeof p.value === 'string' && p.value !== '' ? (p.value as Id) : undefined}
        disabled={p.context.disabled}
        onChoose={(id) => tellWrong(p.onSet(id ?? ''))}
      />
      <Note text={p.note} />
    </div>
  )
}

/** An entry of a list of tables: the table's id alone, or with what else is said of it. */
type Entry = string | { readonly [key: string]: Json }

const entriesOf = (value: Json | undefined): readonly Entry[] =>
  Array.isArray(value)
    ? (value as readonly Json[]).filter((v): v is Entry => typeof v === 'string' || isRecord(v))
    : []

const tableOf = (e: Entry): string => (typeof e === 'string' ? e : String(e.table))

/** What an entry may say beside its table, where it is one of several words. */
const saidOf = (schema: OptionSchema): readonly (readonly [string, OptionSchema])[] =>
  Object.entries(schema.items?.anyOf?.find((s) => s.type === 'object')?.properties ?? {}).filter(
    ([, s]) => s.enum !== undefined,
  )

/** An option that is several tables, each with what else its schema lets an entry say. */
export const TableOptions = (p: TableProps) => {
  const catalog = useCatalog()
  const entries = entriesOf(p.value)
  const tables = [...catalog.values()].filter((o) => o.kind === 'table').filter((t) => t.why === undefined)
  const { disabled } = p.context
  const choose = (ids: readonly string[]) =>
    tellWrong(p.onSet(ids.map((id) => entries.find((e) => tableOf(e) === id) ?? id)))
  const say = (entry: Entry, key: string, word: string) => {
    const old = typeof entry === 'string' ? { table: entry } : entry
    tellWrong(p.onSet(entries.map((e): Json => (e === entry ? { ...old, [key]: word } : e))))
  }
  return (
    <div className="field">
      <ToggleList
        label={p.label}
        empty="No table."
        choices={tables.map((t) => ({ value: t.id as string, label: t.name }))}
        value={entries.map(tableOf)}
        disabled={disabled}
        onSet={choose}
      />
      <Note text={p.note} />
      {entries.length > 0 &&
        saidOf(p.schema).map(([key, schema]) => (
          <div key={key} className="stack">
            {entries.map((e) => (
              <Select
                key={tableOf(e)}
                label={`${schema.title ?? key}: ${catalog.get(tableOf(e) as Id)?.name ?? tableOf(e)}`}
                value={String((typeof e === 'string' ? undefined : e[key]) ?? schema.default ?? '')}
                disabled={disabled}
                choices={(schema.enum ?? []).map(String).map((w) => ({ value: w, label: w }))}
                onChoose={(w) => say(e, key, w)}
              />
            ))}
            <Note text={schema.description} />
          </div>
        ))}
    </div>
  )
}
