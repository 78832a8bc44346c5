import type { Kind } from '../catalog/index.ts'

const labels: Readonly<Partial<Record<Kind, string>>> = {
  fk: 'foreign key',
  matview: 'materialized view',
  check: 'check constraint',
  exclusion: 'exclusion constraint',
  rows: 'set of reference rows',
}

/** A kind as people call it. */
export const label = (kind: Kind): string => labels[kind] ?? kind

/** The same with its article. */
export const oneOf = (kind: Kind): string => `${/^[aeiou]/.test(label(kind)) ? 'an' : 'a'} ${label(kind)}`
