import type { Id, Result } from '../base/index.ts'
import type { DataType, FkAction, Kind } from '../catalog/index.ts'
import type {
  Change,
  DecisionRecord,
  DesignRecord,
  DrawnObject,
  Hue,
  Json,
  RecordOf,
  SettingsRecord,
  Target,
} from '../design/index.ts'

/** One undoable step. `name` is what undo shows, such as "Rename column". */
export interface Command {
  readonly name: string
  readonly changes: readonly Change[]
  /** What it would make, in words, where its changes do not tell. */
  readonly says?: string
  /** Told once it is done: what else went, or did not come, and is not seen where the person looks. */
  readonly tells?: string
  /** What is selected afterwards; absent leaves the selection. */
  readonly select?: readonly Id[]
  /**
   * Consecutive commands with the same key within 1.5 s become one step: typing a name, nudging. With a key that begins
   * with `fresh ` they do so however long it takes.
   */
  readonly merge?: string
}
/** Why a command cannot be: shown under the pointer or beside the input. */
export interface Refusal {
  readonly message: string
  readonly objects: readonly Id[]
  /** Refused only for now, since editing is still loading: `run` does it as soon as it can. */
  readonly again?: () => Attempt
}
export type Attempt = Result<Command, Refusal>

/** A place on the canvas, in its own coordinates. */
export interface Spot {
  readonly x: number
  readonly y: number
}
/** Where something stands from now on. */
export interface Move extends Spot {
  readonly of: Id
  /** `null` takes the colour away, absent leaves it. */
  readonly hue?: Hue | null
  readonly folded?: boolean
  /** Of an area or a note. */
  readonly size?: { readonly width: number; readonly height: number }
}

/** What is written in a decision record; a date is `yyyy-mm-dd`. */
export type Decided = {
  readonly [M in 'date' | 'context' | 'decision' | 'consequences']?: DecisionRecord[M] | undefined
} & Partial<Pick<DecisionRecord, 'status'>>

/** Builders of commands: pure functions of the open design. They refuse rather than guess. */
export interface Commands {
  addTable(at: Spot, name?: string): Attempt
  /** Any record or object: a column's, table's, enum's … name; derived ones refuse and name the switch that owns them. */
  rename(id: Id, name: string): Attempt
  /** Deletes the records and what cannot live without them; derived ones refuse. */
  remove(ids: readonly Id[]): Attempt
  duplicate(ids: readonly Id[]): Attempt
  /** The selection as JSON text for the clipboard, and back (hostile until parsed). */
  copy(ids: readonly Id[]): string
  paste(text: string, at: Spot): Attempt
  /**
   * `spec` is a name, `name type!` shorthand, or a column as CREATE TABLE has it, constraints included; several lines
   * make several columns.
   */
  addColumns(table: Id, spec: string, after?: Id): Attempt
  setColumn(column: Id, set: Partial<Omit<RecordOf<'column'>, 'kind' | 'id' | 'table'>>): Attempt
  /** Of a column, a domain or a parameter. Type text as typed: `varchar(20)!`, `order_status[]?`. `!` sets NOT NULL, `?` clears it, neither leaves it; ` = …` sets the default. Of a column it may be all that stands behind its name in SQL. */
  setColumnType(id: Id, text: string): Attempt
  moveColumn(column: Id, before: Id | undefined): Attempt
  togglePrimaryKey(column: Id): Attempt
  toggleUnique(column: Id): Attempt
  /** Text of an expression as typed; its references are resolved against the table. */
  setDefault(column: Id, text: string): Attempt
  /**
   * A reference: the side that owns the key is the parent, whatever the drag's direction. `from` is where the
   * drag began. With no fitting column on the child's side one is made in the key's type.
   */
  connect(
    from: { readonly table: Id; readonly column?: Id },
    to: { readonly table: Id; readonly column?: Id },
    /** The key of `from`'s table, a column of `to`'s for each of its columns (undefined: a new one), the actions. */
    settled?: {
      readonly key?: readonly Id<'column'>[]
      readonly columns?: readonly (Id | undefined)[]
      readonly actions?: { readonly onDelete?: FkAction; readonly onUpdate?: FkAction }
    },
  ): Attempt
  /** Many to many: a junction table between two tables, or between one and itself, by the pattern. */
  linkMany(from: Id, to: Id): Attempt
  setForeignKey(fk: Id, set: Partial<Omit<RecordOf<'fk'>, 'kind' | 'id' | 'table'>>): Attempt
  addForeignKey(
    table: Id,
    columns: readonly Id[],
    references: Id,
    refColumns: readonly Id[],
    actions?: { readonly onDelete?: FkAction; readonly onUpdate?: FkAction },
  ): Attempt
  addKey(table: Id, columns: readonly Id[], primary: boolean): Attempt
  addCheck(table: Id, text: string): Attempt
  /** Over columns, or over columns and expressions as typed: `total, lower(email)`. */
  addIndex(table: Id, columns: readonly Id[] | string): Attempt
  /** The elements, or all of them as typed: `room with =, during with &&`. */
  addExclusion(
    table: Id,
    method: string,
    elements: readonly { readonly text: string; readonly operator: string }[] | string,
    where?: string,
  ): Attempt
  /** More parts of an index or an exclusion that is there, as typed for a new one. */
  addElements(id: Id, text: string): Attempt
  /** One part of an index from text, such as `lower(email)` or `placed_at desc`, or of an exclusion with its operator. */
  setElement(id: Id, at: number, text: string, operator?: string): Attempt
  /** A record of any kind with text still unresolved: SQL members come as text and are resolved. */
  put(record: DrawnObject | DesignRecord): Attempt
  /** The text of an SQL member for editing, and the record with that member set from text. */
  setSql(id: Id, member: string, text: string): Attempt
  add(kind: Exclude<Kind, 'table' | 'column'>, name: string, of?: Id, at?: Spot): Attempt
  setType(id: Id, type: DataType): Attempt
  comment(id: Id, text: string): Attempt
  /** `nudge`: one of many small steps by the keys, which become one step of undo. */
  place(moves: readonly Move[], nudge?: boolean): Attempt
  addArea(at: {
    readonly x: number
    readonly y: number
    readonly width: number
    readonly height: number
  }): Attempt
  addNote(at: Spot): Attempt
  patternOn(pattern: string, target?: Id, options?: Readonly<Record<string, Json>>): Attempt
  patternOff(use: Id): Attempt
  setOptions(use: Id, options: Readonly<Record<string, Json>>): Attempt
  eject(use: Id): Attempt
  /** Writes down why a use is on; members set to undefined go. A new record has today's date. */
  decide(use: Id<'use'>, set: Decided): Attempt
  takeWayOut(label: string, changes: readonly Change[]): Attempt
  settings(set: Partial<Omit<SettingsRecord, 'kind' | 'id'>>): Attempt
  setTarget(target: Target): Attempt
  saveQuery(name: string, sql: string, id?: Id): Attempt
}
