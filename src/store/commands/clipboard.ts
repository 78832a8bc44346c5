import type { Id } from '../../base/index.ts'
import { type Change, type Design, type DesignRecord, serialise, settingsOf } from '../../design/index.ts'
import { readDesign } from '../../formats/json/index.ts'
import type { Attempt } from '../types.ts'
import { type Context, done, each, refuse } from './context.ts'
import { listed } from './rename.ts'
import { closure, transplant } from './transplant.ts'

/** What is selected after a copy: tables, columns, views, areas, notes; not their parts. */
const selected = (changes: readonly Change[]): readonly Id[] => {
  const kinds: ReadonlySet<string> = new Set([
    'table',
    'view',
    'matview',
    'area',
    'note',
    'enum',
    'domain',
    'routine',
  ])
  const top = changes.filter((c) => c.to && kinds.has(c.to.kind)).map((c) => c.id)
  return top.length > 0 ? top : changes.map((c) => c.id)
}

export const duplicate = (x: Context, ids: readonly Id[]): Attempt => {
  const records = closure(x.design, ids)
  if (records.size === 0)
    return refuse('Select something drawn to duplicate. What a switch made follows its table.', ...ids)
  const { changes } = transplant(x, records, { dx: 40, dy: 40 })
  return done(ids.length === 1 ? 'Duplicate' : `Duplicate ${ids.length} objects`, changes, {
    select: selected(changes),
  })
}

/** The types that the records use come along, so that the copy can be pasted into another design. */
const withTypes = (design: Design, records: ReadonlyMap<Id, DesignRecord>): ReadonlyMap<Id, DesignRecord> => {
  const out = new Map(records)
  const add = (r: DesignRecord): void => {
    if ((r.kind !== 'column' && r.kind !== 'domain') || !('type' in r.type)) return
    const type = design.records.get(r.type.type)
    if (!type || out.has(type.id)) return
    out.set(type.id, type)
    add(type)
  }
  for (const r of records.values()) add(r)
  return out
}

/** The selection as the text of a small design file; '' where nothing of it can be copied. */
export const copy = (x: Context, ids: readonly Id[]): string => {
  const taken = withTypes(x.design, closure(x.design, ids))
  if (taken.size === 0) return ''
  const frame: DesignRecord[] = [settingsOf(x.design), ...each(x.design, 'schema')]
  const records = new Map<Id, DesignRecord>([...frame.map((r) => [r.id, r] as const), ...taken])
  return serialise({ ...x.design, records })
}

/** Schemas of the fragment by name in this design; one that is missing becomes the default schema. */
const schemasHere = (x: Context, fragment: Design): ReadonlyMap<Id, Id> => {
  const byName = new Map([...each(x.design, 'schema')].map((s) => [s.name, s.id]))
  const out = new Map<Id, Id>()
  for (const s of each(fragment, 'schema')) out.set(s.id, byName.get(s.name) ?? settingsOf(x.design).schema)
  return out
}

/** Types of the same name and labels are taken from the design instead of coming again. */
const typesHere = (x: Context, fragment: Design): ReadonlyMap<Id, Id> => {
  const out = new Map<Id, Id>()
  for (const r of fragment.records.values()) {
    if (r.kind !== 'enum' && r.kind !== 'domain') continue
    const own = x.design.records.get(r.id)
    if (own?.kind === r.kind) out.set(r.id, r.id)
    else if (r.kind === 'enum') {
      const labels = (e: { readonly labels: readonly { readonly name: string }[] }) =>
        JSON.stringify(e.labels.map((l) => l.name))
      const same = [...each(x.design, 'enum')].find((e) => e.name === r.name && labels(e) === labels(r))
      if (same) out.set(r.id, same.id)
    }
  }
  return out
}

const corner = (records: Iterable<DesignRecord>): { readonly x: number; readonly y: number } | undefined => {
  const at = [...records].filter((r) => r.kind === 'place' || r.kind === 'area' || r.kind === 'note')
  return at.length === 0
    ? undefined
    : { x: Math.min(...at.map((r) => r.x)), y: Math.min(...at.map((r) => r.y)) }
}

const replaced = (r: DesignRecord, ids: ReadonlyMap<Id, Id>): DesignRecord => {
  let text = JSON.stringify(r)
  for (const [from, to] of ids)
    if (from !== to) text = text.replaceAll(JSON.stringify(from), JSON.stringify(to))
  return JSON.parse(text) as DesignRecord
}

/** Puts copied records into this design with their corner at `at`. */
export const paste = (x: Context, text: string, at: { readonly x: number; readonly y: number }): Attempt => {
  const read = text.trimStart().startsWith('{') ? readDesign(text) : undefined
  if (!read?.ok) return refuse('The clipboard holds nothing that Damask copied. Copy tables first.')
  const fragment = read.value
  const known = new Map([...schemasHere(x, fragment), ...typesHere(x, fragment)])
  const own = new Map<Id, DesignRecord>()
  for (const [id, r] of fragment.records)
    if (r.kind !== 'settings' && r.kind !== 'schema' && r.kind !== 'trait' && !known.has(id))
      own.set(id, replaced(r, known))
  if (own.size === 0) return refuse('The clipboard holds no tables or notes.')
  const from = corner(own.values()) ?? at
  const { changes, left } = transplant(x, own, {
    dx: Math.round(at.x - from.x),
    dy: Math.round(at.y - from.y),
  })
  const here = changes.flatMap((c) => c.to ?? [])
  return changes.length === 0
    ? refuse('Nothing of the clipboard fits into this design.')
    : done('Paste', changes, {
        select: selected(changes),
        ...(left.length > 0
          ? { tells: `Left out, since it mentions what is not here: ${listed(x, left, here)}.` }
          : {}),
      })
}
