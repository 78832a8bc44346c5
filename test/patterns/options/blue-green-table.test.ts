import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compile } from '../../../src/compile/index.ts'
import { applyChanges, change, type Design, type DesignRecord } from '../../../src/design/index.ts'
import type { Engine } from '../../../src/engine/index.ts'
import { pglite } from '../../engine/node.ts'
import { registry } from '../all.ts'
import type { Options } from '../cases/types.ts'
import { broken, hold } from '../hold.ts'
import { on } from '../on.ts'
import { type Shop, shop } from '../shop.ts'
import { checkProblems, checkVariants } from './check.ts'

checkVariants('blue-green-table', {
  'from old to new alone': { options: () => ({ sync: 'forward' }) },
  'readers on the new table, with tenants': {
    options: () => ({ active: 'new', suffix: 'v2', batch: 1 }),
    also: ['tenancy-row', 'audit-columns', 'row-version'],
  },
  'several key columns in quotes': {
    options: () => ({}),
    also: ['soft-delete', 'history-table'],
    shape: { composite: true, quoted: true, schema: 'Sales' },
  },
})

checkProblems('blue-green-table', {
  'a table that is gone': {
    options: () => ({ next: 'gone.1' }),
    code: 'blue-green-table/no-table',
    option: 'next',
  },
  itself: { options: (s) => ({ next: s.id('orders') }), code: 'blue-green-table/itself', option: 'next' },
  'no columns for the new key': {
    options: (s) => ({ next: s.id('posts') }),
    code: 'blue-green-table/unmatched-key',
    option: 'columns',
  },
  'two tables that number their own rows': {
    options: (s) => ({
      next: s.id('posts'),
      columns: [
        { from: s.id('orders.id'), to: s.id('posts.id') },
        { from: s.id('orders.number'), to: s.id('posts.title') },
      ],
    }),
    code: 'blue-green-table/two-sequences',
    option: 'sync',
  },
  'a column that nothing feeds': {
    options: (s) => ({
      next: s.id('photos'),
      columns: [{ from: s.id('orders.number'), to: s.id('photos.id') }],
    }),
    code: 'blue-green-table/unfed-column',
    option: 'columns',
  },
  'a batch of nothing': { options: () => ({ batch: 0 }), code: 'use/options', option: 'batch' },
})

let engine: Engine
beforeAll(async () => {
  engine = await pglite()
})
afterAll(() => engine.close())

/** The orders as they are to be: the number is the key, totals are text, the note has another name. */
const drawn = (s: Shop): Design => {
  const was = (id: string): DesignRecord => {
    const r = s.design.records.get(s.id(id))
    if (!r) throw new Error(id)
    return r
  }
  const column = (from: string, to: string, more: object): DesignRecord =>
    ({
      ...was(`orders.${from}`),
      id: s.id(`sales.${to}`),
      table: s.id('sales'),
      name: to,
      ...more,
    }) as DesignRecord
  const records = [
    { ...was('orders'), id: s.id('sales'), name: 'sales' } as DesignRecord,
    column('number', 'code', {}),
    column('customer_id', 'customer', { type: { base: 'text' } }),
    column('status', 'status', {}),
    column('total', 'total', { type: { base: 'text' } }),
    column('note', 'remark', {}),
    {
      kind: 'key',
      id: s.id('sales.pk'),
      name: '',
      table: s.id('sales'),
      primary: true,
      columns: [s.id('sales.code')],
    },
  ] satisfies readonly object[]
  return applyChanges(
    s.design,
    records.map((r) => change(r as never)),
  ).design
}

describe('a new table that was drawn', () => {
  const options = (s: Shop, more: Options = {}): Options => ({
    next: s.id('sales'),
    columns: Object.entries({
      number: 'code',
      customer_id: 'customer',
      status: 'status',
      total: 'total',
      note: 'remark',
    }).map(([from, to]) => ({ from: s.id(`orders.${from}`), to: s.id(`sales.${to}`) })),
    ...more,
  })

  it.each<readonly [string, Options, readonly string[]]>([
    ['both ways', {}, []],
    ['read from the new one', { active: 'new' }, []],
    ['forward', { sync: 'forward' }, []],
    ['with tenants', {}, ['tenancy-row']],
  ])('is kept in step with another key, other types and other names: %s', async (_, more, also) => {
    const s = shop()
    const base = also.reduce((d, n) => on(s, d, n), drawn(s))
    const design = on(s, base, 'blue-green-table', options(s, more))
    expect(compile(design, registry).issues.filter((i) => i.severity === 'error')).toEqual([])
    const held = await hold(engine, design)
    // What other patterns promise of the new table is theirs: a row of it has to be one that the old table takes.
    const mine = (x: string): boolean => x.startsWith('blue-green')
    expect([...held.refused, ...broken(held).filter(mine)]).toEqual([])
    const own = [...held.answers.keys()].filter(mine)
    expect(own.length).toBe(more.sync === 'forward' ? 4 : 5)
  })
})
