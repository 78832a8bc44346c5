import type { Id } from '../base/index.ts'
import type {
  DataType,
  Element,
  FkAction,
  Kind,
  Obj,
  PartitionMethod,
  Shapes,
  Sql,
  Template,
} from '../catalog/index.ts'
import type {
  ActorsClaim,
  CopiesClaim,
  MoveClaim,
  OmitClaim,
  OwnedClaim,
  ParentClaim,
  PrimaryClaim,
  Remedy,
  RoleClaim,
  SettingClaim,
  StandInClaim,
  StandsClaim,
  TellsClaim,
  WritableClaim,
} from './claims-more.ts'

export type * from './claims-more.ts'

/** A new object in a role. Its id is bound or derived from the use; its name is resolved after all phases. */
export type Add<K extends Kind> = {
  readonly [P in K]: {
    readonly claim: 'add'
    readonly kind: P
    readonly role: string
    /** '' leaves the name to PostgreSQL's own convention (keys, checks, indexes, foreign keys). */
    readonly name: Template | ''
    readonly comment?: string
  } & Shapes[P]
}[K]

/** Something a pattern cannot do as asked. `message` may mention objects; ways out are built by compile. */
export interface IssueClaim {
  readonly claim: 'issue'
  readonly code: string
  readonly severity: 'error' | 'warning' | 'info'
  readonly message: Template
  readonly objects: readonly Id[]
  readonly option?: string
  readonly waysOut?: readonly Remedy[]
  /** Said only where both are the same text once everything has its name. */
  readonly same?: readonly [Template, Template]
  /** Said only where the first, once everything has its name, is the same text as none of the others. */
  readonly unlike?: readonly Template[]
}
/** A companion table. */
export interface TableClaim {
  readonly claim: 'table'
  readonly role: string
  readonly name: Template
  /** The table it stands beside; it takes its schema. Absent: the design's default schema. */
  readonly beside?: Id<'table'>
  /** A schema of its own; wins over that of `beside`. */
  readonly schema?: Id<'schema'>
  /** Takes a copy of every column of this table (types, no keys, all nullable), whoever made them. */
  readonly mirrors?: Id<'table'>
  /** Rows of the mirror may be put back: what watches how rows begin lets those pass (`facts.returning`). */
  readonly returns?: boolean
  /** `facts`: rows about a person's rows, scoped as they are. `reference`: the design's own data, for all. */
  readonly holds: 'facts' | 'reference'
  readonly comment?: string
}

export interface ColumnClaim {
  readonly claim: 'column'
  readonly role: string
  readonly table: Id<'table'>
  readonly name: Template
  readonly type: DataType
  /** It holds values of this column: once the phase is sealed it has its type, whoever made it what it is. */
  readonly like?: Id<'column'>
  readonly notNull?: boolean
  readonly default?: Sql
  readonly identity?: 'always' | 'by default'
  readonly generated?: { readonly expr: Sql; readonly virtual?: boolean }
  readonly collation?: string
  readonly comment?: string
  /** Before the drawn columns instead of after them. */
  readonly first?: boolean
}
/** What can no longer be done with a column of another type than drawn. */
export interface Unfit {
  /** Of a drawn object, as it is said: it does with the column … */
  readonly does: string
  readonly is: (o: Obj) => boolean
}
/** A drawn column becomes another type, and so do those that reference it. `null` drops the default or the identity. */
export interface RetypeClaim {
  readonly claim: 'retype'
  readonly column: Id<'column'>
  readonly type: DataType
  readonly default?: Sql | null
  readonly notNull?: boolean
  readonly identity?: 'always' | 'by default' | null
  readonly generated?: { readonly expr: Sql; readonly virtual?: boolean }
  readonly unfit?: Unfit
}
/** Every key of the table is scoped by the column; references between tables of one scope carry it at both ends. */
export interface ScopeClaim {
  readonly claim: 'scope'
  readonly table: Id<'table'>
  readonly column: Id<'column'>
  /** The table whose rows are the scopes (the tenants), and its key. */
  readonly tenants: { readonly table: Id<'table'>; readonly key: Id<'column'> }
}
/** The table's unique keys hold for alive rows only. The predicate names columns of the table by bare name. */
export interface AliveClaim {
  readonly claim: 'alive'
  readonly table: Id<'table'>
  readonly predicate: Sql
}
/**
 * Rows are versions of what `key` names: no two of one key hold in all `periods` at once, and every other unique key
 * and exclusion of the table holds at any one time rather than over all rows. The constraint over `key` takes the place
 * of a unique key of the same columns; without one it has this role and name.
 */
export interface TimedClaim {
  readonly claim: 'timed'
  readonly role: string
  readonly name: Template
  readonly table: Id<'table'>
  readonly key: readonly Id<'column'>[]
  /** Ranges: columns, or expressions over columns of the table. */
  readonly periods: readonly Element[]
}
/**
 * 18+: every version of the table lies within versions of the row of `parent` that `columns` name; a foreign key
 * with PERIOD. Both tables are timed by one range column each.
 */
export interface WithinClaim {
  readonly claim: 'within'
  readonly role: string
  readonly table: Id<'table'>
  readonly columns: readonly Id<'column'>[]
  readonly period: Id<'column'>
  readonly parent: Id<'table'>
}
/**
 * The table is partitioned. Compile widens its keys, and references to them, by the columns: a child carries them
 * too. A table can be partitioned once; the first use that asks stands.
 */
export interface SplitClaim {
  readonly claim: 'split'
  readonly table: Id<'table'>
  readonly method: PartitionMethod
  readonly columns: readonly Id<'column'>[]
  /** Unique keys without the columns may hold within a partition only. Otherwise that is an issue, with `accept` as its way out. */
  readonly loosely?: boolean
  readonly accept?: Remedy
  /** An extension will part the rows, under the same rules for keys; to PostgreSQL it is a plain table. */
  readonly outside?: boolean
}
/** Like Add<'fk'> without refColumns: compile aims it at the primary key, widened as scopes demand. */
export interface ReferenceClaim {
  readonly claim: 'reference'
  readonly role: string
  readonly name: Template | ''
  readonly table: Id<'table'>
  readonly columns: readonly Id<'column'>[]
  readonly references: Id<'table'>
  readonly onDelete?: FkAction
  readonly onUpdate?: FkAction
}

/** A trigger function with its trigger. Triggers on the same event fire by rank (two digits), then role. */
export interface TriggerClaim {
  readonly claim: 'trigger'
  readonly role: string
  /** Stands for the role in names where the role holds an id. */
  readonly label?: Template
  readonly rank: number
  readonly table: Id<'table' | 'view'>
  readonly timing: 'before' | 'after' | 'instead of'
  readonly events: readonly ('insert' | 'update' | 'delete' | 'truncate')[]
  readonly of?: readonly Id<'column'>[]
  readonly statement?: boolean
  readonly when?: Sql
  readonly oldTable?: string
  readonly newTable?: string
  readonly constraint?: 'immediate' | 'deferrable' | 'initially deferred'
  /** PL/pgSQL from DECLARE or BEGIN to END. Names are qualified; search_path is pinned by compile. */
  readonly body: Sql
  /** Runs with the writer's rights (SECURITY DEFINER, EXECUTE revoked, the maintenance role's where rows are scoped). */
  readonly definer?: boolean
  readonly comment?: string
}
/** What the application role may do with the table. The strictest claim wins; a drawn table starts at `write`. */
export interface AccessClaim {
  readonly claim: 'access'
  readonly table: Id<'table'>
  readonly app: 'none' | 'read' | 'append' | 'write'
}
export interface RlsClaim {
  readonly claim: 'rls'
  readonly table: Id<'table'>
  readonly mode: 'enabled' | 'forced'
}
/** A companion file that is not DDL. `path` is relative to the bundle. */
export interface FileClaim {
  readonly claim: 'file'
  readonly path: string
  readonly text: Template
}

/** What each phase may say. Every phase sees the sealed result of the ones before it. */
export interface Phases {
  /** What makes another thing of the drawn tables, so that all later phases see them so. */
  shape: ColumnClaim | RetypeClaim | PrimaryClaim | StandsClaim
  tables: TableClaim | SettingClaim | RoleClaim | Add<'schema' | 'extension' | 'enum' | 'domain' | 'role'>
  columns: ColumnClaim | RetypeClaim | ParentClaim | CopiesClaim | TellsClaim | MoveClaim
  keys:
    | ScopeClaim
    | AliveClaim
    | TimedClaim
    | WithinClaim
    | ReferenceClaim
    | OwnedClaim
    | ActorsClaim
    | StandInClaim
    | Add<'key' | 'check' | 'exclusion' | 'fk' | 'index'>
  split: SplitClaim | Add<'partition'>
  rows:
    | TriggerClaim
    | AccessClaim
    | RlsClaim
    | OmitClaim
    | Add<'routine' | 'policy' | 'grant' | 'rows' | 'index'>
  derived: TriggerClaim | WritableClaim | Add<'view' | 'matview' | 'routine' | 'index' | 'grant'>
  files: FileClaim
}
export type Phase = keyof Phases
export type Claim<F extends Phase = Phase> = Phases[F] | IssueClaim
export const phases: readonly Phase[] = [
  'shape',
  'tables',
  'columns',
  'keys',
  'split',
  'rows',
  'derived',
  'files',
]
