import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compile } from '../../../src/compile/index.ts'
import { applyChanges, type Design, type DesignRecord } from '../../../src/design/index.ts'
import type { Engine } from '../../../src/engine/index.ts'
import { emit } from '../../../src/sql/index.ts'
import { pglite } from '../../engine/node.ts'
import { registry } from '../all.ts'
import type { Options } from '../cases/types.ts'
import { broken, hold } from '../hold.ts'
import { on } from '../on.ts'
import { shop } from '../shop.ts'

let engine: Engine
beforeAll(async () => {
  engine = await pglite()
})
afterAll(() => engine.close())

const s = shop()
const visits = (pattern: string, options: Options, design: Design = s.design): Design =>
  on(s, design, pattern, options, 'visits')
const retyped = (column: string, base: string): Design => {
  const c = s.design.records.get(s.id(`visits.${column}`)) as Extract<DesignRecord, { kind: 'column' }>
  return applyChanges(s.design, [{ id: c.id, to: { ...c, type: { base } } }]).design
}
const noHash = ['json', 'money', 'bit', 'varbit', 'tsvector', 'tsquery', 'point']
const errors = (d: Design) => compile(d, registry).issues.filter((i) => i.severity === 'error')
const group = (name: string, ...values: readonly string[]) => ({ name, values, tablespace: '' })
const keeps = async (design: Design): Promise<void> => {
  const held = await hold(engine, design)
  expect(errors(design)).toEqual([])
  expect([...held.refused, ...broken(held)]).toEqual([])
  expect(held.answers.size).toBeGreaterThan(0)
}

describe('options that contradict', () => {
  it.each(noHash)('a hash of %s, which PostgreSQL refuses', (base) => {
    const d = visits(
      'partition-hash',
      { columns: [s.id('visits.status')], uniques: 'within' },
      retyped('status', base),
    )
    expect(errors(d).map((i) => [i.code, i.option])).toEqual([['partition-hash/column-type', 'columns']])
  })

  it.each<readonly [string, string, Options, string]>([
    [
      'a list without values',
      'partition-list',
      { column: s.id('visits.status'), groups: [] },
      'partition-list/no-groups',
    ],
    [
      'a list by no column',
      'partition-list',
      { column: 'nowhere', groups: [group('a', 'A')] },
      'partition-list/unknown-column',
    ],
    [
      'a value twice',
      'partition-list',
      { groups: [group('a', 'A', 'B'), group('b', 'B')] },
      'partition-list/value-twice',
    ],
    [
      'a partition without values',
      'partition-list',
      { groups: [group('a', 'A'), group('b')] },
      'partition-list/no-values',
    ],
    [
      'a hash of another table',
      'partition-hash',
      { columns: [s.id('orders.id')] },
      'partition-hash/unknown-column',
    ],
    ['no partitions at all', 'partition-hash', { modulus: 0 }, 'use/options'],
    ['no region', 'data-residency', { regions: [] }, 'data-residency/no-regions'],
    [
      'a country in two regions',
      'data-residency',
      { regions: [group('eu', 'DE'), group('us', 'DE')] },
      'data-residency/value-twice',
    ],
    ['a number as a region', 'data-residency', { column: s.id('visits.id') }, 'data-residency/column-type'],
    [
      'a key as a cold column',
      'vertical-split',
      { columns: [s.id('visits.id'), s.id('visits.note')] },
      'vertical-split/key-column',
    ],
    [
      'a cold column of another table',
      'vertical-split',
      { columns: [s.id('orders.note')] },
      'vertical-split/unknown-column',
    ],
  ])('%s', (_, pattern, options, code) => {
    const d = visits(pattern, options)
    const issue = errors(d).find((i) => i.code === code)
    expect(issue?.option).toBeDefined()
    expect(issue?.waysOut.length).toBeGreaterThan(0)
    for (const way of issue?.waysOut ?? [])
      expect(errors(applyChanges(d, way.changes).design).map((i) => i.code)).not.toContain(code)
  })

  it.each([
    'text',
    'varchar',
    'uuid',
    'integer',
    'timestamptz',
    'date',
    'bytea',
    'jsonb',
    'inet',
    'interval',
  ])('a hash of %s spreads rows evenly, and one row is looked for in one partition', async (base) => {
    const d = visits(
      'partition-hash',
      { columns: [s.id('visits.status')], uniques: 'within' },
      retyped('status', base),
    )
    const { refused, compiled, answers } = await hold(engine, d)
    expect(refused).toEqual([])
    expect(errors(d)).toEqual([])
    expect([...answers].map(([id, a]) => [id.slice(id.lastIndexOf('/') + 1), a.verdict])).toEqual([
      ['even', 'held'],
      ['found', 'held'],
      ['pruning', 'held'],
    ])
    expect(compiled.issues.filter((i) => i.severity === 'error')).toEqual([])
  })

  it('a table without a primary key can be neither spread nor split', () => {
    const bare = applyChanges(s.design, [{ id: s.id('visits.pk'), to: null }]).design
    expect(errors(visits('partition-hash', {}, bare)).map((i) => i.code)).toEqual([
      'partition-hash/no-column',
    ])
    expect(errors(visits('vertical-split', {}, bare)).map((i) => i.code)).toEqual(['vertical-split/no-key'])
  })

  it('a column that a check ties to others stays', () => {
    const refs = [
      { id: s.id('visits.note'), as: 'name' as const },
      { id: s.id('visits.status'), as: 'name' as const },
    ]
    const tied = applyChanges(s.design, [
      {
        id: s.id('visits.tie'),
        to: {
          kind: 'check',
          id: s.id('visits.tie'),
          name: '',
          table: s.id('visits'),
          expr: { text: ['', ' <> ', ''], refs },
        },
      },
    ]).design
    const d = visits('vertical-split', { columns: [s.id('visits.note'), s.id('visits.total')] }, tied)
    const [issue] = errors(d)
    expect(issue?.code).toBe('move/tied')
    expect(compile(d, registry).catalog.get(s.id('visits.note'))).toMatchObject({ table: s.id('visits') })
    expect(errors(applyChanges(d, issue?.waysOut[0]?.changes ?? []).design)).toEqual([])
  })

  it('a column that has a pattern of its own stays', () => {
    const d = on(
      s,
      visits('vertical-split', { columns: [s.id('visits.status')] }),
      'state-machine',
      {},
      'visits',
    )
    expect(errors(d).map((i) => i.code)).toEqual(['move/watched'])
  })

  it('a table is partitioned in one way', () => {
    const d = visits('partition-hash', {}, visits('partition-range', {}))
    const [issue] = errors(d)
    expect(issue?.code).toBe('split/twice')
    expect(errors(applyChanges(d, issue?.waysOut[0]?.changes ?? []).design)).toEqual([])
  })

  it('versions of rows cannot be told apart in partitions by another time', () => {
    const d = visits('partition-range', {}, on(s, s.design, 'effective-dating', {}, 'visits'))
    const [issue] = errors(d)
    expect(issue?.code).toBe('split/overlaps')
    expect(errors(applyChanges(d, issue?.waysOut[0]?.changes ?? []).design)).toEqual([])
  })
})

describe('values of a list', () => {
  it.each([
    ['integer', 'eu', '1'],
    ['smallint', '99999', '-4'],
    ['bigint', '1.5', '12345678901'],
    ['numeric', 'much', '1.50'],
    ['boolean', 'perhaps', 'TRUE'],
    ['date', '2026-02-30', '2026-02-28'],
    ['timestamptz', 'tomorrow at noon', '2026-02-28 12:00+01'],
    ['uuid', 'eu', '00000000-0000-4000-8000-000000000001'],
    ['time', '25:00', '23:00'],
  ])('%s cannot hold "%s": it is said, and without it the rest applies', async (base, strange, fine) => {
    const groups = [group('a', strange, fine)]
    const d = visits('partition-list', { column: s.id('visits.status'), groups }, retyped('status', base))
    expect(errors(d).map((i) => [i.code, i.option])).toEqual([['partition-list/unknown-value', 'groups']])
    expect((await hold(engine, d)).refused).toEqual([])
    const mended = applyChanges(d, errors(d)[0]?.waysOut[0]?.changes ?? []).design
    expect(errors(mended)).toEqual([])
    expect((await hold(engine, mended)).refused).toEqual([])
  })

  it('a list of nothing but strange values is better no list', () => {
    const d = visits(
      'partition-list',
      { column: s.id('visits.status'), groups: [group('a', 'eu')] },
      retyped('status', 'integer'),
    )
    for (const issue of errors(d))
      for (const way of issue.waysOut) expect(errors(applyChanges(d, way.changes).design)).toEqual([])
  })

  it.each([
    ['integer', '1', '01'],
    ['numeric', '1', '1.0'],
    ['citext', 'EU', 'eu'],
    ['boolean', 'true', 'TRUE'],
  ])('%s cannot tell "%s" from "%s": it is said, and the rest applies', async (base, one, other) => {
    const groups = [group('a', one), group('b', other)]
    const d = visits('partition-list', { column: s.id('visits.status'), groups }, retyped('status', base))
    expect(errors(d).map((i) => i.code)).toEqual(['partition-list/value-twice'])
    expect((await hold(engine, d)).refused).toEqual([])
  })
})

describe('options that hold', () => {
  const holding: readonly (readonly [string, string, Options, Design?])[] = [
    ['a boolean in two partitions', 'partition-list', {}, retyped('status', 'boolean')],
    [
      'numbers in a list, and no others',
      'partition-list',
      { column: s.id('visits.status'), groups: [group('odd', '1', '3'), group('even', '2')], rest: false },
      retyped('status', 'integer'),
    ],
    [
      'values that stay',
      'partition-list',
      { column: s.id('visits.status'), groups: [group('a', 'A'), group('b', "b's, ) and (")], stay: true },
    ],
    [
      'a hash of two columns',
      'partition-hash',
      { columns: [s.id('visits.customer_id'), s.id('visits.status')], modulus: 3 },
    ],
    ['a hash over many', 'partition-hash', { modulus: 16 }],
    [
      'regions by country, which may change',
      'data-residency',
      { column: s.id('visits.status'), stay: false, regions: [group('eu', 'DE', 'FR'), group('us', 'US')] },
    ],
    [
      'several cold columns, one of them required',
      'vertical-split',
      { columns: [s.id('visits.note'), s.id('visits.status'), s.id('visits.total')] },
    ],
    ['a view that is only read', 'vertical-split', { writes: false }],
  ]
  const cases = holding.map(([what, pattern, options, d]) => [what, visits(pattern, options, d)] as const)
  it.each(cases)('%s', (_, design) => keeps(design))

  it('an enum has a partition for each label, which follows its name', async () => {
    const d = on(s, s.design, 'state-machine', {}, 'visits')
    const both = visits('partition-list', {}, d)
    expect(errors(both)).toEqual([])
    const { catalog } = compile(both, registry)
    const parts = [...catalog.values()].filter((o) => o.kind === 'partition')
    expect(parts.length).toBeGreaterThan(2)
    expect((await engine.load(catalog, emit(catalog, 18))).errors).toEqual([])
  })

  it('a region has its own tablespace', () => {
    const regions = [{ name: 'eu', values: ['DE'], tablespace: 'disk in Frankfurt' }]
    const options = { regions: [{ ...regions[0], tablespace: 'frankfurt' }] } as unknown as Options
    const { catalog, files } = compile(visits('data-residency', options), registry)
    expect(emit(catalog, 18).text).toContain("for values in ('DE')\n  tablespace frankfurt;")
    expect(files[0]?.text).toContain('| eu | DE | visits_eu | frankfurt |')
  })
})
