import type { Id } from '../../base/index.ts'
import { isUserType, type Kind, type Obj } from '../../catalog/index.ts'
import type { Compiled } from '../../compile/index.ts'
import type { DesignRecord, Hue } from '../../design/index.ts'
import type { Sketch } from './sketch.ts'

export interface Size {
  readonly width: number
  readonly height: number
}

const foldAfter = 12

/** The lines of what is drawn as a box: labels, or a domain's type and checks. */
const linesOf = (o: Obj): readonly string[] => {
  if (o.kind === 'enum') return o.labels.map((l) => l.name)
  if (o.kind === 'domain') return ['numeric(12,2)', ...o.checks.map((c) => c.name)]
  return []
}

const boxSize = (o: Obj): Size => {
  const lines = linesOf(o)
  const widest = Math.max(o.name.length * 8.2 + 48, ...lines.map((l) => l.length * 6.7 + 28))
  return {
    width: Math.min(320, Math.max(144, Math.ceil(widest / 16) * 16)),
    height: 40 + lines.length * 20,
  }
}

/** A guess of the space that an object takes on the canvas, in CSS pixels at 100 %. */
export const sizeOf = (compiled: Compiled, o: Obj): Size => {
  if (o.kind !== 'table') return boxSize(o)
  const { catalog } = compiled
  const rows = [...catalog.values()].filter(
    (c): c is Obj<'column'> => c.kind === 'column' && c.table === o.id,
  )
  const typeLength = (c: Obj<'column'>): number =>
    isUserType(c.type)
      ? (catalog.get(c.type.type)?.name.length ?? 8)
      : c.type.base.length + (c.type.mods ? 6 : 0)
  const widest = Math.max(
    o.name.length * 8.2 + 84,
    ...rows.map((c) => (c.name.length + typeLength(c)) * 6.7 + 86),
  )
  const height = 36 + Math.min(rows.length, foldAfter + 1) * 24
  return { width: Math.min(368, Math.max(192, Math.ceil(widest / 16) * 16)), height }
}

export interface Area {
  readonly name: string
  readonly hue: Hue
  /** Names of the tables that it surrounds. */
  readonly around: readonly string[]
}
export interface Plan {
  /** Columns of the canvas from left to right, each from top to bottom, by names. */
  readonly columns: readonly (readonly string[])[]
  readonly areas?: readonly Area[]
  /** A note under the last object of the column of that index. */
  readonly notes?: readonly { readonly column: number; readonly text: string }[]
}

const gapX = 72
const gapY = 40
const note: Size = { width: 248, height: 136 }
const pad = 24
const padTop = 40
const snap = (n: number): number => Math.round(n / 8) * 8

interface Box extends Size {
  readonly x: number
  readonly y: number
}

const around = (boxes: readonly Box[]): Box => {
  const x = Math.min(...boxes.map((b) => b.x)) - pad
  const y = Math.min(...boxes.map((b) => b.y)) - padTop
  return {
    x,
    y,
    width: Math.max(...boxes.map((b) => b.x + b.width)) + pad - x,
    height: Math.max(...boxes.map((b) => b.y + b.height)) + pad - y,
  }
}

const drawn: ReadonlySet<Kind> = new Set(['table', 'view', 'enum', 'domain'])

const byName = (compiled: Compiled, name: string): Obj => {
  for (const o of compiled.catalog.values()) if (drawn.has(o.kind) && o.name === name) return o
  throw new Error(`a template places ${name}, which it does not have`)
}

/** Places everything column by column, so that nothing overlaps. */
export const arrange = (s: Sketch, plan: Plan): Sketch => {
  const { compiled } = s.context()
  const boxes = new Map<string, Box>()
  const records: DesignRecord[] = []
  let x = 0
  plan.columns.forEach((names, c) => {
    let y = 0
    let wide = 0
    for (const name of names) {
      const o = byName(compiled, name)
      const size = sizeOf(compiled, o)
      boxes.set(name, { x, y, ...size })
      records.push({ kind: 'place', id: s.newId<'place'>(), of: o.id as Id, x, y })
      y = snap(y + size.height + gapY)
      wide = Math.max(wide, size.width)
    }
    for (const n of plan.notes ?? []) {
      if (n.column !== c) continue
      records.push({ kind: 'note', id: s.newId<'note'>(), text: n.text, x, y, ...note })
      y = snap(y + note.height + gapY)
      wide = Math.max(wide, note.width)
    }
    x = snap(x + wide + gapX)
  })
  for (const a of plan.areas ?? []) {
    const inside = a.around.map((n) => boxes.get(n) ?? { x: 0, y: 0, width: 0, height: 0 })
    records.push({ kind: 'area', id: s.newId<'area'>(), name: a.name, hue: a.hue, ...around(inside) })
  }
  return s.add(...records)
}
