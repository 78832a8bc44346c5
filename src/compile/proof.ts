import type { Id } from '../base/index.ts'
import type { Catalog, Sql, Template } from '../catalog/index.ts'
import type { OwnedRows } from '../design/index.ts'
import type { CopiesClaim, News } from './claims.ts'
import type { Copied, Parent, Returning, Timed } from './facts.ts'

/** Who runs a transaction. `app` is the application role, `owner` owns the schema and is no superuser. */
export type Actor = 'owner' | 'app' | 'maintenance'

/**
 * A row written by the proof, by its label (`tenant:a` and `tenant:b` are the harness's own tenants): its primary key as a predicate, or one column's value
 * as a constant.
 */
export type RowHole =
  | { readonly row: string; readonly column: Id<'column'> }
  | { readonly row: string; readonly key: true }
/** SQL of a proof: fragments and row holes, concatenated. */
export type ProofSql = readonly (Sql | RowHole)[]

/** A constant (bound as text), another row's value, or an SQL expression. */
export type Value =
  | string
  | number
  | boolean
  | null
  | { readonly row: string; readonly column: Id<'column'> }
  | Sql

export type Expect =
  /** Rows as text, NULL as null, in order. */
  | { readonly rows: readonly (readonly (string | null | RowHole)[])[] }
  /** Number of rows returned, or affected by a statement without RETURNING. */
  | { readonly count: number }
  /** One of these SQLSTATEs; the transaction ends there. */
  | { readonly refused: readonly string[]; readonly by?: Id }
  | { readonly anything: true }

export type ProofStep =
  /** A row completed from the catalog: required columns, parents, tenant. Explicit keys, so that text is static. */
  | {
      readonly insert: Id<'table'>
      readonly row: string
      readonly values?: { readonly [column: string]: Value }
      readonly expect?: Expect
      /** Completed and not written: its key is one that could be and that no row has. */
      readonly absent?: true
    }
  /** The row gets these values, and what checks of the table want beside them. */
  | {
      readonly change: Id<'table'>
      readonly row: string
      readonly values: { readonly [column: string]: Value }
      readonly expect: Expect
    }
  | { readonly run: ProofSql; readonly expect: Expect }

/** A committed transaction. A step that expects a refusal comes last; `commit` expects the refusal at COMMIT. */
export interface Transaction {
  readonly as: Actor
  /** Which of the two tenants that the harness keeps; null leaves the setting unset. Default: `a`. Ignored without scopes. */
  readonly tenant?: 'a' | 'b' | null
  /** The acting user; null leaves the setting unset. Default: `alice`. Where actors are rows of a table the name stands for the key of one, here and in expected rows. */
  readonly actor?: string | null
  readonly steps: readonly ProofStep[]
  readonly commit?: Expect
}

/** A promise with the scenario that shows it. Data: the page, tests, CLI and the bundle's pgTAP run the same list. */
export interface Proof {
  /** `use/role`; stable. */
  readonly id: string
  readonly use: Id<'use'>
  /** One sentence a product person understands. */
  readonly promise: Template
  /** Objects whose removal breaks the promise: what an engine must hold to judge it. */
  readonly rests: readonly Id[]
  readonly transactions: readonly Transaction[]
}

/** Whose a row is, and the use that says so; none where it was ejected. */
export interface Owning extends OwnedRows {
  readonly use?: Id<'use'>
}

/** What compile knows of the whole beside the catalog. */
export interface Traits {
  /** Table → the column that scopes it. */
  readonly scopes: ReadonlyMap<Id, Id<'column'>>
  /** The table whose rows are the tenants, with its key column. */
  readonly tenants?: { readonly table: Id<'table'>; readonly key: Id<'column'> }
  /** Table → what makes its rows alive. */
  readonly alive: ReadonlyMap<Id, Sql>
  /** Table → what its rows are versions of. */
  readonly timed: ReadonlyMap<Id, Timed>
  /** Table → the column that names the owner of a row, and the use that says so. */
  readonly owned: ReadonlyMap<Id, Owning>
  /** Table → the table whose rows its writers act as, by the key that the actor setting then has. */
  readonly actors: ReadonlyMap<Id, { readonly table: Id<'table'>; readonly key: Id<'column'> }>
  /** Table → how its rows point at their parents. */
  readonly parents: ReadonlyMap<Id, Parent>
  /** Companion → the table it stands beside. */
  readonly beside: ReadonlyMap<Id, Id<'table'>>
  /** Table → JSON columns of companions that keep its values. */
  readonly copies: ReadonlyMap<Id, readonly CopiesClaim[]>
  /** Computed column → the column that decides it: writing the same value there gives the same here. */
  readonly standIns: ReadonlyMap<Id, Id<'column'>>
  /** Settings that every session needs, with a value for trials. */
  readonly sessions: ReadonlyMap<string, string>
  /** Companion → what it holds. */
  readonly holds: ReadonlyMap<Id, 'facts' | 'reference'>
  /** Table → what the application role may do with it, where a pattern said so. */
  readonly access: ReadonlyMap<Id, 'none' | 'read' | 'append' | 'write'>
  /** Mirror → original. */
  readonly mirrors: ReadonlyMap<Id, Id<'table'>>
  /** Mirror → its copies of columns. */
  readonly copied: ReadonlyMap<Id, readonly Copied[]>
  /** Table → what is told of each row that is added. */
  readonly tells: ReadonlyMap<Id, News>
  /** Archive → whose rows it keeps to be put back. */
  readonly returns: ReadonlyMap<Id, Returning>
  /** The roles, where the catalog has them. */
  readonly appRole?: Id<'role'>
  readonly maintenanceRole?: Id<'role'>
  readonly settings: { readonly actor: string; readonly tenant: string }
}
export interface Made {
  readonly catalog: Catalog
  readonly traits: Traits
}
