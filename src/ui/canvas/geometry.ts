import type { BoxView, Rect, RowView, Size, TableView } from './model/views.ts'

/** Heights in pixels at 100 %. Fixed, so that nothing has to be measured: styles.css repeats them. */
export const headerHeight = 32
export const rowHeight = 24
export const footHeight = 24
export const padBottom = 4
export const grid = 8

/** Whether one lies wholly in the other. */
export const holds = (outer: Rect, inner: Rect): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height

const nameWidth = 6.7
const typeWidth = 6.7
/** Titles are semibold: wide enough for the widest of the systems' own fonts. */
const titleWidth = 8.2
const wide = (s: string): number => {
  let n = 0
  for (const c of s) n += (c.codePointAt(0) ?? 0) > 0x2e80 ? 1.8 : 1
  return n
}
const fit = (width: number): number => Math.min(368, Math.max(192, Math.ceil(width / 16) * 16))

const rowWidth = (r: RowView): number =>
  52 + wide(r.name) * nameWidth + 16 + wide(r.type) * typeWidth + (r.added ? 18 : 0) + (r.unique ? 16 : 0)

/** A table's size, from its content alone. */
export const tableSize = (
  t: Pick<TableView, 'name' | 'schema' | 'rows' | 'hidden' | 'foldable' | 'badges'>,
): Size => {
  const header = 44 + wide(t.name) * titleWidth + wide(t.schema ?? '') * 6.5 + t.badges.length * 20
  const foot = t.foldable ? footHeight : 0
  return {
    width: fit(Math.max(header, ...t.rows.map(rowWidth))),
    height: headerHeight + t.rows.length * rowHeight + foot + padBottom,
  }
}

export const boxSize = (b: Pick<BoxView, 'name' | 'schema' | 'lines' | 'hidden'>): Size => {
  const longest = Math.max(
    48 + wide(b.name) * titleWidth + wide(b.schema ?? '') * 6.5,
    ...b.lines.map((l) => 28 + wide(l) * typeWidth),
  )
  const lines = b.lines.length + (b.hidden > 0 ? 1 : 0)
  return {
    width: Math.min(320, Math.max(144, Math.ceil(longest / 16) * 16)),
    height: headerHeight + lines * 20 + padBottom * 2,
  }
}

/** Offset of the top of row `i` from the top of its table. */
export const rowTop = (i: number): number => headerHeight + i * rowHeight
export const rowMiddle = (i: number): number => rowTop(i) + rowHeight / 2

/** Where a line leaves for a column: the middle of its row, or of the header when it is not shown. */
export const anchorOf = (t: TableView, column: string | undefined): number => {
  const i = t.rows.findIndex((r) => r.id === column)
  return i < 0 ? headerHeight / 2 : rowMiddle(i)
}
