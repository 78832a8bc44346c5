import type { AreaRecord, Id, NoteRecord, Obj, OpenDesign, Problem } from '../../store/index.ts'
import { boxSize, rowHeight, tableSize } from './geometry.ts'
import { edgeViews } from './model/edges.ts'
import { type Facts, factsOf } from './model/facts.ts'
import { placeAll, type Spots } from './model/places.ts'
import { areaFor } from './model/room.ts'
import { sameList, share } from './model/share.ts'
import { boxView, tableView } from './model/tables.ts'
import type { BoxView, EdgeView, Item, Size, TableView, Tie } from './model/views.ts'

/** All that is drawn. Parts that did not change since the last model are the same objects. */
export interface Model {
  /** Areas first (they lie below), then notes, then the rest in reading order as of when they came. */
  readonly items: readonly Item[]
  readonly byId: ReadonlyMap<Id, Item>
  readonly edges: readonly EdgeView[]
  readonly ties: readonly Tie[]
  readonly spots: Spots
}

export interface Input {
  readonly open: OpenDesign
  readonly problems: readonly Problem[]
  readonly selection: readonly Id[]
  readonly hideCompanions: boolean
}

export const emptyModel: Model = { items: [], byId: new Map(), edges: [], ties: [], spots: new Map() }

const reading = (a: Item, b: Item): number => {
  const band = Math.floor(a.rect.y / 160) - Math.floor(b.rect.y / 160)
  return band !== 0 ? band : a.rect.x - b.rect.x || (a.id < b.id ? -1 : 1)
}

/** Reading order for what is new, behind what was there: a node that changed its turn would lose the focus. */
const ordered = (items: readonly Item[], before: Model): readonly Item[] => {
  const turn = new Map(before.items.map((i, n) => [i.id, n]))
  const last = before.items.length
  return [...items].sort((a, b) => (turn.get(a.id) ?? last) - (turn.get(b.id) ?? last) || reading(a, b))
}

const drawings = (open: OpenDesign): readonly Item[] => {
  const areas: Item[] = []
  const notes: Item[] = []
  const item = (record: AreaRecord | NoteRecord): Item => ({
    id: record.id,
    view:
      record.kind === 'area'
        ? { kind: 'area', id: record.id, record }
        : { kind: 'note', id: record.id, record },
    rect: { x: record.x, y: record.y, width: record.width, height: record.height },
  })
  for (const r of open.design.records.values()) {
    if (r.kind === 'area') areas.push(item(r))
    else if (r.kind === 'note') notes.push(item(r))
  }
  return [...areas, ...notes]
}

interface Sized {
  readonly view: TableView | BoxView
  readonly size: Size
}

/** `known`: what is as it was before. */
const sizedViews = (f: Facts, input: Input, known: (id: Id) => Sized | undefined): readonly Sized[] => {
  const picked = new Set(input.selection)
  const { beside } = input.open.compiled.traits
  const visible = f.tables.filter((t) => !(input.hideCompanions && beside.has(t.id)))
  const table = (t: Obj<'table'>): Sized => {
    const view = tableView(f, t, picked)
    return { view, size: tableSize(view) }
  }
  const box = (o: Facts['boxes'][number]): Sized => {
    const view = boxView(f, o)
    return { view, size: boxSize(view) }
  }
  return [...visible.map((t) => known(t.id) ?? table(t)), ...f.boxes.map((o) => known(o.id) ?? box(o))]
}

const sizedAs = ({ view, rect: { width, height } }: Item): Sized | undefined =>
  view.kind === 'area' || view.kind === 'note' ? undefined : { view, size: { width, height } }

/**
 * The pattern that made it, as its id still says once it is ejected: what is ejected stays where it was drawn, here and
 * wherever the design is opened. Of what people draw, the id itself.
 */
const makerOf = (id: Id): string | undefined => id.split('@')[0]

/** The table that a box made by a pattern belongs to: one whose column has the type, or that the query reads. */
const nearTo = (f: Facts, view: TableView | BoxView): Id | undefined => {
  const o = f.catalog.get(view.id)
  if (makerOf(view.id) === view.id || !o) return undefined
  if (o.kind === 'view' || o.kind === 'matview')
    return o.query.refs.find((r) => f.catalog.get(r.id)?.kind === 'table')?.id
  if (o.kind !== 'enum' && o.kind !== 'domain') return undefined
  for (const columns of f.columns.values()) {
    const user = columns.find((c) => 'type' in c.type && c.type.type === o.id)
    if (user) return user.table
  }
  return undefined
}

const keep = <T extends { readonly id: string }>(before: readonly T[], next: readonly T[]): readonly T[] => {
  const old = new Map(before.map((e) => [e.id, e]))
  return sameList(
    before,
    next.map((e) => share(old.get(e.id), e)),
  )
}

/**
 * The picture of the open design, sharing what it can with the picture before. `touched`: the only items that may show
 * something else than before, where that is known.
 */
export const buildModel = (input: Input, before: Model = emptyModel, touched?: ReadonlySet<Id>): Model => {
  const { beside, scopes } = input.open.compiled.traits
  const facts = factsOf(input.open, input.problems)
  const known = (id: Id): Sized | undefined => {
    const item = touched && !touched.has(id) ? before.byId.get(id) : undefined
    return item && sizedAs(item)
  }
  const sized = sizedViews(facts, input, known)
  const drawn = drawings(input.open)
  const rectsOf = (kind: 'area' | 'note') => drawn.filter((i) => i.view.kind === kind).map((i) => i.rect)
  const { at, spots, standing, down } = placeAll(
    sized.map(({ view, size }) => ({
      id: view.id,
      ...size,
      isTable: view.kind === 'table',
      grown:
        view.kind === 'table'
          ? view.rows.filter(({ id }) => ![id, makerOf(view.id)].includes(makerOf(id))).length * rowHeight
          : 0,
      beside: beside.get(view.id) ?? nearTo(facts, view),
    })),
    facts.places,
    before.spots,
    { areas: rectsOf('area'), notes: rectsOf('note') },
  )
  const placed = sized.map(({ view, size }): Item => {
    const p = at.get(view.id) ?? { x: 0, y: 0 }
    return { id: view.id, view, rect: { x: p.x, y: p.y, width: size.width, height: size.height } }
  })
  const held = drawn.map((i) =>
    i.view.kind === 'area' ? { ...i, rect: areaFor(i.rect, standing, down) } : i,
  )
  const fresh = [...held, ...ordered(placed, before)]
  const items = sameList(
    before.items,
    fresh.map((i) => share(before.byId.get(i.id), i)),
  )
  const tables = new Map<Id, TableView>()
  for (const i of items) if (i.view.kind === 'table') tables.set(i.id, i.view)
  const ties = [...beside].flatMap(([companion, parent]): Tie[] =>
    tables.has(companion) && tables.has(parent) ? [{ id: `${companion} tie`, companion, parent }] : [],
  )
  return {
    items,
    byId: items === before.items ? before.byId : new Map(items.map((i) => [i.id, i])),
    edges: keep(before.edges, edgeViews(facts, tables, scopes)),
    ties: keep(before.ties, ties),
    spots,
  }
}
