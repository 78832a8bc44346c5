import { type DataType, type Element, isUserType, name, sql } from '../catalog/index.ts'
import type { World } from './world.ts'

const isCitext = (w: World, t: DataType | undefined): boolean => {
  if (!t || !isUserType(t)) return t?.base === 'citext' && !t.dims
  return !t.dims && isCitext(w, w.get('domain', t.type)?.type)
}

/** GiST has no equality of citext: two are equal where their lower cases are. */
export const equated = (w: World, e: Element): Element =>
  e.column && isCitext(w, w.get('column', e.column)?.type) ? { expr: sql`lower(${name(e.column)}::text)` } : e

/** What two elements over the same have in common. */
export const shape = (e: Element): string => JSON.stringify([e.column, e.expr?.text, e.expr?.refs])
