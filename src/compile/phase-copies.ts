import { name, sql } from '../catalog/index.ts'
import type { World } from './world.ts'

/** Keys tell rows apart within a scope only, so a copy is found within its row's own. */
export const scopeCopies = (w: World): void => {
  for (const [of, all] of w.copies) {
    const source = w.scopes.get(of)
    if (!source) continue
    w.copies.set(
      of,
      all.map((c) => {
        const companion = w.scopes.get(c.table)
        // What an ejected pattern left says it already.
        return companion && c.where.refs.every((r) => r.id !== companion)
          ? { ...c, where: sql`(${c.where}) and ${name(companion)} = source.${name(source)}` }
          : c
      }),
    )
  }
}
