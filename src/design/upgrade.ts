import { err, ok, type Result } from '../base/index.ts'
import type { DesignError } from './schema-errors.ts'

/** The format that this version writes. */
export const currentFormat = 1

export interface RawDocument {
  readonly [member: string]: unknown
}
/** Brings a document of one format to the next. It sees any JSON: a malformed document passes through. */
export type Upgrade = (doc: RawDocument) => RawDocument
/** By the format that an upgrade starts from. */
export type Upgrades = Readonly<Record<number, Upgrade>>

/** Format 1 is the first, so nothing older exists. */
export const upgrades: Upgrades = {}

const bad = (message: string): Result<never, readonly DesignError[]> => err([{ path: 'format', message }])

/** Brings a document to format `current`, or says why that is not possible. */
export const upgradeTo = (
  current: number,
  steps: Upgrades,
  doc: RawDocument,
): Result<RawDocument, readonly DesignError[]> => {
  const { format } = doc
  if (format === undefined) return bad('is missing; a Damask design names its format, a whole number')
  if (typeof format !== 'number' || !Number.isSafeInteger(format) || format < 1)
    return bad('must be a whole number from 1')
  if (format > current)
    return bad(
      `made by a newer Damask: format ${format}; this one reads up to ${current}. Reload the page or update`,
    )
  let out = doc
  for (let f = format; f < current; f++) {
    const step = steps[f]
    if (!step) return bad(`format ${format} is too old: nothing here reads format ${f}`)
    out = { ...step(out), format: f + 1 }
  }
  return ok(out)
}
