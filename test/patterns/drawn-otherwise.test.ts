/** What people draw beside the plain columns of the shop, and what patterns promise there. */
import { afterAll, describe, expect, it } from 'vitest'
import { applyChanges, type DesignRecord, settingsOf } from '../../src/design/index.ts'
import { broken, type Held, hold } from './hold.ts'
import { on } from './on.ts'
import { rotating } from './rotating.ts'
import { type Shop, shop } from './shop.ts'

const engines = rotating()
afterAll(() => engines.close())

const drawn = (s: Shop, ...records: readonly object[]): Shop => ({
  ...s,
  design: applyChanges(
    s.design,
    (records as readonly DesignRecord[]).map((r) => ({ id: r.id, to: r })),
  ).design,
})

const column = (s: Shop, name: string, rest: object) => ({
  kind: 'column',
  id: s.id(`orders.${name}`),
  table: s.id('orders'),
  name,
  rank: `z${name}`,
  ...rest,
})

const held = async (s: Shop, pattern: string, options = {}): Promise<Held> =>
  hold(await engines.next(), on(s, s.design, pattern, options))

const codes = ({ compiled }: Held) =>
  compiled.issues.filter((i) => i.severity === 'error').map((i) => [i.code, i.waysOut.length])

const keeps = (h: Held): void => {
  expect(codes(h)).toEqual([])
  expect([...h.refused, ...broken(h)]).toEqual([])
  expect(h.answers.size).toBeGreaterThan(0)
}

describe('a column that the database computes', () => {
  const s = shop()
  it.each([
    [
      {
        type: { base: 'numeric' },
        generated: { expr: { text: ['', ' * 2'], refs: [{ id: s.id('orders.total'), as: 'name' }] } },
      },
    ],
    [{ type: { base: 'bigint' }, notNull: true, identity: 'by default' }],
  ])('such as %o is not derived as well, and is as it was', async (rest) => {
    const d = drawn(s, { ...column(s, 'derived', rest), id: s.id('orders.total2') })
    const use = {
      kind: 'use',
      id: 'derived-column@x#1',
      pattern: 'derived-column',
      target: s.id('orders.total2'),
    }
    const h = await hold(await engines.next(), drawn(d, use).design)
    expect(codes(h)).toEqual([['derived-column/computed', 1]])
    expect(h.refused).toEqual([])
  })
})

describe('a table', () => {
  it('whose references are MATCH FULL keeps them in a tenant', async () => {
    const s = shop()
    const fk = s.design.records.get(s.id('items>orders'))
    const items = s.design.records.get(s.id('items.order_id'))
    const loose = drawn(s, { ...fk, matchFull: true }, { ...items, notNull: false })
    keeps(await held(loose, 'tenancy-row'))
  })

  it('with a unique array keeps what patterns promise', async () => {
    const s = shop()
    const tags = column(s, 'tags', { type: { base: 'integer', dims: 1 }, notNull: true })
    const key = {
      kind: 'key',
      id: s.id('orders.tags_key'),
      name: '',
      table: s.id('orders'),
      columns: [tags.id],
    }
    keeps(await held(drawn(s, tags, key), 'row-version'))
  })

  it('whose rows are unique below their parents is a tree all the same', async () => {
    const s = shop()
    const parent = column(s, 'parent', { type: { base: 'bigint' } })
    const flag = column(s, 'flag', { type: { base: 'boolean' }, notNull: true })
    const orders = s.id('orders')
    const key = {
      kind: 'key',
      id: s.id('orders.parent_key'),
      name: '',
      table: orders,
      columns: [parent.id, flag.id],
    }
    const fk = {
      kind: 'fk',
      id: s.id('orders>orders'),
      name: '',
      table: orders,
      columns: [parent.id],
      references: orders,
      refColumns: [s.id('orders.id')],
    }
    keeps(await held(drawn(s, parent, flag, key, fk), 'closure-table', { parent: parent.id }))
  })

  it('in another schema than what patterns add leaves the application its way there', async () => {
    const s = shop()
    const schema = { kind: 'schema', id: s.id('other'), name: 'other' }
    const d = drawn(s, schema, { ...settingsOf(s.design), schema: schema.id })
    keeps(await held({ ...d, design: on(d, d.design, 'history-table') }, 'topology'))
  })
})
