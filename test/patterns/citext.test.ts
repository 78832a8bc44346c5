import { afterAll, describe, expect, it } from 'vitest'
import { applyChanges, type Design, type DesignRecord } from '../../src/design/index.ts'
import { elsewhere } from './extension-shops.ts'
import { broken, hold } from './hold.ts'
import { on } from './on.ts'
import { rotating } from './rotating.ts'
import { shop } from './shop.ts'

const engines = rotating()
afterAll(() => engines.close())

const s = shop()
type Column = Extract<DesignRecord, { kind: 'column' }>
const retyped = (base: string, ...ids: readonly string[]): Design =>
  applyChanges(
    s.design,
    ids.map((id) => {
      const column = s.design.records.get(s.id(id)) as Column
      return { id: column.id, to: { ...column, type: { base } } }
    }),
  ).design
/** Everything that was text. */
const all = [...s.design.records.values()].flatMap((r) =>
  r.kind === 'column' && 'base' in r.type && r.type.base === 'text' ? [r] : [],
)
const citext = applyChanges(
  s.design,
  all.map((r) => ({ id: r.id, to: { ...r, type: { base: 'citext' } } })),
).design

/** Tenants by a word. */
const byWord = (): Design => {
  const id = s.design.records.get(s.id('customers.id')) as Column
  const { identity: _, ...column } = id
  return on(
    s,
    applyChanges(retyped('citext', 'customers.email'), [
      { id: column.id, to: { ...column, type: { base: 'citext' } } },
      ...[...s.design.records.values()].flatMap((r) =>
        r.kind === 'fk' && r.references === s.id('customers')
          ? r.columns.map((c) => {
              const child = s.design.records.get(c) as Column
              return { id: c, to: { ...child, type: { base: 'citext' } } }
            })
          : [],
      ),
    ]).design,
    'tenancy-row',
    { tenants: s.id('customers') },
  )
}

/** No two orders of a tenant have one number: by GiST, which has no equality of citext. */
const excluding = (design: Design): Design => {
  const exclusion: DesignRecord = {
    kind: 'exclusion',
    id: s.id('orders.number_excl'),
    name: '',
    table: s.id('orders'),
    method: 'gist',
    elements: [{ column: s.id('orders.number'), operator: '=' }],
  }
  return applyChanges(design, [{ id: exclusion.id, to: exclusion }]).design
}

/** Lines of orders, and the table that takes over from them: with other types, of extensions. */
const takenOver = (sync: string): Design => {
  const schema = (s.design.records.get(s.id('orders')) as Extract<DesignRecord, { kind: 'table' }>).schema
  const types = { id: 'bigint', order_id: 'bigint', sku: 'citext', path: 'ltree' }
  const column = (table: string, name: string, base: string, rank: string) => ({
    kind: 'column',
    id: s.id(`${table}.${name}`),
    table: s.id(table),
    name,
    rank,
    type: { base },
    ...(name === 'path' ? {} : { notNull: true }),
  })
  const records = [
    column('items', 'path', 'text', 'x'),
    { kind: 'table', id: s.id('lines'), name: 'lines', schema },
    ...Object.entries(types).map(([name, base], i) => column('lines', name, base, `a${i}`)),
    {
      kind: 'key',
      id: s.id('lines.pk'),
      name: '',
      table: s.id('lines'),
      primary: true,
      columns: [s.id('lines.id')],
    },
    {
      kind: 'use',
      id: 'blue-green-table@x#1',
      pattern: 'blue-green-table',
      target: s.id('items'),
      options: {
        next: s.id('lines'),
        sync,
        columns: Object.keys(types).map((c) => ({ from: s.id(`items.${c}`), to: s.id(`lines.${c}`) })),
      },
    },
  ] as unknown as readonly DesignRecord[]
  return applyChanges(
    s.design,
    records.map((r) => ({ id: r.id, to: r })),
  ).design
}

const designs: readonly (readonly [string, Design])[] = [
  ['words', citext],
  ['encrypted words', on(s, citext, 'column-encryption')],
  ['an encrypted hstore', on(s, retyped('hstore', 'orders.number'), 'column-encryption')],
  ['words that are erased', on(s, citext, 'erasure')],
  ['words that say which partition', on(s, citext, 'partition-list', {}, 'visits')],
  ['tenants by a word, who delete softly', on(s, byWord(), 'soft-delete')],
  ['tenants by a word, with a history', on(s, byWord(), 'history-table')],
  ['tenants by a word, in an outbox', on(s, byWord(), 'outbox')],
  ['texts that another table takes over', takenOver('forward')],
  ['texts that another table takes over and gives back', takenOver('both')],
  ['tenants by a word, in an archive', on(s, byWord(), 'archive-table')],
  ['tenants by a word, whose rows exclude each other', excluding(byWord())],
  ['tenants by a word, whose versions exclude each other', on(s, byWord(), 'effective-dating', {}, 'visits')],
]

const keepsAll = async (design: Design): Promise<void> => {
  const held = await hold(await engines.next(), design)
  expect(held.compiled.issues.filter((i) => i.severity === 'error')).toEqual([])
  expect([...held.refused, ...broken(held)]).toEqual([])
  expect(held.answers.size > 0 || held.compiled.uses.size === 0).toBe(true)
}

describe('a type of an extension, where the search path is pinned', () => {
  it.each(designs)('%s keep every promise', (_, design) => keepsAll(design))
})

describe('a type of an extension in a schema of its own', () => {
  it.each(designs)('%s keep every promise', (_, design) => keepsAll(elsewhere({ ...s, design }).design))
})
