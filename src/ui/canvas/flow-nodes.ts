import type { Node } from '@xyflow/react'
import type { Id } from '../../store/index.ts'
import type { AreaView, BoxView, Item, NoteView, Rect, TableView } from './model/views.ts'
import type { Model } from './model.ts'
import type { Moved } from './ui-state.ts'

type Data<V> = {
  readonly view: V
  /** Selected columns of this table. */
  readonly picked: readonly Id[]
}
export type TableNode = Node<Data<TableView>, 'table'>
export type BoxNode = Node<Data<BoxView>, 'box'>
export type AreaNode = Node<Data<AreaView>, 'area'>
export type NoteNode = Node<Data<NoteView>, 'note'>
export type FlowNode = TableNode | BoxNode | AreaNode | NoteNode

const none: readonly Id[] = []

const spoken = (item: Item): string => {
  const v = item.view
  if (v.kind === 'table') return `Table ${v.name}, ${v.rows.length + v.hidden} columns`
  if (v.kind === 'area') return `Area ${v.record.name}`
  if (v.kind === 'note') return `Note ${v.record.text.slice(0, 40)}`
  return `${v.kind === 'matview' ? 'Materialized view' : v.kind.charAt(0).toUpperCase() + v.kind.slice(1)} ${v.name}`
}

const typeOf = (item: Item): FlowNode['type'] => {
  const { kind } = item.view
  return kind === 'table' || kind === 'area' || kind === 'note' ? kind : 'box'
}

const nodeOf = (item: Item, at: Rect, selected: boolean, picked: readonly Id[]): FlowNode => {
  const { x, y, width, height } = at
  const node = {
    id: item.id,
    type: typeOf(item),
    position: { x, y },
    width,
    height,
    // Sizes follow from the content, so React Flow measures nothing; no handles, so it looks for none.
    measured: { width, height },
    handles: [],
    data: { view: item.view, picked },
    selected,
    ariaLabel: spoken(item),
    // React Flow lifts what is selected by 1000; an area stays below its tables all the same.
    ...(item.view.kind === 'area' ? { zIndex: selected ? -1002 : -2 } : {}),
  }
  return node as FlowNode
}

/** Where the item is now, while it is being dragged too. */
export const rectOf = (item: Item, moved: Moved): Rect => {
  const at = moved.get(item.id)
  return at ? { ...item.rect, ...at } : item.rect
}

const sameIds = (a: readonly Id[], b: readonly Id[]): boolean =>
  a.length === b.length && a.every((x, i) => x === b[i])

const unchanged = (old: FlowNode, item: Item, at: Rect, selected: boolean, picked: readonly Id[]): boolean =>
  old.data.view === item.view &&
  old.position.x === at.x &&
  old.position.y === at.y &&
  old.width === at.width &&
  old.height === at.height &&
  old.selected === selected &&
  sameIds(old.data.picked, picked)

/** React Flow's nodes for the model. A node whose picture did not change is the same object as before. */
export const flowNodes = (
  model: Model,
  selection: readonly Id[],
  moved: Moved,
  before: ReadonlyMap<Id, FlowNode>,
): readonly FlowNode[] => {
  const chosen = new Set(selection)
  return model.items.map((item) => {
    const at = rectOf(item, moved)
    const own =
      chosen.size > 0 && item.view.kind === 'table'
        ? item.view.rows.filter((r) => chosen.has(r.id)).map((r) => r.id)
        : none
    const picked = own.length === 0 ? none : own
    const old = before.get(item.id)
    if (old && unchanged(old, item, at, chosen.has(item.id), picked)) return old
    return nodeOf(item, at, chosen.has(item.id), picked)
  })
}
