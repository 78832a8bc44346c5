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

/** The pattern's name, as the ids of its uses begin with it. */
export const patternOf = (use: Id<'use'>): string => use.slice(0, use.indexOf('@'))

/** The same in words. */
export const patternWords = (use: Id<'use'>): string => patternOf(use).replaceAll('-', ' ')

export const switchOff = (use: Id<'use'>): WayOut => ({
  label: `Switch ${patternWords(use)} off`,
  changes: [{ id: use, to: null }],
})
