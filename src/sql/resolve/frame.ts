import type { Id } from '../../base/index.ts'

/** Something in FROM: its alias or name, and the relation behind it where that is known. */
export interface Source {
  readonly name: string
  readonly relation?: Id
  /** The name was given with AS, rather than being the table's own. */
  readonly alias?: boolean
}

/** The names that are visible in a stretch of text: one SELECT, INSERT, UPDATE, DELETE or MERGE. */
export interface Frame {
  readonly outer: Frame | undefined
  readonly sources: Source[]
  /** What INSERT, UPDATE, DELETE or MERGE changes. */
  target?: Id
  verb: string
}

/** What the walk over the structure found out about a token. */
export type Role =
  | { readonly role: 'skip' }
  | { readonly role: 'table'; readonly id: Id }
  /** Not found: the name of some relation that is not of the design. */
  | { readonly role: 'stranger' }
  | { readonly role: 'type' }
  /** A column of this relation and of no other. */
  | { readonly role: 'target'; readonly relation: Id | undefined }

export interface Structure {
  readonly frames: readonly (Frame | undefined)[]
  readonly roles: ReadonlyMap<number, Role>
}
