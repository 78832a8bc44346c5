import type { Id } from '../../../store/index.ts'
import type { Mini, MiniEnd, MiniLine, MiniTable } from './mini-model.ts'

export interface MiniBox {
  readonly table: MiniTable
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}
export interface MiniPath {
  readonly line: MiniLine
  readonly path: string
  readonly ends: string
}
export interface MiniPicture {
  readonly boxes: readonly MiniBox[]
  readonly paths: readonly MiniPath[]
  readonly width: number
  readonly height: number
}

/** Heights in pixels, so that nothing has to be measured: library.css repeats them. */
const head = 26
const rowHeight = 18
const pad = 6
const gap = 12
const widest = 240
/** From a table's border to the first upright line, and from one upright line to the next. */
const clear = 16
const lane = 9
const twoFrom = 400
const foot = 9
const round = 5

const heightOf = (t: MiniTable): number => head + (t.rows.length + (t.more > 0 ? 1 : 0)) * rowHeight + pad

/** How many references away from a table that references no other; ties count, rings end where they close. */
const depthOf = (id: Id, lines: readonly MiniLine[], path: ReadonlySet<Id> = new Set()): number => {
  const on = new Set([...path, id])
  const parents = lines.filter((l) => l.from.table === id && !on.has(l.to.table)).map((l) => l.to.table)
  return parents.length === 0 ? 0 : 1 + Math.max(...parents.map((p) => depthOf(p, lines, on)))
}

type Side = 0 | 1

/** Parents on one side, children on the other and theirs on the first again: lines run between two columns and cross no table. */
const sidesOf = ({ tables, lines }: Mini): ReadonlyMap<Id, Side> => {
  const out = new Map<Id, Side>()
  const heights: [number, number] = [0, 0]
  const put = (t: MiniTable, side: Side) => {
    out.set(t.id, side)
    heights[side] += heightOf(t) + gap
  }
  const joined = new Set(
    lines.flatMap((l) => (l.from.table === l.to.table ? [] : [l.from.table, l.to.table])),
  )
  for (const t of tables) if (joined.has(t.id)) put(t, depthOf(t.id, lines) % 2 === 0 ? 0 : 1)
  for (const t of tables) if (!joined.has(t.id)) put(t, heights[0] <= heights[1] ? 0 : 1)
  // The table that the pattern is on stands where it stood before: first.
  const [first] = tables
  const turned = first !== undefined && out.get(first.id) === 1
  return turned ? new Map([...out].map(([id, side]) => [id, side === 0 ? 1 : 0])) : out
}

const endKey = (e: MiniEnd): string => `${e.table} ${e.row ?? ''}`

interface End {
  readonly box: MiniBox
  readonly side: Side
  readonly y: number
}
interface Drawn {
  readonly line: MiniLine
  readonly from: End
  readonly to: End
}

/** Lines to one row share an upright; those that stay on one side keep to it, the shortest next to the tables. */
const lanesOf = (drawn: readonly Drawn[]): ReadonlyMap<string, number> => {
  const groups = new Map<string, readonly Drawn[]>()
  for (const d of drawn) {
    const key = endKey(d.line.to)
    groups.set(key, [...(groups.get(key) ?? []), d])
  }
  const placeOf = (of: readonly Drawn[]): number => {
    const ys = of.flatMap((d) => [d.from.y, d.to.y])
    const span = Math.max(...ys) - Math.min(...ys)
    if (of.every((d) => d.from.side === 0 && d.to.side === 0)) return -1e6 + span
    if (of.every((d) => d.from.side === 1 && d.to.side === 1)) return 1e6 - span
    const [first] = of
    // Falling lines stand the further right the higher they begin, rising ones the further left.
    return first
      ? (first.to.y >= first.from.y ? first.to.y : -first.to.y) * (first.to.side === 0 ? 1 : -1)
      : 0
  }
  const order = [...groups].sort(([, a], [, b]) => placeOf(a) - placeOf(b))
  return new Map(order.map(([key], i) => [key, i]))
}

const n = (v: number): string => String(Math.round(v * 10) / 10)

/** Level, upright, level, with rounded corners. */
const bent = (ax: number, ay: number, x: number, by: number, bx: number): string => {
  if (Math.abs(ay - by) < 1) return `M${n(ax)} ${n(ay)}H${n(bx)}`
  const r = Math.min(round, Math.abs(by - ay) / 2)
  const down = by > ay ? r : -r
  const a = x > ax ? -r : r
  const b = bx > x ? r : -r
  return `M${n(ax)} ${n(ay)}H${n(x + a)}q${n(-a)} 0 ${n(-a)} ${n(down)}V${n(by - down)}q0 ${n(down)} ${n(b)} ${n(down)}H${n(bx)}`
}

const endsOf = (
  line: MiniLine,
  ax: number,
  ay: number,
  aWay: number,
  bx: number,
  by: number,
  bWay: number,
) => {
  if (line.tie) return ''
  const bar = (x: number, y: number) => `M${n(x)} ${n(y - 4)}v8`
  const many = line.single
    ? bar(ax + aWay * 5, ay)
    : `M${n(ax)} ${n(ay - 5)}L${n(ax + aWay * foot)} ${n(ay)}L${n(ax)} ${n(ay + 5)}`
  return many + bar(bx + bWay * 5, by)
}

/** Tables in one or two columns that fit the width, and the lines beside or between them. */
export const layOut = (mini: Mini, width: number): MiniPicture => {
  const two = width >= twoFrom && mini.tables.length > 1
  const sides = sidesOf(mini)
  const targets = new Set(mini.lines.map((l) => endKey(l.to))).size
  const gutter = targets === 0 ? (two ? gap : 0) : clear * 2 + lane * (targets - 1)
  const box = Math.min(widest, Math.floor((width - gutter) / (two ? 2 : 1)))
  const bottoms: [number, number] = [0, 0]
  const boxes = new Map<Id, MiniBox & { readonly side: Side }>()
  for (const table of mini.tables) {
    const side = two ? (sides.get(table.id) ?? 0) : 0
    const [y, height] = [bottoms[side], heightOf(table)]
    boxes.set(table.id, { table, side, x: side * (box + gutter), y, width: box, height })
    bottoms[side] = y + height + gap
  }
  const endOf = (e: MiniEnd): End | undefined => {
    const at = boxes.get(e.table)
    if (!at) return undefined
    const i = at.table.rows.findIndex((r) => r.id === e.row)
    return { box: at, side: at.side, y: at.y + (i < 0 ? head / 2 : head + (i + 0.5) * rowHeight) }
  }
  const drawn = mini.lines.flatMap((line): Drawn[] => {
    const [from, to] = [endOf(line.from), endOf(line.to)]
    return from && to ? [{ line, from, to }] : []
  })
  const lanes = lanesOf(drawn)
  const paths = drawn.map(({ line, from, to }): MiniPath => {
    const x = box + clear + (lanes.get(endKey(line.to)) ?? 0) * lane
    const [ax, bx] = [from, to].map((e) => (e.side === 0 ? e.box.x + box : e.box.x)) as [number, number]
    const [aWay, bWay] = [from.side === 0 ? 1 : -1, to.side === 0 ? 1 : -1]
    return {
      line,
      path: bent(ax, from.y, x, to.y, bx),
      ends: endsOf(line, ax, from.y, aWay, bx, to.y, bWay),
    }
  })
  return {
    boxes: [...boxes.values()],
    paths,
    width: two ? box * 2 + gutter : box + gutter,
    height: Math.max(0, Math.max(...bottoms) - gap),
  }
}
