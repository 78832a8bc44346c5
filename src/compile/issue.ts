import type { Id } from '../base/index.ts'
import type { Change } from '../design/index.ts'

/** A choice that resolves an issue, as changes a person can take with one click. */
export interface WayOut {
  readonly label: string
  readonly changes: readonly Change[]
}

/** A contradiction, a gap or advice. `code` is stable: tests, docs and links name it. */
export interface Issue {
  readonly code: string
  readonly severity: 'error' | 'warning' | 'info'
  readonly message: string
  /** The objects concerned, the one to show first. */
  readonly objects: readonly Id[]
  readonly waysOut: readonly WayOut[]
  readonly use?: Id<'use'>
  /** Path of the pattern option at fault, such as `parents` or `states.0.name`. */
  readonly option?: string
}
