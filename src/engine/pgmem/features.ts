import type { Gap } from '../types.ts'

/**
 * What pg-mem 3.0.14 refuses or answers wrongly, by stable code. Each is shown by a test that runs it. `mild` ones
 * change a corner of an object's behaviour (a range, a padding, an index that only makes things fast), so the object
 * can still be judged; the others leave the object out or make it behave differently.
 */
export const features = {
  extension: { text: 'pg-mem has no extensions.' },
  role: { text: 'pg-mem has no roles: everything runs as one user.' },
  grant: { text: 'pg-mem has no privileges.' },
  policy: { text: 'pg-mem has no row security.' },
  rls: { text: 'pg-mem has no row security.' },
  domain: { text: 'pg-mem has no domains; the type below stands in, without its checks.' },
  exclusion: { text: 'pg-mem has no exclusion constraints.' },
  trigger: { text: 'pg-mem has no triggers.' },
  routine: { text: 'pg-mem runs no functions or procedures of a design.' },
  deferrable: { text: 'pg-mem checks constraints at once; a deferrable one is left out.' },
  'nulls-not-distinct': { text: 'pg-mem takes NULLs as distinct.' },
  'without-overlaps': { text: 'pg-mem has no WITHOUT OVERLAPS.' },
  period: { text: 'pg-mem has no PERIOD in foreign keys.' },
  'match-full': { text: 'pg-mem has no MATCH FULL.' },
  'set-columns': { text: 'pg-mem cannot limit SET NULL or SET DEFAULT to some columns.' },
  'set-default': { text: 'pg-mem acts on SET DEFAULT as on SET NULL.' },
  'self-reference': { text: 'pg-mem refuses a row that refers to itself.' },
  'null-logic': { text: 'pg-mem gets AND, OR and IN wrong where a column is NULL; this check is left out.' },
  type: { text: 'pg-mem does not have this type; text stands in.' },
  partition: { text: 'pg-mem has no partitions: rows of every bound go into one table.' },
  partitioned: { text: 'pg-mem takes rows for which there is no partition.', mild: true },
  collation: { text: 'pg-mem ignores collations.' },
  opclass: { text: 'pg-mem has no operator classes or collations in indexes.' },
  'matview-index': { text: 'pg-mem has no indexes on materialized views.' },
  'security-invoker': { text: 'pg-mem has no security_invoker: it asks nobody for rights.', mild: true },
  'security-barrier': { text: 'pg-mem has no security_barrier.', mild: true },
  'check-option': { text: 'pg-mem has no CHECK OPTION and cannot write through views.' },
  'no-data': { text: 'pg-mem cannot leave a materialized view empty.' },
  'numeric-precision': {
    text: 'pg-mem keeps numeric as a floating-point number without limits.',
    mild: true,
  },
  'type-modifier': { text: 'pg-mem ignores this type modifier.', mild: true },
  bytea: { text: 'pg-mem keeps the text of a bytea value, not the bytes that it stands for.', mild: true },
  virtual: { text: 'pg-mem stores generated columns; a virtual one is stored too.', mild: true },
  'generated-delete': { text: 'pg-mem cannot delete rows of a table with generated columns.', mild: true },
  include: { text: 'pg-mem has no INCLUDE; the columns are left out.', mild: true },
  'index-method': { text: 'pg-mem has B-tree indexes only.', mild: true },
  'view-write': { text: 'pg-mem cannot write through views.', mild: true },
} as const satisfies Readonly<Record<string, { readonly text: string; readonly mild?: true }>>

export type Feature = keyof typeof features

/** Codes of gaps that leave the object judged all the same. */
export const mildGaps: ReadonlySet<string> = new Set(
  Object.entries(features)
    .filter(([, f]) => 'mild' in f)
    .map(([code]) => code),
)

/** The rest: found by trying, not known beforehand. */
export const unsupported = (object: string, said: string): Gap => ({
  object,
  feature: 'syntax',
  message: `pg-mem cannot hold this: ${said}`,
})
