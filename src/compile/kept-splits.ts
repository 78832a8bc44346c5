import type { Id } from '../base/index.ts'
import type { Obj } from '../catalog/index.ts'
import type { World } from './world.ts'

type Column = Id<'column'>

const narrow = (w: World, [id, column, ref]: readonly Id[]): void => {
  const o = id === undefined ? undefined : w.objects.get(id)
  const stays = (c: Id | undefined): boolean => c !== column
  if (o?.kind === 'key') w.put({ ...o, columns: o.columns.filter(stays) })
  else if (o?.kind === 'index') w.put({ ...o, elements: o.elements.filter((e) => stays(e.column)) })
  else if (o?.kind === 'fk' && o.columns.some((c, i) => c === column && o.refColumns[i] === ref)) {
    const { setColumns } = o
    w.put({
      ...o,
      columns: o.columns.filter(stays),
      refColumns: o.refColumns.filter((c) => c !== ref),
      ...(setColumns ? { setColumns: setColumns.filter(stays) } : {}),
    })
  }
}

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
    ...(clears(fk.onDelete) && fk.setColumns ? { setColumns: [...fk.setColumns, ...carried] } : {}),
  })
}

const widen = (w: World, [id, own, ref]: readonly Id[]): void => {
  const o = id === undefined ? undefined : w.objects.get(id)
  const column = own && w.get('column', own)?.id
  if (!o || !column) return
  if (o.kind === 'key' && !o.columns.some((c) => c === column))
    w.put({ ...o, columns: [...o.columns, column as Column] })
  else if (o.kind === 'index' && o.elements.every((e) => e.column !== column))
    w.put({ ...o, elements: [...o.elements, { column: column as Column }] })
  else if (o.kind === 'fk' && ref && w.get('column', ref) && !o.refColumns.some((c) => c === ref))
    carrying(w, o, [[column as Column, ref as Column]])
}

/** Phases before the split see what an ejected pattern partitioned as they did while it was on. */
export const hideSplits = (w: World): void => {
  for (const [id, { wide }] of w.keptSplits) {
    const t = w.get('table', id)
    if (!t?.partitionBy) {
      w.keptSplits.delete(id)
      continue
    }
    const { partitionBy: by, ...rest } = t
    w.put(rest)
    for (const one of wide) narrow(w, one)
    const columns = wide.flatMap(([, column, ref]) => (ref && column && w.get('column', column)) || [])
    for (const c of columns) w.remove(c.id)
    w.keptSplits.set(id, { by, wide, carrying: columns })
  }
}

/** They are partitioned again, and so is what goes with them. */
export const showSplits = (w: World): void => {
  for (const [id, { by, wide, carrying: columns }] of w.keptSplits) {
    const t = w.get('table', id)
    if (t && by) w.put({ ...t, partitionBy: by })
    for (const c of columns) if (w.get('table', c.table)) w.put(c)
    for (const one of wide) widen(w, one)
  }
}
