import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Id } from '../../store/index.ts'
import type { Point, Rect, Size } from './model/views.ts'

/** What the pointer is over. */
export interface Hover {
  readonly node?: Id
  readonly row?: Id
  readonly edge?: Id
}
interface EditingOf<At> {
  readonly at: At
  readonly node: Id
  /** Keeps one input alive while a draft becomes a column. */
  readonly session: number
  readonly fresh: boolean
}
/** What is being typed into. */
export type Editing =
  | EditingOf<'name'>
  | (EditingOf<'column'> & {
      /** Absent while nothing valid has been typed for a new column. */
      readonly column?: Id
      /** A new column goes after this one. */
      readonly after?: Id
      readonly part: 'name' | 'type'
      /** A person chose the type. */
      readonly typed?: boolean
    })
/** A reference being dragged from a column. */
export interface Connecting {
  readonly table: Id
  readonly column: Id
  /** The pointer, in flow coordinates and on the screen. */
  readonly at: Point
  readonly screen: Point
  readonly over?: { readonly table: Id; readonly column?: Id }
  readonly says?: string
  readonly refused?: string
}
export type MenuTarget =
  | { readonly on: 'pane'; readonly at: Point }
  | { readonly on: 'node'; readonly id: Id }
  | { readonly on: 'row'; readonly table: Id; readonly id: Id }
  | { readonly on: 'edge'; readonly id: Id }
  | { readonly on: 'choice'; readonly from: { readonly table: Id; readonly column: Id }; readonly table: Id }
export interface Menu {
  readonly key: number
  readonly screen: Point
  readonly target: MenuTarget
}
export interface Guides {
  readonly x?: number
  readonly y?: number
}

export type Moved = ReadonlyMap<Id, Point & Partial<Size>>

/** What only the canvas knows. Not part of the design, not undone. */
export interface CanvasUi {
  readonly hover: Hover
  readonly editing: Editing | undefined
  readonly connecting: Connecting | undefined
  readonly menu: Menu | undefined
  readonly guides: Guides
  /** Where things being dragged or resized are until they are dropped. */
  readonly moved: Moved
  /** A rectangle for a new area is being drawn. */
  readonly drawing: boolean
  readonly lost: boolean
  /** Something lies outside the view, as of when it last came to rest: only then is there a use for an overview. */
  readonly beyond: boolean
  /** Lines outside it are not drawn; undefined draws all. */
  readonly region: Rect | undefined
  readonly busy: boolean
  /** What loads after the canvas is there. */
  readonly ready: boolean
}
export type CanvasUiStore = StoreApi<CanvasUi>

export const createCanvasUi = (): CanvasUiStore =>
  createStore<CanvasUi>(() => ({
    hover: {},
    editing: undefined,
    connecting: undefined,
    menu: undefined,
    guides: {},
    moved: new Map(),
    drawing: false,
    lost: false,
    beyond: false,
    region: undefined,
    busy: false,
    ready: false,
  }))
