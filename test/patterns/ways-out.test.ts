import { describe, it } from 'vitest'
import { nextUseId } from '../../src/compile/index.ts'
import { applyChanges, type Design, type DesignRecord, type Json } from '../../src/design/index.ts'
import { on } from './on.ts'
import { shop } from './shop.ts'
import { sqlOf } from './sql-of.ts'
import { expectWaysOut } from './ways.ts'

type Of<K extends DesignRecord['kind']> = Extract<DesignRecord, { kind: K }>
type Options = Readonly<Record<string, Json>>

const s = shop()
const drawn = <K extends DesignRecord['kind']>(_kind: K, id: string): Of<K> =>
  s.design.records.get(s.id(id)) as Of<K>
const put = (...records: readonly DesignRecord[]): Design =>
  applyChanges(
    s.design,
    records.map((r) => ({ id: r.id, to: r })),
  ).design
const without = (...ids: readonly string[]): Design =>
  applyChanges(
    s.design,
    ids.map((id) => ({ id: s.id(id), to: null })),
  ).design
const typed = (id: string, type: Of<'column'>['type'], more: Partial<Of<'column'>> = {}): Design =>
  put({ ...drawn('column', id), type, ...more })
const references = [...s.design.records.values()].flatMap((r) => (r.kind === 'fk' ? [r.id] : []))
const unreferring = applyChanges(
  s.design,
  references.map((id) => ({ id, to: null })),
).design
const asking = (text: string): Options => ({ queries: [{ query: sqlOf(s.design, text) }] })
const flag = (column: string, how: string, value: string): Options => ({
  columns: [{ column: s.id(column), how, value }],
})
const keyless = without('orders.pk', 'items>orders')
/** Posts without a key but with words. */
const loose = applyChanges(without('posts.pk'), [
  {
    id: s.id('posts.words'),
    to: {
      kind: 'column',
      id: s.id('posts.words'),
      table: s.id('posts'),
      name: 'words',
      rank: 'z',
      type: { base: 'text' },
    },
  },
]).design
const wordless = typed('photos.url', { base: 'uuid' })
/** Customers alone have a key. */
const lonely = applyChanges(
  unreferring,
  [...s.design.records.values()].flatMap((r) =>
    r.kind === 'key' && r.id !== s.id('customers.pk') ? [{ id: r.id, to: null }] : [],
  ),
).design
const numberless = applyChanges(
  unreferring,
  ['visits.id', 'visits.customer_id'].map((id) => {
    const { identity: _, ...column } = drawn('column', id)
    return { id: column.id, to: { ...column, type: { base: 'uuid' } } }
  }),
).design
const twoKeys = put({
  kind: 'key',
  id: s.id('visits.same'),
  name: '',
  table: s.id('visits'),
  columns: [s.id('visits.id')],
})

const onTable = (table: string, pattern: string, options: Options, design = s.design): Design => {
  const target = s.id<'table'>(table)
  const id = nextUseId(design, pattern, target)
  return applyChanges(design, [{ id, to: { kind: 'use', id, pattern, target, options } }]).design
}

describe('what options lead to', () => {
  it.each<readonly [string, string, Design]>([
    [
      'a map of nothing in particular, asked for',
      'sharding/choose',
      on(s, unreferring, 'sharding', { kind: 'map', root: '', ...asking('select 1 as one') }),
    ],
    [
      'servers for nothing in particular',
      'sharding/choose',
      on(s, unreferring, 'sharding', { root: '', ...asking('select 1 as one') }),
    ],
    [
      'persons without a key',
      'erasure/no-key',
      on(s, keyless, 'erasure', { subject: s.id('orders'), columns: [] }),
    ],
    [
      'tables without a key, some of them',
      'erasure/nothing-flagged',
      on(s, loose, 'erasure', { columns: [] }),
    ],
    [
      'a pseudonym for a number, which had a value',
      'erasure/hash-type',
      on(
        s,
        typed('orders.note', { base: 'integer' }, { notNull: true }),
        'erasure',
        flag('orders.note', 'hash', 'x'),
      ),
    ],
    [
      'a pseudonym for a unique number',
      'erasure/hash-type',
      on(s, typed('orders.number', { base: 'integer' }), 'erasure', flag('orders.number', 'hash', '')),
    ],
    [
      'a word for a unique number',
      'erasure/constant-type',
      on(s, typed('orders.number', { base: 'integer' }), 'erasure', flag('orders.number', 'constant', 'x')),
    ],
    [
      'versions of what the primary key names, and a unique key of the same',
      'effective-dating/key-is-primary',
      on(s, twoKeys, 'effective-dating', { key: [s.id('visits.id')] }, 'visits'),
    ],
    [
      'partitions by a text where there are times and no numbers',
      'partition-range/column-type',
      on(s, numberless, 'partition-range', { column: s.id('visits.status'), uniques: 'within' }, 'visits'),
    ],
    [
      'rows of tenants in a view, and nothing to count instead',
      'materialized-view/tenant-missing',
      on(s, on(s, unreferring, 'tenancy-row'), 'materialized-view', {
        query: sqlOf(s.design, 'select count(*) as n from posts'),
        key: [],
      }),
    ],
    [
      'tenants with two kinds of keys',
      'tenancy-database/both',
      on(s, on(s, s.design, 'tenancy-row'), 'tenancy-database', { type: 'text' }),
    ],
    [
      'a chain of references out of what is shared',
      'tenancy-schema/shared-references',
      on(s, s.design, 'tenancy-schema', { shared: [s.id('items')] }),
    ],
    [
      'a region without a name and without values',
      'data-residency/no-values',
      on(s, s.design, 'data-residency', { regions: [{ values: ['eu'] }, { values: [] }] }, 'visits'),
    ],
    [
      'a query with a star, and nothing to count instead',
      'read-model/columns-unknown',
      on(s, unreferring, 'read-model', { query: sqlOf(s.design, 'select * from posts'), key: [], types: [] }),
    ],
    [
      'nothing but numbers to search in',
      'full-text-search/no-columns',
      onTable('photos', 'full-text-search', { columns: [{ column: s.id('photos.id') }] }, wordless),
    ],
    [
      'one parent, which has no key',
      'association-tables/parent-key',
      onTable('customers', 'association-tables', { parents: [{ table: s.id('posts') }] }, lonely),
    ],
    [
      'two patterns of one kind that ask for one column',
      'column/retyped-twice',
      onTable('visits', 'money', {}, onTable('visits', 'money', {})),
    ],
    [
      'everything but one table shared',
      'tenancy-schema/shared-references',
      on(s, s.design, 'tenancy-schema', {
        shared: ['items', 'orders', 'visits', 'posts', 'photos'].map((t) => s.id(t)),
      }),
    ],
    [
      'a first value of no values',
      'enum-or-lookup/no-values',
      onTable('orders.status', 'enum-or-lookup', { initial: 'new' }),
    ],
    [
      'partitions by what is encrypted',
      'column-encryption/partitioned',
      onTable(
        'visits.status',
        'column-encryption',
        {},
        on(s, s.design, 'partition-hash', { columns: [s.id('visits.status')], uniques: 'within' }, 'visits'),
      ),
    ],
    [
      'functions that reach past policies',
      'access-audit/policies-stop',
      onTable('orders', 'access-audit', { application: 'door' }, onTable('orders', 'row-ownership', {})),
    ],
  ])('%s: each way out of it leads to fewer errors and to no other', (_, code, design) =>
    expectWaysOut(design, code),
  )
})
