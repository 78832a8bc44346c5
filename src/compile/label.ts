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
