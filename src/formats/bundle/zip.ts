import { strToU8, type Zippable, zipSync } from 'fflate'
import type { BundleFile } from './types.ts'

/** A zip keeps local time without its zone: noon on the first day it can tell exists in every zone. */
const epoch = (): Date => new Date(1980, 0, 1, 12)

/** The files as a zip: sorted, one time stamp, no attributes of the machine, so equal files give equal bytes. */
export const zipBundle = (files: readonly BundleFile[]): Uint8Array => {
  const entries: Zippable = {}
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
  for (const f of sorted) entries[f.path] = strToU8(f.text)
  return zipSync(entries, { level: 9, mtime: epoch(), os: 0 })
}
