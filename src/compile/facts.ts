import type { Id } from '../base/index.ts'
import type { DataType, Element, Kind, PartitionMethod, Shapes, Sql, Why } from '../catalog/index.ts'
import type { DecisionRecord, OwnedRows, Target } from '../design/index.ts'
import type { CopiesClaim, News } from './claims.ts'

/**
 * An object as a pattern sees it: without its name. Names are data that claims mention by template; a claim
 * that read one would go stale on a rename.
 */
export type Nameless<K extends Kind> = {
  readonly [P in K]: { readonly kind: P; readonly id: Id<P>; readonly why?: Why } & Shapes[P]
}[K]

/** A table whose rows are versions. */
export interface Timed {
  readonly use: Id<'use'>
  /** What the rows are versions of; without the scope. */
  readonly key: readonly Id<'column'>[]
  readonly periods: readonly Element[]
  /** The constraint that refuses two versions at once. */
  readonly guard: Id
}

/** How rows of a table point at their parent row: column by column of the primary key, without the scope. */
export interface Parent {
  readonly columns: readonly Id<'column'>[]
  readonly keys: readonly Id<'column'>[]
  readonly fk: Id<'fk'>
}

export interface Partitioned {
  readonly method: PartitionMethod
  readonly columns: readonly Id<'column'>[]
  /** Absent for a table that was drawn so. */
  readonly use?: Id<'use'>
  /** By an extension; to PostgreSQL it is a plain table. */
  readonly outside?: boolean
}

/** A column of a mirror, with the column that it copies. */
export interface Copied {
  readonly original: Id<'column'>
  readonly copy: Id<'column'>
}

/** A table that keeps rows of another which may be put back there. */
export interface Returning {
  readonly archive: Id<'table'>
  readonly of: Id<'table'>
  /** The column of the archive by the column that it copies. */
  readonly columns: ReadonlyMap<Id, Id<'column'>>
}

/** A pattern that is on, and what people wrote about why. */
export interface UseFact {
  readonly id: Id<'use'>
  readonly pattern: string
  readonly title: string
  readonly summary: string
  /** Absent for the whole design. */
  readonly target?: Id<'table' | 'column'>
  readonly record?: DecisionRecord
}

/** What was decided for a table without switching anything on. */
export interface PlainFact {
  readonly title: string
  readonly table: Id<'table'>
  readonly record: DecisionRecord
}

/** What the phases before made and sealed. Drawn and derived objects look the same. */
export interface Facts {
  readonly target: Target
  /** The acting user as text, NULL when unset. */
  readonly actor: Sql
  /** The tenant as text, NULL when unset. */
  readonly tenant: Sql
  /** Custom setting names as quoted literals, for `set_config`. */
  readonly settings: { readonly actor: Sql; readonly tenant: Sql }
  readonly schema: Id<'schema'>
  /** Every pattern that is on, in id order, this one too. */
  uses(): readonly UseFact[]
  /** Choices that switched nothing on and were written down, in the order of their records. */
  plain(): readonly PlainFact[]
  /** The uses of one pattern, in id order. */
  usesOf(pattern: string): readonly Id<'use'>[]
  /** The role of that name; claim it too. */
  role(name: string): Id<'role'>
  /** The application's and the maintenance role. They are created once something claims `access` or `scope`. */
  readonly appRole: Id<'role'>
  readonly maintenanceRole: Id<'role'>
  object<K extends Kind>(kind: K, id: Id): Nameless<K> | undefined
  /** The drawn extension of that name; absent, one that is claimed goes into `public`. */
  extension(name: string): Nameless<'extension'> | undefined
  /** For a column that is of another type than drawn: which use made it so, and what it was. */
  retyped(column: Id): { readonly use: Id<'use'>; readonly was: DataType } | undefined
  /** Whether another use stands on the column: what that one promises needs it in its table. Known once the shape phase is sealed. */
  stoodOn(column: Id, besides: Id<'use'>): boolean
  tables(): readonly Nameless<'table'>[]
  /** In rank order. A mirror has its columns once the columns phase is sealed. */
  columns(table: Id): readonly Nameless<'column'>[]
  /** A table's objects of one kind, in id order. */
  of<K extends 'key' | 'check' | 'exclusion' | 'fk' | 'index' | 'trigger' | 'policy'>(
    kind: K,
    table: Id,
  ): readonly Nameless<K>[]
  primaryKey(table: Id): Nameless<'key'> | undefined
  /** Whose its rows are, if they are people's; known once the keys phase is sealed. */
  owned(table: Id): OwnedRows | undefined
  /** Foreign keys that point at the table. */
  referencesTo(table: Id): readonly Nameless<'fk'>[]
  /** The column that scopes the table's keys (the tenant), if any. */
  scope(table: Id): Id<'column'> | undefined
  /** The table whose rows are the scopes (the tenants), with its key; known once keys are sealed. */
  readonly tenants?: { readonly table: Id<'table'>; readonly key: Id<'column'> }
  /** The predicate under which the table's rows count as alive, columns by bare name; if any. */
  alive(table: Id): Sql | undefined
  /** What its rows are versions of, if they are. */
  timed(table: Id): (Pick<Timed, 'key'> & Partial<Pick<Timed, 'use'>>) | undefined
  /** How its rows point at their parents, if a pattern claimed that they do. Known once the columns phase is sealed. */
  parent(table: Id): Parent | undefined
  /** How the table is partitioned, and by which use; known once the split phase is sealed. */
  partitioned(table: Id): Partitioned | undefined
  /** For a mirror: the table it mirrors. */
  mirrored(table: Id): Id<'table'> | undefined
  /** A mirror's copies, in the order of the columns that they copy. Known once the columns phase is sealed. */
  copied(mirror: Id): readonly Copied[]
  /** For a column of a mirror: the column it copies. Known from then on too. */
  mirroredColumn(column: Id): Id<'column'> | undefined
  /** The tables whose rows may be put back into this one. */
  returning(table: Id): readonly Returning[]
  /** For a companion: the table it stands beside. */
  beside(table: Id): Id<'table'> | undefined
  /** JSON columns of companions that keep values of this table's rows. */
  copies(of: Id): readonly CopiesClaim[]
  /** What is to be told of each row that is added, by table. */
  tells(): ReadonlyMap<Id, News>
  /** What a companion holds; undefined for a drawn table. */
  holds(table: Id): 'facts' | 'reference' | undefined
}
