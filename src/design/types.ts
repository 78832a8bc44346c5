import type { Id } from '../base/index.ts'
import type { Kind, Obj, Sql } from '../catalog/index.ts'

/** The PostgreSQL majors that a design can target. */
export const targets = [15, 16, 17, 18] as const
export type Target = (typeof targets)[number]

/**
 * A drawn object has the catalog's own shape, without `why`. Its `name` may be '' for constraints, indexes,
 * triggers, policies, grants and rows: compile then names them as PostgreSQL would.
 */
type Drawn<O> = O extends Obj ? Omit<O, 'why'> : never
export type DrawnObject = Drawn<Obj>
export type DrawnOf<K extends Kind> = Drawn<Obj<K>>

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** A pattern switched on: for a table, a column, or (no target) the whole design. */
export interface UseRecord {
  readonly kind: 'use'
  readonly id: Id<'use'>
  readonly pattern: string
  readonly target?: Id<'table' | 'column'>
  /** Only what differs from the pattern's defaults. */
  readonly options?: { readonly [key: string]: Json }
  /** Roles played by existing objects: role → id. */
  readonly bind?: { readonly [role: string]: Id }
}

/** The eight colours of headers, areas and notes. A file may hold any other number; drawing goes round. */
export type Hue = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8

/** Where a table (drawn or made by a pattern) or a view stands on the canvas, in CSS pixels at 100 %. */
export interface PlaceRecord {
  readonly kind: 'place'
  readonly id: Id<'place'>
  readonly of: Id
  readonly x: number
  readonly y: number
  readonly hue?: number
  readonly folded?: boolean
}
export interface AreaRecord {
  readonly kind: 'area'
  readonly id: Id<'area'>
  readonly name: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly hue?: number
}
export interface NoteRecord {
  readonly kind: 'note'
  readonly id: Id<'note'>
  readonly text: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly hue?: number
}
/** Rows belong to the person whom the column names; `who` may do what with them. */
export interface OwnedRows {
  readonly column: Id<'column'>
  /** The role that reaches the rows of everyone, if there is one. */
  readonly admin?: Id<'role'>
  readonly who: Readonly<Record<'select' | 'insert' | 'update' | 'delete', 'owner' | 'everyone' | 'admin'>>
}
/**
 * What an ejected pattern left on a table for the patterns that stay: its scope, what makes a row alive, what
 * a companion holds and stands beside, what the application may do with it, and its
 * row-level security where the table itself is still derived.
 */
export interface TraitRecord {
  readonly kind: 'trait'
  readonly id: Id<'trait'>
  readonly table: Id<'table'>
  readonly scope?: {
    readonly column: Id<'column'>
    readonly tenants: { readonly table: Id<'table'>; readonly key: Id<'column'> }
  }
  readonly alive?: Sql
  readonly holds?: 'facts' | 'reference'
  readonly beside?: Id<'table'>
  readonly app?: 'none' | 'read' | 'append' | 'write'
  readonly rls?: 'enabled' | 'forced'
  readonly owned?: OwnedRows
  /** Its writers act as rows of `people`, by the key that the actor setting then has. */
  readonly actors?: { readonly people: Id<'table'>; readonly key: Id<'column'> }
  /** Its rows are versions of what these columns name. */
  readonly timed?: readonly Id<'column'>[]
  /** What is told of each row that is added to it. */
  readonly tells?: {
    readonly aggregateType: Sql
    readonly aggregateId: Sql
    readonly type: Sql
    readonly payload: Sql
  }
  /** It repeats rows of the table `of`: pairs of its column and the one that it copies. */
  readonly mirrors?: {
    readonly of: Id<'table'>
    readonly columns: readonly (readonly [Id<'column'>, Id<'column'>])[]
  }
  /**
   * What its partitions widened: a key or an index and the column that it ends with, or a reference with the column that
   * carries and the one that is carried.
   */
  readonly split?: readonly (readonly Id[])[]
  /** Its columns hold values of rows of the table `of`, which `where` finds: as JSON, or those of the column `only`. */
  readonly copies?: readonly {
    readonly column: Id<'column'>
    readonly of: Id<'table'>
    readonly only?: Id<'column'>
    readonly by?: readonly Id<'column'>[]
    readonly where: Sql
  }[]
  /** Its rows may be put back into the table `of`: pairs of its column and the one that it copies. */
  readonly returns?: {
    readonly of: Id<'table'>
    readonly columns: readonly (readonly [Id<'column'>, Id<'column'>])[]
  }
}
/** What a person wrote beside a pattern's own decision text. */
export interface DecisionRecord {
  readonly kind: 'decision'
  readonly id: Id<'decision'>
  /** Of a choice that switches nothing on: `plainChoiceId`. */
  readonly use: Id<'use'>
  readonly status: 'proposed' | 'accepted' | 'superseded'
  readonly date?: string
  readonly context?: string
  readonly decision?: string
  readonly consequences?: string
}
export interface QueryRecord {
  readonly kind: 'query'
  readonly id: Id<'query'>
  readonly name: string
  readonly sql: string
  readonly rank: string
}
export interface SettingsRecord {
  readonly kind: 'settings'
  readonly id: Id<'settings'>
  readonly name: string
  readonly target: Target
  /** Schema of tables that name none. */
  readonly schema: Id<'schema'>
  /** Custom settings that carry the acting user and the tenant, such as `app.current_user`. */
  readonly actorSetting: string
  readonly tenantSetting: string
  /** The role that the application connects as; created where a pattern grants or withholds something. */
  readonly appRole: string
  readonly maintenanceRole: string
}

export type DocRecord =
  | UseRecord
  | PlaceRecord
  | AreaRecord
  | NoteRecord
  | DecisionRecord
  | TraitRecord
  | QueryRecord
  | SettingsRecord
export type DesignRecord = DrawnObject | DocRecord
export type RecordKind = DesignRecord['kind']
export type RecordOf<K extends RecordKind> = Extract<DesignRecord, { readonly kind: K }>

/** The document people edit: a flat map of records by id. Exactly one record has kind `settings`. */
export interface Design {
  readonly format: 1
  /** Identity of the document itself, kept in files and local storage, new for every copy. */
  readonly id: string
  /** Prefixes that drawn ids in this document use. */
  readonly authors: readonly string[]
  readonly records: ReadonlyMap<Id, DesignRecord>
}

/** One record's next value; null deletes it. Commands, undo, ways out and merge all speak in changes. */
export interface Change {
  readonly id: Id
  readonly to: DesignRecord | null
}
