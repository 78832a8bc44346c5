import type { AreaRecord, Id, NoteRecord } from '../../../store/index.ts'

export interface Point {
  readonly x: number
  readonly y: number
}
export interface Size {
  readonly width: number
  readonly height: number
}
/** A rectangle in flow coordinates: CSS pixels at 100 %. */
export interface Rect extends Point, Size {}

export type Mark = 'error' | 'warning'

/** A pattern's sign: which icon, and the words for it. */
export interface Badge {
  readonly pattern: string
  readonly glyph: string
  readonly title: string
}

/** A column as drawn. */
export interface RowView {
  readonly id: Id
  readonly name: string
  readonly type: string
  readonly primary: boolean
  readonly foreign: boolean
  /** Alone under a unique key or a unique index. `some`: the index holds for some rows only. */
  readonly unique?: 'all' | 'some'
  readonly notNull: boolean
  /** The pattern that added it; such a column is not renamed here. */
  readonly added?: Badge
  readonly mark?: Mark
}

export interface TableView {
  readonly kind: 'table'
  readonly id: Id
  readonly name: string
  /** Named only when it is not the design's default. */
  readonly schema?: string
  readonly hue?: number
  /** The rows shown, in order. */
  readonly rows: readonly RowView[]
  /** How many columns folding hides, and whether they can be folded at all. */
  readonly hidden: number
  readonly foldable: boolean
  readonly badges: readonly Badge[]
  readonly mark?: Mark
  /** Made by a pattern. */
  readonly made?: Badge
}

/** What has no columns to connect: views, enums, domains. */
export interface BoxView {
  readonly kind: 'view' | 'matview' | 'enum' | 'domain'
  readonly id: Id
  readonly name: string
  readonly schema?: string
  readonly hue?: number
  readonly lines: readonly string[]
  readonly hidden: number
  readonly made?: Badge
}
export interface AreaView {
  readonly kind: 'area'
  readonly id: Id
  readonly record: AreaRecord
}
export interface NoteView {
  readonly kind: 'note'
  readonly id: Id
  readonly record: NoteRecord
}
export type View = TableView | BoxView | AreaView | NoteView

/** Something on the canvas with its place. */
export interface Item {
  readonly id: Id
  readonly view: View
  readonly rect: Rect
}

/** A foreign key as a line. `y` values are offsets from the table's top to the middle of a row. */
export interface EdgeView {
  readonly id: Id
  readonly child: Id
  readonly parent: Id
  readonly childY: number
  readonly parentY: number
  readonly columns: readonly Id[]
  readonly refColumns: readonly Id[]
  readonly nullable: boolean
  /** At most one child per parent. */
  readonly single: boolean
  readonly label: string
}
/** Joins a companion to the table it stands beside. */
export interface Tie {
  readonly id: string
  readonly companion: Id
  readonly parent: Id
}
