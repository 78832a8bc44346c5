import { describe, expect, it } from 'vitest'
import { loadPatterns, registry } from '../../../src/store/index.ts'
import { fitsPattern } from '../../../src/ui/kit/find-pattern.ts'

await loadPatterns()
const all = [...registry.values()]
const found = (typed: string): readonly string[] =>
  all.filter((p) => fitsPattern(p, typed)).map((p) => p.manifest.name)

describe('a search for a pattern', () => {
  it.each<readonly [string, ...string[]]>([
    ['GDPR', 'erasure', 'column-encryption'],
    ['right to be forgotten', 'erasure'],
    ['RLS', 'tenancy-row', 'row-ownership'],
    ['row level security', 'tenancy-row', 'row-ownership'],
    ['optimistic lock', 'row-version'],
    ['Optimistic-Locking', 'row-version'],
    ['lost updates', 'row-version'],
    ['multi-tenant', 'tenancy-row', 'tenancy-schema', 'tenancy-database'],
    ['multitenant', 'tenancy-row', 'tenancy-schema', 'tenancy-database'],
    ['multi tenancy', 'tenancy-row'],
    ['SaaS', 'tenancy-row'],
    ['polymorphic', 'exclusive-arc', 'association-tables', 'subtype-tables'],
    ['inheritance', 'subtype-tables'],
    ['hierarchy', 'adjacency-list', 'closure-table', 'materialized-path', 'nested-sets'],
    ['hierarchies', 'adjacency-list'],
    ['tree', 'adjacency-list', 'closure-table', 'materialized-path', 'nested-sets'],
    ['ltree', 'materialized-path'],
    ['org chart', 'adjacency-list'],
    ['tags', 'junction', 'association-tables'],
    ['tag', 'junction'],
    ['many-to-many', 'junction'],
    ['many to many', 'junction'],
    ['join table', 'junction', 'association-tables'],
    ['CQRS', 'read-model', 'event-store'],
    ['event sourcing', 'event-store'],
    ['versioning', 'history-table', 'effective-dating'],
    ['time travel', 'history-table', 'bitemporal'],
    ['audit trail', 'audit-log', 'history-table'],
    ['timestamps', 'audit-columns'],
    ['updated_at', 'audit-columns'],
    ['idempotent', 'idempotency-keys'],
    ['retry', 'idempotency-keys', 'outbox'],
    ['retries', 'idempotency-keys', 'outbox'],
    ['queue', 'outbox'],
    ['Kafka', 'outbox'],
    ['lock', 'row-version'],
    ['sharding key', 'sharding'],
    ['shard keys', 'sharding'],
    ['currency', 'money'],
    ['currencies', 'money'],
    ['price', 'money'],
    ['PII', 'erasure', 'column-encryption'],
    ['encryption', 'column-encryption'],
    ['search', 'full-text-search'],
    ['tsvector', 'full-text-search'],
    ['partition', 'partition-range', 'partition-list', 'partition-hash'],
    ['partitioning', 'partition-range', 'partition-list', 'partition-hash'],
    ['trash', 'soft-delete', 'archive-table'],
    ['undelete', 'soft-delete', 'archive-table'],
    ['deleted_at', 'soft-delete'],
    ['workflow', 'state-machine'],
    ['status', 'state-machine', 'enum-or-lookup'],
    ['custom fields', 'jsonb-attributes'],
    ['EAV', 'jsonb-attributes'],
    ['UUID', 'surrogate-key'],
    ['primary key', 'surrogate-key'],
    ['upsert', 'conflict-resolution'],
    ['cache', 'materialized-view', 'read-model'],
    ['counter cache', 'derived-column'],
    ['zero downtime', 'expand-contract', 'blue-green-table'],
    ['zero-downtime', 'expand-contract', 'blue-green-table'],
    ['read replicas', 'topology'],
    ['monitoring', 'observability'],
    ['indices', 'index-plan'],
    ['ADR', 'decision-record'],
    ['metrics', 'time-series', 'observability'],
    ['wide table', 'vertical-split'],
    ['softdelete', 'soft-delete'],
  ])('%s', (typed, ...expected) => {
    expect(found(typed)).toEqual(expect.arrayContaining(expected))
    expect(found(typed).length).toBeLessThan(all.length / 3)
  })

  it.each(all.map((p) => [p.manifest.name, p] as const))(
    '%s has search words and is found by each',
    (_, p) => {
      const words = p.manifest.also.split(', ')
      expect(words.length).toBeGreaterThan(2)
      expect(words.filter((word) => word === '' || !fitsPattern(p, word))).toEqual([])
      expect(fitsPattern(p, p.manifest.title)).toBe(true)
      expect(new Set(words).size).toBe(words.length)
    },
  )

  it('needs every typed word, in any order, and finds by a beginning', () => {
    expect(found('delete soft')).toContain('soft-delete')
    expect(found('soft xylophone')).toEqual([])
    expect(found('xylophone')).toEqual([])
    expect(found('encr')).toContain('column-encryption')
  })

  it('finds all when nothing is typed', () => {
    expect(found('  ')).toHaveLength(all.length)
  })
})
