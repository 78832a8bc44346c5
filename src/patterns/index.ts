/**
 * How to load each pattern, in the order of the catalogue. A page loads what its design uses before it draws,
 * and the others once the canvas answers.
 */
export const catalogue = {
  'surrogate-key': () => import('./surrogate-key/index.ts'),
  'audit-columns': () => import('./audit-columns/index.ts'),
  'row-version': () => import('./row-version/index.ts'),
  'enum-or-lookup': () => import('./enum-or-lookup/index.ts'),
  money: () => import('./money/index.ts'),
  'history-table': () => import('./history-table/index.ts'),
  'audit-log': () => import('./audit-log/index.ts'),
  'event-store': () => import('./event-store/index.ts'),
  'soft-delete': () => import('./soft-delete/index.ts'),
  'effective-dating': () => import('./effective-dating/index.ts'),
  bitemporal: () => import('./bitemporal/index.ts'),
  'exclusive-arc': () => import('./exclusive-arc/index.ts'),
  'adjacency-list': () => import('./adjacency-list/index.ts'),
  'closure-table': () => import('./closure-table/index.ts'),
  'state-machine': () => import('./state-machine/index.ts'),
  'tenancy-row': () => import('./tenancy-row/index.ts'),
  'idempotency-keys': () => import('./idempotency-keys/index.ts'),
  erasure: () => import('./erasure/index.ts'),
  outbox: () => import('./outbox/index.ts'),
  'materialized-view': () => import('./materialized-view/index.ts'),
  'read-model': () => import('./read-model/index.ts'),
  'partition-range': () => import('./partition-range/index.ts'),
}
