import type { Id } from '../base/index.ts'
import type { Obj } from '../catalog/index.ts'
import type { World } from './world.ts'

type Column = Id<'column'>

const clears = (action: string | undefined): boolean => action === 'set null' || action === 'set default'

/** The reference carries these columns, too: its own and those that they hold. */
export const carrying = (w: World, fk: Obj<'fk'>, pairs: readonly (readonly [Column, Column])[]): void => {
  const carried = pairs.map(([c]) => c)
  // PostgreSQL cascades no update into generated columns: there a parent with children stays where it is.
  const generated = fk.columns.some((c) => w.get('column', c)?.generated)
  w.put({
    ...fk,
    columns: [...fk.columns, ...carried],
    refColumns: [...fk.refColumns, ...pairs.map(([, r]) => r)],
    ...(fk.onUpdate || generated ? {} : { onUpdate: 'cascade' }),
    ...(clears(fk.onDelete) && fk.setColumns
      ? { setColumns: [...new Set([...fk.setColumns, ...carried])] }
      : {}),
  })
}

/** Takes the column away from what partitions widened by it, or puts it at the end. */
const turn = (w: World, [id, its, ref]: readonly Id[], wide: boolean): void => {
  const o = w.objects.get(id as Id)
  const column = w.get('column', its as Id)?.id as Column | undefined
  if (!o || !column) return
  const last = wide ? [column] : []
  const rest = (list: readonly Column[], c: Id | undefined): readonly Column[] => list.filter((x) => x !== c)
  if (o.kind === 'key') w.put({ ...o, columns: [...rest(o.columns, column), ...last] })
  if (o.kind === 'index') {
    const elements = o.elements.filter((e) => e.column !== column)
    w.put({ ...o, elements: [...elements, ...last.map((c) => ({ column: c }))] })
  }
  if (o.kind === 'fk') {
    const pairs = last.map((c) => [c, ref as Column] as const)
    carrying(w, { ...o, columns: rest(o.columns, column), refColumns: rest(o.refColumns, ref) }, pairs)
  }
}

/** Phases before the split see what an ejected pattern partitioned as they did while it was on. */
export const hideSplits = (w: World): void => {
  for (const [id, { wide }] of w.keptSplits) {
    const t = w.get('table', id)
    if (!t?.partitionBy) continue
    const { partitionBy: _by, ...rest } = t
    w.put(rest)
    for (const one of wide) turn(w, one, false)
    const hidden = wide.flatMap(([, column, ref]) => (ref && column && w.get('column', column)) || [])
    for (const c of hidden) w.remove(c.id)
    w.keptSplits.set(id, { wide, hidden: [t, ...hidden] })
  }
}

/** They are partitioned again, and so is what goes with them. */
export const showSplits = (w: World): void => {
  for (const { wide, hidden } of w.keptSplits.values())
    if (hidden) {
      for (const o of hidden) w.put(o)
      for (const one of wide) turn(w, one, true)
    }
}
