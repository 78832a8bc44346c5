import { type Catalog, type Design, type Id, knownChanges, type Obj, sameBut } from '../../../store/index.ts'
import { boxSize, tableSize } from '../geometry.ts'
import type { Model } from '../model.ts'
import { words } from './edges.ts'
import type { BoxView, EdgeView, Item, Size, TableView } from './views.ts'

/** What a picture was made of. */
export interface Drawn {
  readonly design: Design
  readonly catalog: Catalog
}

/** Where a name stands in the picture: of the object itself, of a row, of a line; nowhere, or too many places to tell. */
type Place = 'item' | 'row' | 'line' | 'nowhere' | 'many'

const placeOf = (o: Obj): Place => {
  switch (o.kind) {
    case 'table':
    case 'view':
    case 'matview':
      return 'item'
    case 'column':
      return 'row'
    case 'fk':
      return 'line'
    case 'schema':
    case 'enum':
    case 'domain':
      return 'many'
    default:
      return 'nowhere'
  }
}

/** No record differs but those of what changed: nothing was moved, folded or coloured. */
const onlyThese = (before: Design, now: Design, changed: ReadonlySet<Id>): boolean => {
  if (before.records.size !== now.records.size) return false
  for (const [id, r] of now.records) if (before.records.get(id) !== r && !changed.has(id)) return false
  return true
}

const tableNamed = (view: TableView, catalog: Catalog): TableView => ({
  ...view,
  name: catalog.get(view.id)?.name ?? view.name,
  rows: view.rows.map((r) => {
    const name = catalog.get(r.id)?.name ?? r.name
    return name === r.name ? r : { ...r, name }
  }),
})

const fits = ({ rect }: Item, size: Size): boolean => rect.width === size.width && rect.height === size.height

/** The item under its new names; undefined where it would take another size, and others their places with it. */
const itemNamed = (item: Item, catalog: Catalog): Item | undefined => {
  const { view } = item
  if (view.kind === 'area' || view.kind === 'note') return undefined
  if (view.kind === 'table') {
    const next = tableNamed(view, catalog)
    return fits(item, tableSize(next)) ? { ...item, view: next } : undefined
  }
  const next: BoxView = { ...view, name: catalog.get(view.id)?.name ?? view.name }
  return fits(item, boxSize(next)) ? { ...item, view: next } : undefined
}

/** The items and the lines that hold a name which is another now. */
export interface Touched {
  readonly items: ReadonlySet<Id>
  readonly lines: ReadonlySet<Id>
}

/**
 * Whose picture holds one of the names; undefined where more than names differ, or no one can tell. What else a picture
 * is made of (problems, selection) must be the same.
 */
export const touchedBy = (before: Drawn, now: Drawn): Touched | undefined => {
  const changed = knownChanges(before.catalog, now.catalog)
  if (!changed || !onlyThese(before.design, now.design, changed)) return undefined
  const items = new Set<Id>()
  const lines = new Set<Id>()
  for (const id of changed) {
    const [a, b] = [before.catalog.get(id), now.catalog.get(id)]
    if (!a || !b || !sameBut(a, b, 'name')) return undefined
    const place = placeOf(b)
    if (place === 'many') return undefined
    if (place === 'item') items.add(id)
    else if (place === 'row' && b.kind === 'column') items.add(b.table)
    else if (place === 'line') lines.add(id)
  }
  return { items, lines }
}

/**
 * The short way after a rename, which comes with every key of who types one: the picture with the new names in it.
 * Undefined where an item takes another size.
 */
export const renamed = (model: Model, touched: Touched, catalog: Catalog): Model | undefined => {
  if (touched.items.size + touched.lines.size === 0) return model
  const byId = new Map(model.byId)
  for (const id of touched.items) {
    const item = byId.get(id)
    const next = item && itemNamed(item, catalog)
    if (item && !next) return undefined
    if (next) byId.set(id, next)
  }
  const relabelled = (e: EdgeView): EdgeView => {
    const fk = touched.lines.has(e.id) ? catalog.get(e.id) : undefined
    return fk?.kind === 'fk' ? { ...e, label: words(catalog, fk) } : e
  }
  return {
    ...model,
    items: model.items.map((i) => byId.get(i.id) ?? i),
    byId,
    edges: touched.lines.size === 0 ? model.edges : model.edges.map(relabelled),
  }
}
