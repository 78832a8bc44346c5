import { describe, expect, it } from 'vitest'
import type { Id } from '../../src/base/index.ts'
import { compile } from '../../src/compile/index.ts'
import { applyChanges, type Design, type DesignRecord } from '../../src/design/index.ts'
import { registry } from '../patterns/all.ts'
import { type Shop, shop } from '../patterns/shop.ts'
import { expectWaysOut } from '../patterns/ways.ts'

type Of<K extends DesignRecord['kind']> = Extract<DesignRecord, { kind: K }>

const s = shop()
const old = shop({ target: 15 })
const put = (of: Shop, ...records: readonly DesignRecord[]): Design =>
  applyChanges(
    of.design,
    records.map((r) => ({ id: r.id, to: r })),
  ).design
const drawn = <K extends DesignRecord['kind']>(of: Shop, _kind: K, id: string): Of<K> =>
  of.design.records.get(of.id(id)) as Of<K>
const column = (id: string, more: Partial<Of<'column'>>): Design =>
  put(s, { ...drawn(s, 'column', id), ...more })
const period: Of<'column'> = {
  kind: 'column',
  id: old.id('orders.valid'),
  table: old.id('orders'),
  name: 'valid',
  rank: 'z',
  type: { base: 'daterange' },
  notNull: true,
}
const timed = (of: string, id: string): Of<'column'> => ({ ...period, id: old.id(id), table: old.id(of) })
const byStatus = (of: Shop): Of<'table'> => ({
  ...drawn(of, 'table', 'orders'),
  partitionBy: { method: 'list', keys: [{ column: of.id('orders.status') }] },
})
const rest: Of<'partition'> = {
  kind: 'partition',
  id: 'x.rest' as Id<'partition'>,
  name: 'orders_rest',
  schema: drawn(s, 'table', 'orders').schema,
  table: s.id('orders'),
}

describe('what is drawn wrong', () => {
  it.each<readonly [string, string, Design]>([
    [
      'a number that counts itself, of text',
      'column/identity-type',
      column('customers.email', { identity: 'always' }),
    ],
    ['a reference of another type', 'fk/type', column('orders.customer_id', { type: { base: 'text' } })],
    [
      'a reference of another type with a default of its own',
      'fk/type',
      column('orders.customer_id', { type: { base: 'text' }, default: { text: ["'x'"], refs: [] } }),
    ],
    [
      'a reference of two columns of other types',
      'fk/type',
      put(
        s,
        { ...drawn(s, 'column', 'orders.customer_id'), type: { base: 'date' } },
        { ...drawn(s, 'column', 'orders.note'), type: { base: 'boolean' } },
        { ...drawn(s, 'key', 'customers.pk'), columns: [s.id('customers.id'), s.id('customers.email')] },
        {
          ...drawn(s, 'fk', 'orders>customers'),
          columns: [s.id('orders.customer_id'), s.id('orders.note')],
          refColumns: [s.id('customers.id'), s.id('customers.email')],
        },
      ),
    ],
    [
      'a virtual column before 18',
      'target/too-old',
      put(old, {
        ...drawn(old, 'column', 'orders.note'),
        generated: { expr: { text: ["'x'"], refs: [] }, virtual: true },
      }),
    ],
    [
      'a default of 18 before 18',
      'target/too-old',
      put(old, {
        ...drawn(old, 'column', 'orders.note'),
        type: { base: 'uuid' },
        default: { text: ['pg_catalog.uuidv7()'], refs: [] },
      }),
    ],
    [
      'a key over time before 18',
      'target/too-old',
      put(old, period, {
        kind: 'key',
        id: old.id('orders.timed'),
        name: '',
        table: old.id('orders'),
        columns: [old.id('orders.number'), period.id],
        withoutOverlaps: true,
      }),
    ],
    [
      'a reference over time before 18',
      'target/too-old',
      put(
        old,
        timed('customers', 'customers.valid'),
        timed('orders', 'orders.valid'),
        {
          kind: 'key',
          id: old.id('customers.timed'),
          name: '',
          table: old.id('customers'),
          columns: [old.id('customers.id'), old.id('customers.valid')],
          withoutOverlaps: true,
        },
        {
          ...drawn(old, 'fk', 'orders>customers'),
          columns: [old.id('orders.customer_id'), old.id('orders.valid')],
          refColumns: [old.id('customers.id'), old.id('customers.valid')],
          period: true,
        },
      ),
    ],
    [
      'MAINTAIN alone before 17',
      'target/too-old',
      put(old, {
        kind: 'grant',
        id: 'x.g' as Id<'grant'>,
        name: '',
        on: old.id('orders'),
        to: 'public',
        privileges: ['MAINTAIN'],
      }),
    ],
    ['a key that drawn partitions cannot keep', 'split/unique-across', put(s, byStatus(s), rest)],
    [
      'keys of a table that is partitioned by an expression',
      'split/key-on-expression',
      put(
        s,
        {
          ...byStatus(s),
          partitionBy: {
            method: 'list',
            keys: [{ expr: { text: ['lower(', ')'], refs: [{ id: s.id('orders.status'), as: 'name' }] } }],
          },
        },
        rest,
      ),
    ],
  ])('%s: each way out of it leads to fewer errors and to no other', (_, code, design) =>
    expectWaysOut(design, code),
  )
})

it('what references a key that is checked late can have it checked at once', () => {
  const design = put(s, { ...drawn(s, 'key', 'customers.pk'), deferrable: 'deferrable' })
  const [issue] = compile(design, registry).issues
  expect(issue?.code).toBe('fk/no-unique-target')
  const mended = applyChanges(design, issue?.waysOut[0]?.changes ?? []).design
  expect(mended.records.get(s.id('customers.pk'))).toEqual(drawn(s, 'key', 'customers.pk'))
  expect(compile(mended, registry).issues).toEqual([])
})
