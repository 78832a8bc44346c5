import { describe, expect, it } from 'vitest'
import type { Catalog, Id, Obj, Rows } from '../../../src/store/index.ts'
import { suggest } from '../../../src/ui/panels/editor/completions.ts'
import { saidBy } from '../../../src/ui/panels/queries/asked.ts'
import { freshName, numberedName } from '../../../src/ui/panels/queries/names.ts'
import { nextOrder, sortRows } from '../../../src/ui/panels/queries/sort-rows.ts'

const id = (s: string) => s as Id
const catalog: Catalog = new Map(
  (
    [
      { kind: 'schema', id: id('s'), name: 'public' },
      { kind: 'schema', id: id('s2'), name: 'Billing' },
      { kind: 'table', id: id('t3'), name: 'Order', schema: id('s2') },
      { kind: 'table', id: id('t4'), name: 'user', schema: id('s') },
      { kind: 'column', id: id('c3'), name: 'größe 😀', table: id('t3'), rank: 'i', type: { base: 'text' } },
      { kind: 'table', id: id('t1'), name: 'orders', schema: id('s') },
      { kind: 'table', id: id('t2'), name: 'customers', schema: id('s') },
      { kind: 'column', id: id('c1'), name: 'placed_at', table: id('t1'), rank: 'i', type: { base: 'date' } },
      { kind: 'column', id: id('c2'), name: 'email', table: id('t2'), rank: 'i', type: { base: 'text' } },
    ] as unknown as readonly Obj[]
  ).map((o) => [o.id, o]),
)

describe('completion', () => {
  const labels = (text: string, before: string) => suggest(catalog, text, before).map((s) => s.label)
  it('after an alias, its columns and nothing else', () => {
    expect(labels('select o. from orders o', 'select o.')).toEqual(['placed_at'])
    expect(labels('select c.e from orders o join customers as c on true', 'select c.e')).toEqual(['email'])
  })
  const inserts = (text: string, before = text) => suggest(catalog, text, before).map((s) => s.insert)
  it('what stands in the text is quoted where it must be, with its schema where that is not searched', () => {
    expect(inserts('select ')).toEqual(expect.arrayContaining(['"Billing"."Order"', '"user"', 'orders']))
    expect(inserts('select o. from "Billing"."Order" o', 'select o.')).toEqual(['"größe 😀"'])
    expect(inserts('select * from "Billing".')).toEqual(['"Order"'])
    expect(inserts('select * from "Or')).toContain('Order')
  })
  it('relations are told from the words after them, in lists and in joins', () => {
    const behind = (text: string, owner: string) => labels(text, `select ${owner}.`)
    expect(behind('select from orders join customers c on true', 'c')).toEqual(['email'])
    expect(behind('select from orders join customers on true', 'customers')).toEqual(['email'])
    expect(behind('select from orders o, customers as "C"', '"C"')).toEqual(['email'])
    expect(behind('select from orders where true', 'orders')).toEqual(['placed_at'])
  })
  it('after a table name, its columns', () => {
    expect(labels('select orders. from public.orders', 'select orders.')).toEqual(['placed_at'])
  })
  it('elsewhere the statement’s columns come first, then tables, then keywords', () => {
    const found = labels('select  from orders', 'select ')
    expect(found[0]).toBe('placed_at')
    expect(found.indexOf('customers')).toBeLessThan(found.indexOf('select'))
    expect(found).not.toContain('email')
  })
  it('comes behind a literal of many characters in the same line, too', () => {
    const long = `select '${'x'.repeat(200_000)}', `
    expect(labels(`${long}o. from orders o`, `${long}o.`)).toEqual(['placed_at'])
    expect(labels(`${long.slice(0, -3)} from orders`, long.slice(0, -3))[0]).toBe('placed_at')
  })
})

const rows: Rows = {
  columns: [
    { name: 'n', type: 'integer' },
    { name: 's', type: 'text' },
  ],
  rows: [
    ['10', 'b'],
    ['9', null],
    ['-1', 'a'],
  ],
  ms: 1,
}

describe('sorting', () => {
  const column = (order: Parameters<typeof sortRows>[1], i: number) => sortRows(rows, order).map((r) => r[i])
  it('numbers by value', () => {
    expect(column({ column: 0, descending: false }, 0)).toEqual(['-1', '9', '10'])
  })
  it('NULL last both ways', () => {
    expect(column({ column: 1, descending: false }, 1)).toEqual(['a', 'b', null])
    expect(column({ column: 1, descending: true }, 1)).toEqual(['b', 'a', null])
  })
  it('a third press gives the server’s order back', () => {
    const third = nextOrder(nextOrder(nextOrder(undefined, 0), 0), 0)
    expect(third).toBeUndefined()
    expect(sortRows(rows, third)).toBe(rows.rows)
  })
})

describe('names of queries', () => {
  it('a new one has the first number that is free from how many there are', () => {
    expect(freshName([])).toBe('Query 1')
    expect(freshName(['Late'])).toBe('Query 2')
    expect(freshName(['Query 3', 'Query 4'])).toBe('Query 5')
  })
  it.each([
    ['Late', [], 'Late 2'],
    ['Late', ['Late 2', 'Late 3'], 'Late 4'],
    ['Late 2', ['Late 2'], 'Late 3'],
    ['7', [], '7 2'],
    ['a'.repeat(63), [], `${'a'.repeat(61)} 2`],
    ['表'.repeat(21), [`${'表'.repeat(20)} 2`], `${'表'.repeat(20)} 3`],
    ['😀'.repeat(15), [], `${'😀'.repeat(15)} 2`],
  ])('%s is made free by a number, within 63 bytes', (name, taken, free) => {
    const found = numberedName(name, new Set([name, ...taken]))
    expect(found).toBe(free)
    expect(Buffer.byteLength(found)).toBeLessThanOrEqual(63)
  })
})

describe('notices', () => {
  it('are told with their statement, those left out with the last', () => {
    const notice = (statement: number) => ({ severity: 'NOTICE', message: `n${statement}`, statement })
    const said = saidBy({ first: [notice(0), notice(2), notice(2)], more: 7 })
    expect([...said].map(([at, { notices, more }]) => [at, notices.length, more])).toEqual([
      [0, 1, 0],
      [2, 2, 7],
    ])
    expect(saidBy(undefined).size).toBe(0)
  })
})
