import { err, type Result } from '../base/index.ts'
import type { Design } from './types.ts'

/** What is wrong with a document: where (a JSON path, or a line and column of the text) and what to do. */
export interface DesignError {
  /** Such as `records["ab12cd34.7"].type`; '' is the whole document. */
  readonly path: string
  readonly message: string
  /** From 1, for text that is not JSON. */
  readonly line?: number
  readonly column?: number
}

/** A value from JSON as a design. */
export const parseDesign = (_json: unknown): Result<Design, readonly DesignError[]> => err([])
/** The text of a design file as a design. */
export const readDesign = (_text: string): Result<Design, readonly DesignError[]> => err([])
