import type { Id, Random } from '../../base/index.ts'
import type { Registry } from '../../compile/index.ts'
import type { Design, Json } from '../../design/index.ts'
import { Sketch } from '../templates/sketch.ts'

type Options = Readonly<Record<string, Json>>
interface Shown {
  /** The table or column of the shop on which a pattern is shown. */
  readonly on: string
  readonly options?: (id: (path: string) => Id) => Options
}

/** Where a pattern is shown, if not on the orders or their status. */
const places: Readonly<Record<string, Shown>> = {
  'surrogate-key': { on: 'countries' },
  'enum-or-lookup': {
    on: 'orders.status',
    options: () => ({ values: ['new', 'paid', 'sent'], initial: 'new' }),
  },
  erasure: {
    on: 'customers',
    options: (id) => ({
      columns: [
        { column: id('customers.email'), how: 'hash' },
        { column: id('customers.name'), how: 'constant' },
      ],
    }),
  },
  'subtype-tables': {
    on: 'orders',
    options: () => ({
      subtypes: [
        { name: 'goods', columns: [{ name: 'weight', type: 'numeric', required: true }] },
        { name: 'service', columns: [{ name: 'hours', type: 'integer' }] },
      ],
    }),
  },
  'association-tables': { on: 'comments', options: (id) => ({ parents: [id('posts'), id('photos')] }) },
  junction: {
    on: 'posts',
    options: (id) => ({ with: [id('photos')], payload: [{ name: 'since', type: 'date', required: true }] }),
  },
  'partition-list': {
    on: 'visits',
    options: (id) => ({
      column: id('visits.page'),
      groups: [
        { name: 'shop', values: ['home', 'product', 'basket'], tablespace: '' },
        { name: 'help', values: ['contact', 'faq'], tablespace: '' },
      ],
    }),
  },
  'derived-column': { on: 'customers.order_count', options: () => ({ kind: 'count' }) },
  'exclusive-arc': { on: 'comments', options: (id) => ({ parents: [id('posts'), id('photos')] }) },
}

/** Always the same, so that what is shown does not change from one look to the next. */
const random: Random = (n) => Uint8Array.from({ length: n }, (_, i) => (i * 37 + 11) % 256)

const shop = (registry: Registry): Sketch =>
  new Sketch('A small shop', random, registry)
    .table('customers', 'email text! unique\nname text!\norder_count integer! = 0')
    .table(
      'orders',
      "customer_id bigint! -> customers\nnumber text! unique\nstatus text! = 'new'\ntotal numeric(12,2)!\nnote text",
    )
    .check('orders', 'total >= 0')
    .table('order_items', 'order_id bigint! -> orders cascade\nsku text!\nquantity integer!')
    .table('visits', 'at timestamptz!\ncustomer_id bigint! -> customers\npage text!\nseconds integer!')
    .table('posts', 'title text!')
    .table('photos', 'caption text!')
    .table('comments', 'body text!')
    .table('countries', 'code text!\nname text!', { key: ['code'] })

export interface Shop {
  readonly before: Design
  readonly after: Design
  /** The table that the pattern is about; absent for one that is about the whole design. */
  readonly table?: Id
}

const target = (scope: 'table' | 'column' | 'design', at: string): string | undefined =>
  scope === 'design' ? undefined : scope === 'column' && !at.includes('.') ? `${at}.status` : at

/** The shop without and with a pattern on one of its tables, under the options that a bare switch has. */
export const shopWith = (
  registry: Registry,
  pattern: string,
  table = places[pattern]?.on ?? 'orders',
): Shop => {
  const scope = registry.get(pattern)?.manifest.scope ?? 'table'
  const s = shop(registry)
  const before = s.design
  const on = target(scope, table)
  const options = places[pattern]?.options?.((path) => s.id(path)) ?? {}
  const after = s.on(pattern, on, options).design
  return { before, after, ...(on === undefined ? {} : { table: s.id(on.split('.')[0] ?? on) }) }
}
