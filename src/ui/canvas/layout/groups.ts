import type { Id, Move } from '../../../store/index.ts'
import { grid, holds } from '../geometry.ts'
import type { Item, Point, Rect, Size } from '../model/views.ts'
import type { Model } from '../model.ts'

export interface Node extends Size {
  readonly id: Id
}
export interface Link {
  readonly from: Id
  readonly to: Id
}
/** Places boxes that lie in nothing; where their common corner lies does not matter. */
export type Flat = (nodes: readonly Node[], links: readonly Link[]) => Promise<ReadonlyMap<Id, Point>>

/** Around what stands in an area; above it there is the area's name. */
const pad = 24
const padTop = 48

const snap = (v: number): number => Math.round(v / grid) * grid
const up = (v: number): number => Math.ceil(v / grid) * grid

const size = (i: Item): number => i.rect.width * i.rect.height

/** The smallest area that holds each; of two that hold each other, the one that comes later lies in the other. */
const areasAbout = (items: readonly Item[]): ReadonlyMap<Id, Item> => {
  const areas = items.filter((i) => i.view.kind === 'area').sort((a, b) => size(b) - size(a))
  return new Map(
    items.flatMap((i) => {
      const among = i.view.kind === 'area' ? areas.slice(0, areas.indexOf(i)) : areas
      const area = among.findLast((a) => holds(a.rect, i.rect))
      return area ? [[i.id, area] as const] : []
    }),
  )
}

const corner = (all: readonly Point[]): Point => ({
  x: Math.min(...all.map((p) => p.x)),
  y: Math.min(...all.map((p) => p.y)),
})

interface Group extends Size {
  /** Counted from the group's corner: what is in it, and what is in that. */
  readonly at: ReadonlyMap<Id, Rect>
}

/**
 * Lays out the chosen nodes, or all: what stands in an area stays in it. The areas among them are laid out from within
 * and then as boxes among the rest; one that is not among them stays where it is and grows with what is in it.
 */
export const layOut = async (model: Model, flat: Flat, chosen?: readonly Id[]): Promise<readonly Move[]> => {
  const about = areasAbout(model.items)
  const asked = new Set(chosen ?? model.items.map((i) => i.id))
  const goes = (id: Id): boolean => {
    const area = about.get(id)
    return asked.has(id) || (area?.view.kind === 'area' && goes(area.id))
  }
  const items = model.items.filter((i) => goes(i.id))
  const inside = (area: Id | undefined) => items.filter((i) => about.get(i.id)?.id === area)
  const links = [
    ...model.edges.map((e) => ({ from: e.parent, to: e.child })),
    ...model.ties.map((t) => ({ from: t.parent, to: t.companion })),
  ]

  /** The one of the group that an end of a line is, or is in. */
  const within = (id: Id, area: Id | undefined): Id | undefined => {
    const next = about.get(id)?.id
    return next === area ? id : next === undefined ? undefined : within(next, area)
  }

  const group = async (area: Id | undefined): Promise<Group> => {
    const members = inside(area)
    const parts = new Map<Id, Group>()
    for (const m of members)
      if (m.view.kind === 'area' && inside(m.id).length > 0) parts.set(m.id, framed(await group(m.id)))
    const nodes = members.map(({ id, rect }) => {
      const { width, height } = parts.get(id) ?? rect
      return { id, width, height }
    })
    const known = new Set(nodes.map((n) => n.id))
    const lines = new Map<string, Link>()
    for (const l of links) {
      const [from, to] = [within(l.from, area), within(l.to, area)]
      if (from && to && from !== to && known.has(from) && known.has(to))
        lines.set(`${from} ${to}`, { from, to })
    }
    const spots = await flat(nodes, [...lines.values()])
    const least = corner([...spots.values()])
    const at = new Map<Id, Rect>()
    for (const n of nodes) {
      const p = spots.get(n.id) ?? least
      const [x, y] = [snap(p.x - least.x), snap(p.y - least.y)]
      at.set(n.id, { x, y, width: n.width, height: n.height })
      for (const [id, r] of parts.get(n.id)?.at ?? []) at.set(id, { ...r, x: x + r.x, y: y + r.y })
    }
    const own = members.flatMap((m) => at.get(m.id) ?? [])
    return {
      at,
      width: Math.max(...own.map((r) => r.x + r.width)),
      height: Math.max(...own.map((r) => r.y + r.height)),
    }
  }

  const moves: Move[] = []
  const areas = new Set(model.items.flatMap((i) => (i.view.kind === 'area' ? [i.id] : [])))
  for (const root of [undefined, ...[...areas].filter((a) => !goes(a))]) {
    const members = inside(root)
    if (members.length < 2 && !members.some((m) => areas.has(m.id))) continue
    const { at, width, height } = await group(root)
    const from = corner(members.map((m) => m.rect))
    for (const [of, r] of at) {
      const sized = areas.has(of) ? { size: { width: r.width, height: r.height } } : {}
      moves.push({ of, x: snap(from.x + r.x), y: snap(from.y + r.y), ...sized })
    }
    const area = root && model.byId.get(root)?.rect
    if (!area) continue
    const right = snap(from.x) + width + pad
    const bottom = snap(from.y) + height + pad
    moves.push({
      of: root,
      x: area.x,
      y: area.y,
      size: {
        width: Math.max(area.width, right - area.x),
        height: Math.max(area.height, bottom - area.y),
      },
    })
  }
  return moves
}

/** A group with its area's margin around it. */
const framed = (g: Group): Group => ({
  at: new Map([...g.at].map(([id, r]) => [id, { ...r, x: r.x + pad, y: r.y + padTop }])),
  width: up(g.width + pad * 2),
  height: up(g.height + padTop + pad),
})
