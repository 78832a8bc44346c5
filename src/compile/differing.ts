import { equal, type Id, sameBut } from '../base/index.ts'
import type { Design } from '../design/index.ts'
import { drawnObject } from './load.ts'

const docKinds: ReadonlySet<string> = new Set(['place', 'area', 'note', 'query', 'decision'])
const isDoc = (kind: string, tellsUses: boolean): boolean =>
  docKinds.has(kind) && !(tellsUses && kind === 'decision')

/** What changed, if only names of objects and records that compile does not read did; else undefined. */
export const renamesOnly = (before: Design, after: Design, tellsUses: boolean): readonly Id[] | undefined => {
  const renamed: Id[] = []
  let shared = 0
  for (const [id, r] of after.records) {
    const old = before.records.get(id)
    if (old) shared++
    if (old === r) continue
    if (isDoc(r.kind, tellsUses)) continue
    if (!old || !sameBut(old, r, 'name')) return undefined
    if (drawnObject(r)) {
      // Named and unnamed differ in more than the name: unnamed takes a template.
      if (r.kind === 'extension' || ('name' in r && r.name === '') || ('name' in old && old.name === ''))
        return undefined
      renamed.push(id)
    }
  }
  if (shared < before.records.size) {
    for (const [id, r] of before.records)
      if (!isDoc(r.kind, tellsUses) && !after.records.has(id)) return undefined
  }
  return renamed
}

/** Whether two designs say the same, record by record. */
export const sameRecords = (a: Design, b: Design): boolean => {
  if (a.records.size !== b.records.size) return false
  for (const [id, r] of a.records) if (!equal(r, b.records.get(id))) return false
  return true
}
