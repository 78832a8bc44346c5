import { compareIds, type Id } from '../base/index.ts'
import { kinds, partsOf } from '../catalog/index.ts'
import type {
  Change,
  Design,
  DesignRecord,
  DrawnObject,
  RecordKind,
  RecordOf,
  SettingsRecord,
} from './types.ts'

/** Applies changes and returns the new design with the changes that undo them, in reverse order. */
export const applyChanges = (
  design: Design,
  changes: readonly Change[],
): { readonly design: Design; readonly undo: readonly Change[] } => {
  const records = new Map(design.records)
  const undo: Change[] = []
  for (const c of changes) {
    undo.unshift({ id: c.id, to: records.get(c.id) ?? null })
    if (c.to) records.set(c.id, c.to)
    else records.delete(c.id)
  }
  return { design: { ...design, records }, undo }
}

export const recordsOf = <K extends RecordKind>(design: Design, kind: K): readonly RecordOf<K>[] => {
  const out: RecordOf<K>[] = []
  for (const r of design.records.values()) if (r.kind === kind) out.push(r as RecordOf<K>)
  return out.sort((a, b) => compareIds(a.id, b.id))
}

export const recordOf = <K extends RecordKind>(design: Design, kind: K, id: Id): RecordOf<K> | undefined => {
  const r = design.records.get(id)
  return r?.kind === kind ? (r as RecordOf<K>) : undefined
}

/** The design's settings. Every reader of a document has checked that there are some. */
export const settingsOf = (design: Design): SettingsRecord => {
  for (const r of design.records.values()) if (r.kind === 'settings') return r
  throw new Error('a design without settings')
}

const objectKinds: ReadonlySet<string> = new Set(kinds)
const isObject = (r: DesignRecord): r is DrawnObject => objectKinds.has(r.kind)

/** The ids that a record brings: its own, and those of its labels, parameters, columns or checks. */
export const ownIds = (record: DesignRecord): readonly Id[] =>
  isObject(record) ? [record.id, ...partsOf(record).map((p) => p.id)] : [record.id]

export const change = (record: DesignRecord): Change => ({ id: record.id, to: record })
export const removal = (id: Id): Change => ({ id, to: null })
