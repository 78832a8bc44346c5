export interface State {
  readonly id: string
  readonly name: string
}
export interface Transition {
  readonly from: string
  readonly to: string
}
export interface Machine {
  readonly states: readonly State[]
  readonly transitions: readonly Transition[]
  readonly initial: string
  readonly terminal: readonly string[]
}
export interface Spot {
  readonly state: State
  readonly x: number
  readonly y: number
  readonly width: number
}
export interface Arrow {
  readonly key: string
  readonly path: string
}
export interface Picture {
  readonly spots: readonly Spot[]
  readonly arrows: readonly Arrow[]
  readonly height: number
}

const rowHeight = 54
export const boxHeight = 24
const gap = 14

/** How many transitions each state is away from the start; what cannot be reached comes after everything else. */
export const depths = (m: Machine): ReadonlyMap<string, number> => {
  const depth = new Map<string, number>([[m.initial, 0]])
  const queue = [m.initial]
  for (let from = queue.shift(); from !== undefined; from = queue.shift()) {
    for (const t of m.transitions) {
      if (t.from !== from || depth.has(t.to)) continue
      depth.set(t.to, (depth.get(from) ?? 0) + 1)
      queue.push(t.to)
    }
  }
  const after = Math.max(...depth.values()) + 1
  for (const s of m.states) if (!depth.has(s.id)) depth.set(s.id, after)
  return depth
}

const boxWidth = (s: State): number => Math.min(120, 20 + s.name.length * 7)

const place = (m: Machine, width: number): readonly Spot[] => {
  const depth = depths(m)
  const rows = new Map<number, State[]>()
  for (const s of m.states) {
    const row = depth.get(s.id) ?? 0
    rows.set(row, [...(rows.get(row) ?? []), s])
  }
  return [...rows].flatMap(([row, states]) => {
    const total = states.reduce((sum, s) => sum + boxWidth(s) + gap, -gap)
    let x = Math.max(20, (width - total) / 2)
    return states.map((state) => {
      const spot = { state, x, y: 8 + row * rowHeight, width: boxWidth(state) }
      x += spot.width + gap
      return spot
    })
  })
}

const forward = (a: Spot, b: Spot): string => {
  const [x1, y1, x2, y2] = [a.x + a.width / 2, a.y + boxHeight, b.x + b.width / 2, b.y]
  const bend = Math.max(14, (y2 - y1) / 2)
  return `M${x1} ${y1}C${x1} ${y1 + bend} ${x2} ${y2 - bend} ${x2} ${y2}`
}

const sideways = (a: Spot, b: Spot, width: number): string => {
  const right = a.x + a.width / 2 + b.x + b.width / 2 > width
  const [x1, x2] = right ? [a.x + a.width, b.x + b.width] : [a.x, b.x]
  const out = right ? Math.min(width - 4, Math.max(x1, x2) + 28) : Math.max(4, Math.min(x1, x2) - 28)
  return `M${x1} ${a.y + 14}C${out} ${a.y + 14} ${out} ${b.y + 10} ${x2} ${b.y + 10}`
}

const level = (a: Spot, b: Spot): string => {
  const right = b.x > a.x
  const [x1, x2] = right ? [a.x + a.width, b.x] : [a.x, b.x + b.width]
  const y = a.y + (right ? 9 : 15)
  const near = Math.abs(x2 - x1) <= gap + 1
  return near ? `M${x1} ${y}L${x2} ${y}` : `M${x1} ${y}C${x1} ${y + 34} ${x2} ${y + 34} ${x2} ${y}`
}

const route = (a: Spot, b: Spot, width: number): string =>
  b.y > a.y ? forward(a, b) : b.y === a.y ? level(a, b) : sideways(a, b, width)

/** A small picture of the machine: a row a step from the start, arrows down, and back along the sides. */
export const draw = (m: Machine, width: number): Picture => {
  const spots = place(m, width)
  const at = new Map(spots.map((s) => [s.state.id, s]))
  const arrows = m.transitions.flatMap((t): readonly Arrow[] => {
    const a = at.get(t.from)
    const b = at.get(t.to)
    if (!a || !b) return []
    return [{ key: `${t.from} ${t.to}`, path: route(a, b, width) }]
  })
  return { spots, arrows, height: Math.max(...spots.map((s) => s.y), 0) + boxHeight + 10 }
}
