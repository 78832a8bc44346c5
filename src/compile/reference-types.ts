import { isDrawn } from '../base/index.ts'
import { type DataType, isUserType, name, type Obj, sql } from '../catalog/index.ts'
import { mayReference } from './comparable.ts'
import { type Redraw, redraw, withType } from './redraws.ts'
import { ridOf } from './rid.ts'
import type { World } from './world.ts'

/** A column of one drawn reference alone can become what it references. */
const retyping = (w: World, fk: Obj<'fk'>, a: Obj<'column'>, type: DataType): readonly Redraw[] => {
  const others = [...w.of('fk', fk.table), ...w.referencesTo(fk.table)].some(
    (o) => o.id !== fk.id && (o.columns.includes(a.id) || o.refColumns.includes(a.id)),
  )
  const known = !isUserType(type) || isDrawn(type.type)
  if (fk.why || a.why || a.generated || others || !known) return []
  return [redraw('column', a.id, 'Give it the type of what it references', (c) => withType(c, type))]
}

/** A reference between columns that PostgreSQL cannot compare is left out, before others build on it. */
export const checkReferenceTypes = (w: World): void => {
  for (const fk of w.all('fk')) {
    const pairs = fk.columns.map(
      (c, i) => [w.get('column', c), w.get('column', fk.refColumns[i] ?? c)] as const,
    )
    const [a, b] = pairs.find(([x, y]) => x && y && !mayReference(w, x.type, y.type)) ?? []
    if (!a || !b) continue
    w.remove(fk.id)
    w.issues.push({
      code: 'fk/type',
      severity: 'error',
      objects: [fk.id, a.id, fk.table],
      message: sql`${name(fk.table)}.${name(a.id)} and ${name(fk.references)}.${name(b.id)} have types that can't be compared. The reference is left out until both have the same type.`,
      ...ridOf(fk, ...retyping(w, fk, a, b.type)),
    })
  }
}
