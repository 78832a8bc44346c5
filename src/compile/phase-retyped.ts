import type { Id } from '../base/index.ts'
import { name, type Obj, sql } from '../catalog/index.ts'
import { defaultName } from './default-names.ts'
import { patternWords, switchOff } from './issue.ts'
import { label } from './label.ts'
import type { World } from './world.ts'

const leftOut = (w: World, o: Obj, column: Obj<'column'>, use: Id<'use'>, does: string): void => {
  const computed = o.kind === 'column'
  const word = computed ? 'generated column' : label(o.kind)
  const off = switchOff(use)
  const called = o.name === '' ? defaultName(o, w) : o.name
  const gone = { label: `Delete the ${word}`, changes: [{ id: o.id, to: null }] }
  if (computed) {
    const { generated: _g, ...rest } = o
    w.put(rest)
  } else w.remove(o.id)
  w.issues.push({
    code: 'column/needed-as-drawn',
    severity: 'error',
    use,
    objects: [o.id, column.id, column.table],
    message: sql`The ${word}${called ? sql` "${called}"` : ''} does with ${name(column.table)}.${name(column.id)} ${does}. ${computed ? 'It is not computed' : 'It is left out'} until it does not, or ${patternWords(use)} is off.`,
    waysOut: o.kind === 'check' ? [gone, off] : computed ? [off] : [off, gone],
  })
}

const parts = ['check', 'index', 'exclusion', 'policy', 'trigger', 'column'] as const

/**
 * Where a pattern made another type of a column, what was drawn over it may no longer apply: it is left out, and said.
 * Seen once the type is there and before others build on what was drawn.
 */
export const sealRetyped = (w: World): void => {
  for (const [id, { use, unfit }] of w.retyped) {
    const column = unfit && w.get('column', id)
    if (!column) continue
    const near = parts.flatMap((kind): readonly Obj[] => w.of(kind, column.table))
    for (const o of [...near, ...w.all('view'), ...w.all('matview')])
      if (!o.why && unfit.is(o)) leftOut(w, o, column, use, unfit.does)
  }
}
