import { isDrawn } from '../base/index.ts'
import { isUserType, name, type Obj, sql } from '../catalog/index.ts'
import { change, recordOf } from '../design/index.ts'
import { mayReference } from './comparable.ts'
import { type Redraw, withType } from './redraws.ts'
import { ridOf } from './rid.ts'
import type { World } from './world.ts'

type Pair = readonly [Obj<'column'>, Obj<'column'>]

/** A column of one drawn reference alone can become what it references. */
const retypable = (w: World, fk: Obj<'fk'>, [a, { type }]: Pair): boolean => {
  const others = [...w.of('fk', fk.table), ...w.referencesTo(fk.table)].some(
    (o) => o.id !== fk.id && (o.columns.includes(a.id) || o.refColumns.includes(a.id)),
  )
  const known = !isUserType(type) || isDrawn(type.type)
  return !fk.why && !a.why && !a.generated && !fk.refColumns.includes(a.id) && !others && known
}

const retyping =
  (pairs: readonly Pair[]): Redraw =>
  (design) => [
    {
      label: 'Give it the type of what it references',
      changes: pairs.flatMap(([a, { type }]) => {
        const drawn = recordOf(design, 'column', a.id)
        return drawn ? [change(withType(drawn, type))] : []
      }),
    },
  ]

/** A reference between columns that PostgreSQL cannot compare is left out, before others build on it. */
export const checkReferenceTypes = (w: World): void => {
  for (const fk of w.all('fk')) {
    const odd = fk.columns.flatMap((c, i): readonly Pair[] => {
      const [a, b] = [w.get('column', c), w.get('column', fk.refColumns[i] ?? c)]
      return a && b && !mayReference(w, a.type, b.type) ? [[a, b]] : []
    })
    const [first] = odd
    if (!first) continue
    const [a, b] = first
    w.remove(fk.id)
    w.issues.push({
      code: 'fk/type',
      severity: 'error',
      objects: [fk.id, a.id, fk.table],
      message: sql`${name(fk.table)}.${name(a.id)} and ${name(fk.references)}.${name(b.id)} have types that can't be compared. The reference is left out until both have the same type.`,
      ...ridOf(fk, ...(odd.every((p) => retypable(w, fk, p)) ? [retyping(odd)] : [])),
    })
  }
}
