import type { Id, Rank } from '../base/index.ts'
import type { Sql } from './sql.ts'
import type { DataType } from './types.ts'

/** A named part of an object that has an identity of its own: an enum label, a view's column, a parameter. */
export interface Part {
  readonly id: Id
  readonly name: string
}
export interface Param extends Part {
  readonly type: DataType
  readonly mode?: 'in' | 'out' | 'inout' | 'variadic'
  readonly default?: Sql
}
export type FkAction = 'no action' | 'restrict' | 'cascade' | 'set null' | 'set default'
export type Deferrable = 'deferrable' | 'initially deferred'
export type Command = 'select' | 'insert' | 'update' | 'delete'
export type Relation = 'table' | 'view' | 'matview'
type Columns = readonly Id<'column'>[]

/** One item of an index or an exclusion: a column or an expression, never both. */
export interface Element {
  readonly column?: Id<'column'>
  readonly expr?: Sql
  readonly opclass?: string
  readonly collation?: string
}
export interface IndexElement extends Element {
  readonly order?: 'desc'
  readonly nulls?: 'first' | 'last'
}
export interface ExclusionElement extends Element {
  readonly operator: string
}
export type PartitionMethod = 'range' | 'list' | 'hash'
/** How a table is partitioned: by columns or expressions, in order. */
export interface PartitionBy {
  readonly method: PartitionMethod
  readonly keys: readonly Element[]
}

/**
 * What PostgreSQL will hold, kind by kind. An absent optional member means PostgreSQL's default, so that
 * equal catalogs are equal records. References are ids.
 */
export interface Shapes {
  schema: { readonly owner?: Id<'role'> }
  extension: { readonly schema?: Id<'schema'> }
  role: { readonly login?: boolean; readonly bypassRls?: boolean; readonly memberOf?: readonly Id<'role'>[] }
  enum: { readonly schema: Id<'schema'>; readonly labels: readonly Part[] }
  domain: {
    readonly schema: Id<'schema'>
    readonly type: DataType
    readonly notNull?: boolean
    readonly default?: Sql
    readonly collation?: string
    /** `value` stands for the checked value in the expressions. */
    readonly checks: readonly (Part & { readonly expr: Sql })[]
  }
  table: {
    readonly schema: Id<'schema'>
    readonly unlogged?: boolean
    readonly rls?: 'enabled' | 'forced'
    readonly owner?: Id<'role'>
    readonly partitionBy?: PartitionBy
  }
  column: {
    readonly table: Id<'table'>
    readonly rank: Rank
    readonly type: DataType
    readonly notNull?: boolean
    readonly default?: Sql
    readonly identity?: 'always' | 'by default'
    readonly generated?: { readonly expr: Sql; readonly virtual?: boolean }
    readonly collation?: string
  }
  /** A primary key or unique *constraint*; a unique index is an `index`. */
  key: {
    readonly table: Id<'table'>
    readonly primary?: boolean
    readonly columns: Columns
    readonly include?: Columns
    readonly nullsNotDistinct?: boolean
    readonly deferrable?: Deferrable
    /** 18+: the last column is a range and the key holds WITHOUT OVERLAPS. */
    readonly withoutOverlaps?: boolean
  }
  check: { readonly table: Id<'table'>; readonly expr: Sql; readonly noInherit?: boolean }
  exclusion: {
    readonly table: Id<'table'>
    readonly method: string
    readonly elements: readonly ExclusionElement[]
    readonly where?: Sql
    readonly deferrable?: Deferrable
  }
  fk: {
    readonly table: Id<'table'>
    readonly columns: Columns
    readonly references: Id<'table'>
    readonly refColumns: Columns
    readonly onDelete?: FkAction
    readonly onUpdate?: FkAction
    /** Columns that SET NULL or SET DEFAULT touches; absent means all. */
    readonly setColumns?: Columns
    readonly matchFull?: boolean
    readonly deferrable?: Deferrable
    /** 18+: the last pair is a PERIOD. */
    readonly period?: boolean
  }
  index: {
    readonly table: Id<'table' | 'matview'>
    readonly method?: string
    readonly unique?: boolean
    readonly nullsNotDistinct?: boolean
    readonly elements: readonly IndexElement[]
    readonly include?: Columns
    readonly where?: Sql
  }
  view: {
    readonly schema: Id<'schema'>
    readonly query: Sql
    /** Output columns in order; absent: as the query names them. */
    readonly columns?: readonly Part[]
    readonly securityInvoker?: boolean
    readonly securityBarrier?: boolean
    readonly checkOption?: 'local' | 'cascaded'
    readonly owner?: Id<'role'>
  }
  matview: {
    readonly schema: Id<'schema'>
    readonly query: Sql
    readonly columns?: readonly Part[]
    readonly withNoData?: boolean
    readonly owner?: Id<'role'>
  }
  routine: {
    readonly schema: Id<'schema'>
    readonly procedure?: boolean
    readonly params: readonly Param[]
    /** `trigger`, `setof` a relation, TABLE columns or a type, as SQL after RETURNS; absent for a procedure. */
    readonly returns?: Sql
    readonly language: string
    readonly volatility?: 'stable' | 'immutable'
    readonly strict?: boolean
    readonly securityDefiner?: boolean
    readonly parallel?: 'safe' | 'restricted'
    /** SET clauses as `name = value` SQL, in order. */
    readonly settings?: readonly Sql[]
    readonly body: Sql
    /** True where EXECUTE was revoked from PUBLIC, which PostgreSQL grants by default. */
    readonly closed?: boolean
    readonly owner?: Id<'role'>
  }
  trigger: {
    readonly table: Id<Relation>
    readonly timing: 'before' | 'after' | 'instead of'
    readonly events: readonly ('insert' | 'update' | 'delete' | 'truncate')[]
    /** UPDATE OF these columns only. */
    readonly of?: Columns
    readonly statement?: boolean
    readonly when?: Sql
    readonly routine: Id<'routine'>
    readonly args?: readonly string[]
    readonly oldTable?: string
    readonly newTable?: string
    /** A constraint trigger, with its deferral. */
    readonly constraint?: 'immediate' | Deferrable
  }
  policy: {
    readonly table: Id<'table'>
    readonly restrictive?: boolean
    /** Absent: ALL. */
    readonly command?: Command
    /** Empty: PUBLIC. */
    readonly roles: readonly Id<'role'>[]
    readonly using?: Sql
    readonly check?: Sql
  }
  grant: {
    readonly on: Id<'schema' | Relation | 'routine' | 'enum' | 'domain'>
    readonly to: Id<'role'> | 'public'
    readonly privileges: readonly string[]
    readonly columns?: Columns
    readonly grantable?: boolean
  }
  /**
   * One partition of a table, for the rows of its bounds: a range (`from`, one value a key, up to but not including
   * `to`; the words `minvalue` and `maxvalue` stand for no bound), a list (`in`), or what a hash leaves (`modulus`,
   * `remainder`). Without bounds it is the default partition. A sub-partitioned partition is no object of the catalog.
   */
  partition: {
    readonly schema: Id<'schema'>
    readonly table: Id<'table'>
    readonly from?: readonly Sql[]
    readonly to?: readonly Sql[]
    readonly in?: readonly Sql[]
    readonly modulus?: number
    readonly remainder?: number
    readonly tablespace?: string
  }
  /** Reference rows that the design owns: a lookup's values, the allowed transitions. */
  rows: {
    readonly table: Id<'table'>
    readonly columns: Columns
    readonly values: readonly (readonly Sql[])[]
  }
}

export type Kind = keyof Shapes

interface Common<K extends Kind> {
  readonly kind: K
  readonly id: Id<K>
  readonly name: string
  readonly comment?: string
  /** Which pattern use made it, and in which role; absent for what a person drew. */
  readonly why?: Why
}
export interface Why {
  readonly use: Id<'use'>
  readonly role: string
}

export type Obj<K extends Kind = Kind> = { readonly [P in K]: Common<P> & Shapes[P] }[K]
export type Catalog = ReadonlyMap<Id, Obj>

/** One function per kind: a forgotten kind does not compile. */
export type PerKind<R> = { readonly [K in Kind]: (o: Obj<K>) => R }

export const visit = <R>(table: PerKind<R>, o: Obj): R => (table[o.kind] as (o: Obj) => R)(o)

/** Every kind, in the order in which objects are listed to people. */
export const kinds: readonly Kind[] = Object.keys({
  schema: 0,
  extension: 0,
  role: 0,
  enum: 0,
  domain: 0,
  table: 0,
  column: 0,
  key: 0,
  check: 0,
  exclusion: 0,
  fk: 0,
  index: 0,
  view: 0,
  matview: 0,
  routine: 0,
  trigger: 0,
  policy: 0,
  grant: 0,
  partition: 0,
  rows: 0,
} satisfies Record<Kind, 0>) as Kind[]
