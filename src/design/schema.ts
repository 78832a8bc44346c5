import { err, type Id, ok, type Result } from '../base/index.ts'
import { type DesignError, type Problem, problemsOf } from './schema-errors.ts'
import { headSchema, recordKinds, recordSchemas } from './schema-records.ts'
import { limits, pathText, scanJson } from './schema-scan.ts'
import type { Design, DesignRecord, RecordKind } from './types.ts'
import { currentFormat, type RawDocument, type Upgrades, upgrades, upgradeTo } from './upgrade.ts'

type Read = Result<Design, readonly DesignError[]>
/** More errors than a person reads are counted, not listed. */
const listed = 50

const isObject = (v: unknown): v is RawDocument => typeof v === 'object' && v !== null && !Array.isArray(v)
const isKind = (kind: unknown): kind is RecordKind =>
  typeof kind === 'string' && Object.hasOwn(recordSchemas, kind)

const unknownKind = (kind: unknown): Problem => ({
  path: ['kind'],
  message: `must be one of ${recordKinds.join(', ')}${typeof kind === 'string' ? `, not ${JSON.stringify(kind.slice(0, 40))}` : ''}`,
})

const recordProblems = (key: string, value: unknown): readonly Problem[] => {
  if (!isObject(value)) return [{ path: [], message: 'must be an object' }]
  if (!isKind(value.kind)) return [unknownKind(value.kind)]
  const parsed = recordSchemas[value.kind].safeParse(value)
  if (!parsed.success) return problemsOf(parsed.error.issues, value)
  return value.id === key
    ? []
    : [{ path: ['id'], message: `must be the key of the record, ${JSON.stringify(key)}` }]
}

const settingsProblems = (records: ReadonlyMap<Id, DesignRecord>): readonly Problem[] => {
  const found = [...records.values()].filter((r) => r.kind === 'settings')
  const [settings] = found
  if (!settings || found.length > 1)
    return [
      { path: ['records'], message: `must hold exactly one record of kind "settings", not ${found.length}` },
    ]
  if (records.get(settings.schema)?.kind === 'schema') return []
  return [
    { path: ['records', settings.id, 'schema'], message: 'must be the id of a record of kind "schema"' },
  ]
}

class Errors {
  readonly list: DesignError[] = []
  more = 0
  add(at: readonly PropertyKey[], problems: readonly Problem[]): void {
    for (const p of problems) {
      if (this.list.length < listed)
        this.list.push({ path: pathText([...at, ...p.path]), message: p.message })
      else this.more++
    }
  }
  result(): { readonly ok: false; readonly error: readonly DesignError[] } {
    const rest = this.more > 0 ? [{ path: '', message: `and ${this.more} more errors` }] : []
    return err([...this.list, ...rest])
  }
}

const readRecords = (raw: RawDocument, errors: Errors): ReadonlyMap<Id, DesignRecord> => {
  const records = new Map<Id, DesignRecord>()
  for (const [key, value] of Object.entries(raw)) {
    const problems = recordProblems(key, value)
    if (problems.length > 0) errors.add(['records', key], problems)
    else records.set(key as Id, value as unknown as DesignRecord)
  }
  return records
}

const readCurrent = (doc: RawDocument): Read => {
  const errors = new Errors()
  const { records: raw, ...rest } = doc
  const head = headSchema.safeParse(rest)
  if (!head.success) errors.add([], problemsOf(head.error.issues, rest))
  if (!isObject(raw)) {
    errors.add(['records'], [{ path: [], message: raw === undefined ? 'is missing' : 'must be an object' }])
    return errors.result()
  }
  if (Object.keys(raw).length > limits.records) {
    errors.add(['records'], [{ path: [], message: `holds more than ${limits.records} records` }])
    return errors.result()
  }
  const records = readRecords(raw, errors)
  if (errors.list.length === 0) errors.add([], settingsProblems(records))
  if (!head.success || errors.list.length > 0) return errors.result()
  const { id, authors } = head.data
  return ok({ format: currentFormat, id, authors, records })
}

/** Reads a document of any format up to `current` by way of `steps`. */
export const parseWith = (
  steps: Upgrades,
  current: number,
  read: (doc: RawDocument) => Read,
  json: unknown,
): Read => {
  const found = scanJson(json)
  if (found) return err([{ path: pathText(found.path), message: found.message }])
  if (!isObject(json)) return err([{ path: '', message: 'must be an object: a Damask design' }])
  const doc = upgradeTo(current, steps, json)
  return doc.ok ? read(doc.value) : doc
}

/** Why no document can hold the record, as `comment is longer than 1048576 characters`; undefined where it can. */
export const recordProblem = (record: DesignRecord): string | undefined => {
  const found = (r: DesignRecord): Problem | undefined => scanJson(r) ?? recordProblems(r.id, r)[0]
  // As it will be written: a member that is there but undefined is none.
  const p = found(record) && found(JSON.parse(JSON.stringify(record)) as DesignRecord)
  return p && `${pathText(p.path)} ${p.message}`
}

/** A value from JSON as a design of its own: checked record by record, older formats brought up to date. */
export const parseDesign = (json: unknown): Read => parseWith(upgrades, currentFormat, readCurrent, json)

export type { DesignError } from './schema-errors.ts'
export { recordKinds } from './schema-records.ts'
export { limits } from './schema-scan.ts'
