import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DataType } from '../../../src/catalog/index.ts'
import { type Compiled, compile } from '../../../src/compile/index.ts'
import { applyChanges, type Design, type DesignRecord } from '../../../src/design/index.ts'
import type { Engine } from '../../../src/engine/index.ts'
import { emit } from '../../../src/sql/index.ts'
import { pglite } from '../../engine/node.ts'
import { registry } from '../all.ts'
import { on } from '../on.ts'
import { shop } from '../shop.ts'
import { sqlOf } from '../sql-of.ts'

let engine: Engine
beforeAll(async () => {
  engine = await pglite()
})
afterAll(() => engine.close())

type Column = Extract<DesignRecord, { kind: 'column' }>

const s = shop()
const { schema } = s.design.records.get(s.id('orders')) as Extract<DesignRecord, { kind: 'table' }>
const more: readonly DesignRecord[] = [
  { kind: 'domain', id: s.id('d1'), name: 'words', schema, type: { base: 'text' }, checks: [] },
  { kind: 'domain', id: s.id('d2'), name: 'papers', schema, type: { base: 'jsonb' }, checks: [] },
  { kind: 'enum', id: s.id('e'), name: 'mood', schema, labels: [{ id: s.id('e.a'), name: 'a' }] },
]
const word = (id: string): DataType => ({ type: s.id(id) })
const types: readonly (readonly [string, DataType])[] = [
  ...[
    ...[
      'bigint',
      'numeric',
      'text',
      'citext',
      'name',
      'date',
      'timestamptz',
      'interval',
      'uuid',
      'bytea',
      'inet',
    ],
    ...['bit', 'varbit', 'boolean', 'money', 'json', 'jsonb', 'xml', 'point', 'lseg', 'box', 'circle'],
    ...['int4range', 'tstzrange', 'datemultirange', 'ltree', 'hstore', 'tsvector', 'tsquery', 'pg_lsn'],
  ].map((base) => [base, { base }] as const),
  ['text[]', { base: 'text', dims: 1 }],
  ['point[]', { base: 'point', dims: 1 }],
  ['a domain of text', word('d1')],
  ['a domain of jsonb', word('d2')],
  ['an enum', word('e')],
  ['an array of an enum', { type: s.id('e'), dims: 1 }],
]
const withNote = (note: Partial<Column>): Design =>
  applyChanges(
    s.design,
    [...more, { ...(s.design.records.get(s.id('orders.note')) as Column), ...note }].map((r) => ({
      id: r.id,
      to: r,
    })),
  ).design
const refused = async ({ catalog }: Compiled): Promise<readonly string[]> =>
  (await engine.load(catalog, emit(catalog, 18))).errors.map((e) => e.message)
const errors = ({ issues }: Compiled) => issues.filter((i) => i.severity === 'error')

const methods = ['btree', 'gin', 'brin', 'hash']
/** Indexes of the note drawn by a person, called by their method: what PostgreSQL says of the type without the pattern. */
const drawn = (note: Partial<Column>): Design =>
  applyChanges(
    withNote(note),
    methods.map((method) => ({
      id: s.id(method),
      to: {
        kind: 'index',
        id: s.id(method),
        name: method,
        table: s.id('orders'),
        elements: [{ column: s.id('orders.note') }],
        method,
      },
    })),
  ).design
const planned = (note: Partial<Column>): Compiled =>
  compile(
    on(s, withNote(note), 'index-plan', {
      foreignKeys: false,
      indexes: methods.map((method) => ({ columns: [s.id('orders.note')], method })),
    }),
    registry,
  )
/** The methods that are told to be impossible. */
const told = (plan: Compiled): readonly (string | undefined)[] =>
  errors(plan)
    .filter((i) => i.code === 'index-plan/method')
    .map((i) => methods[Number(i.option?.split('.')[1])])

describe('an index that is asked for by hand', () => {
  it.each(types)('of %s is told to be impossible where PostgreSQL refuses it', async (what, type) => {
    const { catalog } = compile(drawn({ type }), registry)
    const cannot = (await engine.load(catalog, emit(catalog, 18))).errors.map((e) => e.object)
    // PostgreSQL takes such an index and refuses its second row.
    const late = what === 'point[]' ? ['btree', 'brin', 'hash'] : []
    const plan = planned({ type })
    expect(told(plan)).toEqual(methods.filter((m) => cannot.includes(s.id(m)) || late.includes(m)))
    expect(await refused(plan)).toEqual([])
  })

  it('of a column that is computed when it is read is told to be impossible, too', async () => {
    const plan = planned({ generated: { expr: { text: ["'a'::text"], refs: [] }, virtual: true } })
    expect(told(plan)).toEqual(methods)
    expect(await refused(plan)).toEqual([])
  })
})

describe('an index for a query', () => {
  it.each<readonly [string, DataType, string, string | undefined]>([
    ['a day in a range', { base: 'daterange' }, 'note @> current_date', 'gist'],
    ['a path below another', { base: 'ltree' }, "note <@ 'a.b'", 'gist'],
    ['a document', { base: 'jsonb' }, "note @> '{}'", 'gin'],
    ['words of a list', { base: 'text', dims: 1 }, "note && '{a}'", 'gin'],
    ['a beginning of a name', { base: 'name' }, "note like 'a%'", 'btree'],
    ['a beginning of padded text', { base: 'char', mods: [9] }, "note like 'a%'", 'btree'],
    ['a beginning of a word', word('d1'), "note like 'a%'", 'btree'],
    ['a beginning whatever its case', { base: 'citext' }, "note like 'a%'", undefined],
  ])('by %s is one that PostgreSQL takes', async (_, type, where, method) => {
    const design = withNote({ type })
    const query = sqlOf(design, `select * from orders where ${where}`)
    const plan = compile(on(s, design, 'index-plan', { foreignKeys: false, queries: [{ query }] }), registry)
    const made = [...plan.catalog.values()].flatMap((o) =>
      o.kind === 'index' && o.why ? [o.method ?? 'btree'] : [],
    )
    expect(made).toEqual(method === undefined ? [] : [method])
    expect(await refused(plan)).toEqual([])
  })
})
