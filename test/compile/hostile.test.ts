import { describe, expect, it } from 'vitest'
import { drawnId, type Id } from '../../src/base/index.ts'
import { compile, proofsOf } from '../../src/compile/index.ts'
import { applyChanges, change, type Design, type DesignRecord, settingsOf } from '../../src/design/index.ts'
import { bundleFiles } from '../../src/formats/bundle/index.ts'
import { book } from '../../src/patterns/book.ts'
import { emit } from '../../src/sql/index.ts'
import { registry } from '../patterns/all.ts'
import { shop } from '../patterns/shop.ts'

const s = shop()
const { schema } = settingsOf(s.design)
const author = s.design.authors[0] ?? ''
const fresh = <K extends string>(n: number): Id<K> => drawnId<K>(author, 5000 + n)
const [a, b] = [fresh<'view'>(1), fresh<'view'>(2)]
const orders = s.id<'table'>('orders')
const column = (id: string): Id<'column'> => s.id<'column'>(id)

const view = (id: Id<'view'>, name: string, of: Id): DesignRecord => ({
  kind: 'view',
  id,
  name,
  schema,
  query: { text: ['select * from ', ''], refs: [{ id: of, as: 'qualified' }] },
})
const domain = (n: number, of: number): DesignRecord => ({
  kind: 'domain',
  id: fresh(n),
  name: `d${n}`,
  schema,
  type: { type: fresh(of) },
  checks: [],
})
const text = (id: number, table: Id): DesignRecord => ({
  kind: 'column',
  id: fresh(id),
  table: table as Id<'table'>,
  name: 'x',
  type: { base: 'text' },
  rank: 'd',
})
const key = (...columns: readonly string[]): DesignRecord => ({
  kind: 'key',
  id: fresh(3),
  table: orders,
  name: '',
  columns: columns.map(column),
})
const fk = (columns: readonly string[], refColumns: readonly string[]): DesignRecord => ({
  kind: 'fk',
  id: fresh(4),
  table: orders,
  name: '',
  columns: columns.map(column),
  references: s.id<'table'>('customers'),
  refColumns: refColumns.map(column),
})
const use = (bind: string, to: string): DesignRecord => ({
  kind: 'use',
  id: `soft-delete@${orders}#1` as Id<'use'>,
  pattern: 'soft-delete',
  target: orders,
  bind: { [bind]: s.id(to) },
})
const with_ = (...records: readonly DesignRecord[]): Design =>
  applyChanges(s.design, records.map(change)).design

describe('a file that no Damask wrote', () => {
  it.each<readonly [string, string, Design, Id | undefined]>([
    ['a column of itself', 'object/dangling', with_(text(1, fresh(1))), fresh(1)],
    ['a column of a column', 'object/dangling', with_(text(1, column('orders.note'))), fresh(1)],
    [
      'a table in a table',
      'object/dangling',
      with_({ kind: 'table', id: fresh(1), name: 't', schema: orders as Id as Id<'schema'> }),
      fresh(1),
    ],
    ["another table's column in a key", 'object/dangling', with_(key('customers.email')), fresh(3)],
    ['a view of itself', 'object/cycle', with_(view(a, 'v', a)), a],
    ['two views of each other', 'object/cycle', with_(view(a, 'v', b), view(b, 'w', a)), b],
    ['domains over each other', 'object/cycle', with_(domain(5, 6), domain(6, 5)), fresh(5)],
    [
      'an index of nothing',
      'index/empty',
      with_({ kind: 'index', id: fresh(1), table: orders, name: '', elements: [] }),
      fresh(1),
    ],
    ['a key of nothing', 'key/empty', with_(key()), fresh(3)],
    ['a key with a column twice', 'key/twice', with_(key('orders.note', 'orders.note')), undefined],
    [
      'a reference with unlike sides under a pattern that reads it',
      'fk/shape',
      with_(fk(['orders.customer_id', 'orders.note'], ['customers.id']), {
        kind: 'use',
        id: `soft-delete@${s.id('customers')}#1` as Id<'use'>,
        pattern: 'soft-delete',
        target: s.id<'table'>('customers'),
      }),
      fresh(4),
    ],
    [
      'a pattern bound to its own table as a column',
      'use/bind',
      with_(use('deleted_at', 'orders')),
      undefined,
    ],
  ])('%s is said as %s, and left out', (_, code, design, out) => {
    const compiled = compile(design, registry)
    expect(compiled.issues.map((i) => i.code)).toContain(code)
    if (out !== undefined) expect(compiled.catalog.has(out)).toBe(false)
    expect(() => emit(compiled.catalog, 18)).not.toThrow()
    expect(() => proofsOf(compiled, book)).not.toThrow()
    expect(() => bundleFiles(compiled, book)).not.toThrow()
  })

  it('keeps what only depends on each other in order', () => {
    const compiled = compile(
      with_(view(a, 'v', b), view(b, 'w', orders), domain(5, 6), {
        kind: 'domain',
        id: fresh(6),
        name: 'd6',
        schema,
        type: { base: 'text' },
        checks: [],
      }),
      registry,
    )
    expect(compiled.issues).toEqual([])
  })

  it('says what in a comment PostgreSQL cannot keep, and writes a sign in its place', () => {
    const table = s.design.records.get(orders) as Extract<DesignRecord, { kind: 'table' }>
    for (const bad of ['a\0b', 'a\ud800b']) {
      const compiled = compile(with_({ ...table, comment: bad }), registry)
      expect(compiled.issues.map((i) => i.code)).toEqual(['comment/unusable'])
      expect(compiled.catalog.get(orders)?.comment).toBe('a\ufffdb')
    }
  })

  it('takes an integer by any of its names for an identity', () => {
    const id = s.design.records.get(s.id('customers.id')) as Extract<DesignRecord, { kind: 'column' }>
    expect(compile(with_({ ...id, type: { base: 'int8' } }), registry).issues).toEqual([])
  })

  it('drops a long chain that hangs on something missing without going through it again and again', () => {
    const n = 20_000
    const at = (i: number): Id<'view'> => fresh(10_000 + i)
    const chain = Array.from({ length: n }, (_, i) => view(at(i), `v${i}`, at(i + 1)))
    const compiled = compile(with_(...chain), registry)
    expect(compiled.issues).toHaveLength(n)
  })

  it('takes the names that every object of JavaScript has for types', () => {
    const odd = ['constructor', '__proto__', 'toString', 'hasOwnProperty']
    const design = with_(
      ...odd.map(
        (base, i): DesignRecord => ({ ...text(i, orders), name: base, type: { base } }) as DesignRecord,
      ),
      { ...use('none', 'orders') },
    )
    const compiled = compile(design, registry)
    expect(() => bundleFiles(compiled, book)).not.toThrow()
  })
})
