import type { Id } from '../base/index.ts'
import type { FkAction, Sql } from '../catalog/index.ts'
import type { OwnedRows } from '../design/index.ts'

/**
 * A way out in terms of the use: other options, switching a pattern on or off, or what was drawn taken into one of its
 * roles; or another name for what was drawn.
 */
export type Remedy =
  | { readonly remedy: 'options'; readonly label: string; readonly set: { readonly [key: string]: unknown } }
  /** The use itself, or another one that is in its way. */
  | { readonly remedy: 'off'; readonly label: string; readonly use?: Id<'use'> }
  | {
      readonly remedy: 'on'
      readonly label: string
      readonly pattern: string
      readonly target?: Id<'table' | 'column'>
    }
  | { readonly remedy: 'rename'; readonly label: string; readonly object: Id; readonly to: string }
  | { readonly remedy: 'bind'; readonly label: string; readonly role: string; readonly to: Id }

/** The table's rows are named by these columns. Another primary key stays as a unique key, and what references it with it. */
export interface PrimaryClaim {
  readonly claim: 'primary'
  readonly role: string
  readonly table: Id<'table'>
  readonly columns: readonly Id<'column'>[]
}

/**
 * What the pattern promises needs the drawn column where it is: it chose it unasked. Of the column that a use is on,
 * those that its options name or that it is bound to, and one that it makes another type of, that is known by itself.
 */
export interface StandsClaim {
  readonly claim: 'stands'
  readonly column: Id<'column'>
}

/** Sessions have to set this custom setting. Trials set it to `sample`; nothing else knows a value. */
export interface SettingClaim {
  readonly claim: 'setting'
  readonly name: string
  readonly sample: string
}

/** One role of a name, whoever claims it; `facts.role(name)` is its id. */
export interface RoleClaim {
  readonly claim: 'role'
  readonly name: string
  /** Has all that the application role has, too. */
  readonly likeApp?: boolean
  readonly comment?: string
}

/** Equal values of `column` differ as stored; `by` is computed from it and equal for them. It stands in for it in unique keys and indexes. */
export interface StandInClaim {
  readonly claim: 'stand-in'
  readonly column: Id<'column'>
  readonly by: Id<'column'>
}

/**
 * The table's rows form trees: each may have a parent row of the same table. Whoever needs it claims it; compile
 * makes columns, reference and index once, or takes a reference of the table to its primary key that was drawn.
 */
export interface ParentClaim {
  readonly claim: 'parent'
  readonly table: Id<'table'>
  /** A drawn column to use. */
  readonly column?: Id<'column'>
  /** New columns are called `name_key`. */
  readonly name: string
  readonly onDelete?: FkAction
  /** A reference that was drawn gets this action, too. */
  readonly redraws?: boolean
  /** This claim's name and action stand over those of the others. */
  readonly leads?: boolean
}

/**
 * A companion's JSON column keeps values of another table's rows. What must reach every copy of a value (erasure,
 * a value that may never be kept) finds them here. Its keys are column names, at the top or one level below.
 */
export interface CopiesClaim {
  readonly claim: 'copies'
  readonly table: Id<'table'>
  readonly column: Id<'column'>
  readonly of: Id<'table'>
  /** The companion's column is no JSON but holds the value of this one column. */
  readonly only?: Id<'column'>
  /** The columns of `of` by which `where` finds them. */
  readonly by?: readonly Id<'column'>[]
  /** Which rows of the companion are about one row of `of`, which is called `source`. The companion's columns by bare name. */
  readonly where: Sql
}

/** What is to be told of each row that is added to a table. Fragments read the row as `new` and give text, the payload jsonb. */
export interface News {
  /** What the news is about; order is kept within it. */
  readonly aggregateType: Sql
  readonly aggregateId: Sql
  readonly type: Sql
  readonly payload: Sql
}

/** Rows of a companion are news for others: what sends messages, such as an outbox, sends one for each. */
export interface TellsClaim extends News {
  readonly claim: 'tells'
  readonly table: Id<'table'>
}

/** A drawn column moves to a companion, with what constrains it alone. What ties it to columns that stay is an issue. */
export interface MoveClaim {
  readonly claim: 'move'
  readonly column: Id<'column'>
  readonly to: Id<'table'>
  /** The option that asked for it, and the way out where it has to stay. */
  readonly option?: string
  readonly otherwise?: Remedy
}

/** An index that another one makes superfluous is left out while the use is on. Unique ones stay. */
export interface OmitClaim {
  readonly claim: 'omit'
  readonly index: Id<'index'>
}

/** The application may write through the view where roles are told apart at all; otherwise it may only read it. */
export interface WritableClaim {
  readonly claim: 'writable'
  readonly view: Id<'view'>
}

/** Rows of `table` say by whom they were written, as rows of `people`: whoever writes them has to act as one of those. */
export interface ActorsClaim {
  readonly claim: 'actors'
  readonly table: Id<'table'>
  readonly people: Id<'table'>
  /** The one column of the people's key, as the actor setting has it. */
  readonly key: Id<'column'>
}

/** Rows belong to the person whom the column names, as the actor setting does; others may not reach them. */
export interface OwnedClaim extends OwnedRows {
  readonly claim: 'owned'
  readonly table: Id<'table'>
}
