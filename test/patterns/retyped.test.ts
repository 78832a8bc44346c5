/** A column becomes an enum under what people drew over it as text. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rawSql } from '../../src/catalog/index.ts'
import { compile } from '../../src/compile/index.ts'
import { applyChanges, type DesignRecord } from '../../src/design/index.ts'
import type { Engine } from '../../src/engine/index.ts'
import { pglite } from '../engine/node.ts'
import { registry } from './all.ts'
import { broken, hold } from './hold.ts'
import { shop } from './shop.ts'

let engine: Engine
beforeAll(async () => {
  engine = await pglite()
})
afterAll(() => engine.close())

const s = shop()
const table = s.id<'table'>('orders')
const id = s.id<never>('drawn')
const schema = [...s.design.records.values()].find((r) => r.kind === 'schema')?.id
const status = s.id<'column'>('orders.status')
const on = (...text: readonly [string, string]) => ({ text, refs: [{ id: status, as: 'name' }] })
const number = { column: s.id('orders.number') }
const view = (...text: readonly string[]) => ({
  kind: 'view',
  schema,
  name: 'some',
  query: {
    text,
    refs: [
      { id: status, as: 'name' },
      { id: table, as: 'qualified' },
      { id: status, as: 'name' },
    ],
  },
})

const needsText: readonly (readonly [string, object])[] = [
  ['a check with another value', { kind: 'check', expr: on('', " in ('draft', 'paid')") }],
  ['a check of its length', { kind: 'check', expr: on('length(', ') > 2') }],
  ['a check by pattern', { kind: 'check', expr: on('', " ~ '^[a-z]+$'") }],
  ['an index of it in small letters', { kind: 'index', elements: [{ expr: on('lower(', ')') }] }],
  ['an index for prefixes', { kind: 'index', elements: [{ column: status, opclass: 'text_pattern_ops' }] }],
  ['an index of a cast', { kind: 'index', elements: [{ expr: on('(', '::text)') }] }],
  ['an index where it is another value', { kind: 'index', elements: [number], where: on('', " = 'paid'") }],
  ['a policy about another value', { kind: 'policy', name: 'p', roles: [], using: on('', " <> 'secret'") }],
  [
    'a column computed of it',
    {
      kind: 'column',
      name: 'low',
      rank: 'zz',
      type: { base: 'text' },
      generated: { expr: on('lower(', ')') },
    },
  ],
  ['a view of another value', view('select ', ' from ', ' where ', " = 'paid'")],
  [
    'a view with texts below it',
    {
      ...view(),
      query: {
        text: ['select ', ' from ', " union all select 'none'::text"],
        refs: [
          { id: status, as: 'name' },
          { id: table, as: 'qualified' },
        ],
      },
    },
  ],
]
const staysTrue: readonly (readonly [string, object])[] = [
  ['a check with its values', { kind: 'check', expr: on('', " in ('draft', 'active', 'closed')") }],
  ['a check that it is there', { kind: 'check', expr: on('', ' is not null') }],
  ['a check of a cast', { kind: 'check', expr: on('', "::text <> 'paid'") }],
  ['an index of it', { kind: 'index', elements: [{ column: status, order: 'desc' }] }],
  [
    'an index where it is a value',
    { kind: 'index', elements: [number], where: on('', " = 'draft' and true") },
  ],
  ['a view of a value', view('select count(', ') from ', ' where ', " = 'draft'")],
  [
    'a view of two queries that give it out',
    {
      ...view('select ', ' from ', ' union all select ', ' from ', ''),
      query: {
        text: ['select ', ' from ', ' union all select ', ' from ', ''],
        refs: [status, table, status, table].map((r, i) => ({ id: r, as: i % 2 ? 'qualified' : 'name' })),
      },
    },
  ],
]

const uses: readonly (readonly [string, object])[] = [
  ['state-machine', {}],
  ['enum-or-lookup', { values: ['draft', 'active', 'closed'] }],
]
const withBoth = (pattern: string, options: object, record: object) => {
  const use = { kind: 'use', id: `${pattern}@x#1`, pattern, target: status, options }
  const drawn = { name: '', table, ...record, id }
  return applyChanges(
    s.design,
    [use, drawn].map((r) => ({ id: r.id as never, to: r as unknown as DesignRecord })),
  ).design
}

describe.each(uses)('%s on a column with', (pattern, options) => {
  it.each(needsText)(
    '%s says what cannot stay, and either way out leads to what holds',
    async (_, record) => {
      const design = withBoth(pattern, options, record)
      const issues = compile(design, registry).issues.filter((i) => i.code !== 'state-machine/labels')
      expect(issues.map((i) => i.code)).toEqual(['column/needed-as-drawn'])
      expect(issues[0]?.message).toMatch(/^The [a-z ]+ "[^"]+" does/)
      expect((await hold(engine, design)).refused).toEqual([])
      const [issue] = issues
      expect(issue?.waysOut.length).toBeGreaterThan(0)
      for (const way of issue?.waysOut ?? []) {
        const after = await hold(engine, applyChanges(design, way.changes).design)
        expect(after.compiled.issues).toEqual([])
        expect([...after.refused, ...broken(after)]).toEqual([])
      }
    },
  )
  it.each(staysTrue)('%s stays', async (_, record) => {
    const held = await hold(engine, withBoth(pattern, options, record))
    expect(held.compiled.issues).toEqual([])
    expect([...held.refused, ...broken(held)]).toEqual([])
    expect(held.compiled.catalog.has(id)).toBe(true)
  })
})

describe('a state machine on a column of a drawn enum', () => {
  const label = (n: string) => ({ id: s.id<never>(`kind.${n}`), name: n })
  const kind = { kind: 'enum', id: s.id('kind'), name: 'kind', schema, labels: ['draft', 'card'].map(label) }
  const column = { ...s.design.records.get(status), id: status, type: { type: kind.id }, default: undefined }
  const design = (...said: readonly string[]) =>
    applyChanges(
      withBoth(
        'state-machine',
        {},
        {
          kind: 'check',
          expr: {
            text: ['', ...said.map(() => ' <> '), ' or true'],
            refs: [{ id: status, as: 'name' }, ...said.map((n) => ({ id: label(n).id, as: 'literal' }))],
          },
        },
      ),
      [kind, column].map((r) => ({ id: r.id as never, to: r as unknown as DesignRecord })),
    ).design
  it.each([
    ['card', ['column/needed-as-drawn']],
    ['draft', []],
  ])(
    'says where a check names a label that is no state, and takes the labels as states: %s',
    async (said, told) => {
      const drawn = design(said)
      const held = await hold(engine, drawn)
      expect(held.compiled.issues.map((i) => i.code).sort()).toEqual([...told, 'state-machine/labels'])
      expect([...held.refused, ...broken(held)]).toEqual([])
      const [way] = held.compiled.issues.find((i) => i.code === 'state-machine/labels')?.waysOut ?? []
      const taken = await hold(engine, applyChanges(drawn, way?.changes ?? []).design)
      expect(taken.compiled.issues).toEqual([])
      expect([...taken.refused, ...broken(taken)]).toEqual([])
    },
  )
})

it('the values of a check become states where that is asked for, and rows start in the one that they had', async () => {
  const drawn = s.design.records.get(status)
  if (drawn?.kind !== 'column') throw new Error('the shop has no orders.status')
  const { design } = applyChanges(
    withBoth('state-machine', {}, { kind: 'check', expr: on('', " in ('booked', 'new', 'it''s done')") }),
    [{ id: status, to: { ...drawn, default: rawSql("'new'") } }],
  )
  const [told] = compile(design, registry).issues.filter((i) => i.code === 'state-machine/labels')
  expect(told?.message).toContain('"booked", "new", "it\'s done"')
  const held = await hold(engine, applyChanges(design, told?.waysOut[0]?.changes ?? []).design)
  expect(held.compiled.issues.filter((i) => i.severity === 'error')).toEqual([])
  expect([...held.refused, ...broken(held)]).toEqual([])
  const column = held.compiled.catalog.get(status)
  const start = column?.kind === 'column' ? column.default?.refs[0]?.id : undefined
  const type = [...held.compiled.catalog.values()].find((o) => o.kind === 'enum')
  expect(type?.kind === 'enum' && type.labels.find((l) => l.id === start)?.name).toBe('new')
})

it('the labels of an enum become states, and rows start in the label that they had', async () => {
  const [kind, first, second] = ['kind', 'kind.new', 'kind.kept'].map((n) => s.id<never>(n))
  const labels = [
    { id: first, name: 'new' },
    { id: second, name: 'kept' },
  ]
  const column = s.design.records.get(status)
  const { design } = applyChanges(
    withBoth('state-machine', {}, { kind: 'check', expr: on('', ' is not null') }),
    [
      { id: kind as never, to: { kind: 'enum', id: kind, name: 'kind', schema, labels } as never },
      {
        id: status,
        to: {
          ...column,
          type: { type: kind },
          default: { text: ['', ''], refs: [{ id: second, as: 'literal' }] },
        } as never,
      },
    ],
  )
  const [told] = compile(design, registry).issues.filter((i) => i.code === 'state-machine/labels')
  const { compiled, refused } = await hold(
    engine,
    applyChanges(design, told?.waysOut[0]?.changes ?? []).design,
  )
  expect(refused).toEqual([])
  const made = compiled.catalog.get(status)
  const start = made?.kind === 'column' ? made.default?.refs[0]?.id : undefined
  const names = [...compiled.catalog.values()].flatMap((o) => (o.kind === 'enum' ? o.labels : []))
  expect(names.find((l) => l.id === start)?.name).toBe('kept')
})

it('a text that is computed becomes no state, and is told so', async () => {
  const drawn = s.design.records.get(status)
  if (drawn?.kind !== 'column') throw new Error('the shop has no orders.status')
  const { default: _, ...rest } = drawn
  const column = { ...rest, generated: { expr: rawSql("'draft'::text") } }
  const use = { kind: 'use', id: 'state-machine@x#1', pattern: 'state-machine', target: status }
  const changes = [
    { id: status, to: column },
    { id: use.id as never, to: use as never },
  ]
  const held = await hold(engine, applyChanges(s.design, changes).design)
  expect(held.compiled.issues.map((i) => [i.code, i.waysOut.length])).toEqual([['column/computed', 1]])
  expect(held.refused).toEqual([])
})
