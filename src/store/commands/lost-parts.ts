import { mentions, type Obj, type Part, partsOf } from '../../catalog/index.ts'
import type { DesignRecord } from '../../design/index.ts'
import { type Context, label, refuse } from './context.ts'
import { isObject } from './transplant.ts'

const parts = (r: DesignRecord): readonly Part[] => (isObject(r) ? partsOf(r as Obj) : [])

/** What refuses a change that takes a part away, such as an enum's label, which something else that was drawn mentions. */
export const lostPart = (x: Context, old: DesignRecord, next: DesignRecord) => {
  const kept = new Set(parts(next).map((p) => p.id))
  const lost = parts(old).filter((p) => !kept.has(p.id))
  if (lost.length === 0) return undefined
  for (const r of x.design.records.values()) {
    const named = r.id !== old.id && isObject(r) ? mentions(r as Obj) : []
    const part = lost.find((p) => named.includes(p.id))
    if (part) return refuse(`${label(x, r.id)} still uses “${part.name}”. Change that first.`, r.id)
  }
  return undefined
}
