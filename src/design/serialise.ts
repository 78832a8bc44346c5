import { compareIds } from '../base/index.ts'
import { recordKinds, recordSchemas } from './schema-records.ts'
import type { Design, DesignRecord, RecordKind } from './types.ts'

/** Where a saved file says its shape is described, relative to the page that saved it. */
export const schemaReference = 'design.schema.json'

const width = 100
/** Members that come first in an object that is part of a record; the others follow by name. */
const first = ['id', 'name', 'column', 'expr', 'type', 'base', 'text', 'refs']

const rankOf = (key: string): number => {
  const i = first.indexOf(key)
  return i < 0 ? first.length : i
}
const byMember = (a: string, b: string): number => rankOf(a) - rankOf(b) || (a < b ? -1 : a > b ? 1 : 0)

type Members = readonly (readonly [string, unknown])[]

const membersOf = (value: object): Members =>
  Object.entries(value)
    .filter(([, v]) => v !== undefined)
    .sort(([a], [b]) => byMember(a, b))

const inline = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = membersOf(value).map(([k, v]) => `${JSON.stringify(k)}: ${inline(v)}`)
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`
}

const block = (open: string, lines: readonly string[], close: string, indent: string): string =>
  lines.length === 0
    ? open + close
    : `${open}\n${lines.map((l) => `${indent}  ${l}`).join(',\n')}\n${indent}${close}`

/** On one line where it fits, else a line for each member. */
const layOut = (value: unknown, indent: string, used: number): string => {
  const line = inline(value)
  if (typeof value !== 'object' || value === null || used + line.length <= width) return line
  const inner = `${indent}  `
  if (Array.isArray(value))
    return block(
      '[',
      value.map((v) => layOut(v, inner, inner.length)),
      ']',
      indent,
    )
  return object(membersOf(value), indent)
}

const object = (members: Members, indent: string): string => {
  const lines = members.map(([k, v]) => {
    const key = `${JSON.stringify(k)}: `
    return key + layOut(v, `${indent}  `, indent.length + 2 + key.length)
  })
  return block('{', lines, '}', indent)
}

const memberNames: ReadonlyMap<RecordKind, readonly string[]> = new Map(
  recordKinds.map((k) => [k, Object.keys(recordSchemas[k].shape)]),
)

const recordMembers = (record: DesignRecord): Members =>
  (memberNames.get(record.kind) ?? []).flatMap((key) => {
    const value = (record as unknown as Readonly<Record<string, unknown>>)[key]
    return value === undefined ? [] : [[key, value] as const]
  })

/** By kind, then by id. Sorted kind by kind: the records of one are mostly in order already. */
const inOrder = (design: Design): readonly DesignRecord[] => {
  const byKind = new Map<RecordKind, DesignRecord[]>(recordKinds.map((k) => [k, []]))
  for (const r of design.records.values()) byKind.get(r.kind)?.push(r)
  return [...byKind.values()].flatMap((records) => records.sort((a, b) => compareIds(a.id, b.id)))
}

/**
 * The text of a design file: the same design gives the same bytes whatever the order of its records. A
 * member stands on a line of its own, so that a rename changes one line.
 */
export const serialise = (design: Design): string => {
  const lines = inOrder(design).map((r) => `${JSON.stringify(r.id)}: ${object(recordMembers(r), '    ')}`)
  const head = [
    `"$schema": ${JSON.stringify(schemaReference)}`,
    `"format": ${design.format}`,
    `"id": ${JSON.stringify(design.id)}`,
    `"authors": ${layOut(design.authors, '  ', 13)}`,
  ]
  return `${block('{', [...head, `"records": ${block('{', lines, '}', '  ')}`], '}', '')}\n`
}
