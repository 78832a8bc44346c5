import type { Id } from '../base/index.ts'
import type { Catalog } from '../catalog/index.ts'
import type { Design } from '../design/index.ts'
import type { Issue } from './issue.ts'
import type { AnyPattern, Use } from './pattern.ts'
import type { Traits } from './proof.ts'

export interface CompanionFile {
  readonly path: string
  readonly text: string
  readonly use: Id<'use'>
}

/** A pattern use as compile ran it. */
export interface ActiveUse {
  readonly pattern: AnyPattern
  readonly use: Use<unknown>
  /** Some of its roles may have ids that are not derived from it. */
  readonly bound: boolean
}

/** The best catalog the design allows, with what is wrong with it. */
export interface Compiled {
  readonly design: Design
  readonly catalog: Catalog
  /** What was drawn and is not in the catalog, for what is wrong with it. */
  readonly leftOut: Catalog
  readonly traits: Traits
  readonly issues: readonly Issue[]
  readonly files: readonly CompanionFile[]
  readonly uses: ReadonlyMap<Id, ActiveUse>
}

/** Keeps the last result, so that a rename is answered without running the patterns again. */
export interface Compiler {
  compile(design: Design): Compiled
  /** What `compile` will answer for a design of these records; it then has the answer, if it compiles none before. */
  foresee(design: Design): Compiled
}
