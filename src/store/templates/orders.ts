import type { Random } from '../../base/index.ts'
import type { Registry } from '../../compile/index.ts'
import type { Design } from '../../design/index.ts'
import { arrange } from './layout.ts'
import { Sketch } from './sketch.ts'

const people = (s: Sketch): Sketch =>
  s
    .table('countries', 'code char(2)!\nname text! unique\nin_eu boolean! = false', {
      key: ['code'],
      comment: 'ISO 3166 countries, the same for every tenant',
    })
    .check('countries', "code ~ '^[A-Z]{2}$'")
    .table(
      'organizations',
      "slug citext! unique\nname text!\nplan plan! = 'free'\ncountry_code char(2)! -> countries\nfounded_on date",
      {
        comment: 'The tenants: every other row belongs to one of them',
      },
    )
    .check('organizations', "slug ~ '^[a-z0-9-]{2,40}$'")
    .table(
      'members',
      "email citext! unique\nname text!\nrole member_role! = 'clerk'\nlast_seen_at timestamptz",
    )
    .table(
      'customers',
      'email citext! unique\nname text!\nvat_number text\ncredit_limit money_amount! = 0\nmarketing_consent_at timestamptz',
    )
    .index('customers', ['name'])
    .table(
      'addresses',
      'customer_id bigint! -> customers cascade\nkind address_kind!\nline1 text!\nline2 text\npostal_code text!\ncity text!\ncountry_code char(2)! -> countries\nis_default boolean! = false',
    )
    .index('addresses', ['customer_id', 'kind'], { unique: true, where: 'is_default' })

const goods = (s: Sketch): Sketch =>
  s
    .table(
      'products',
      "sku text! unique\nname text!\nprice money_amount!\ncurrency currency_code! = 'EUR'\ntags text[]! = '{}'\nattributes jsonb! = '{}'\ndiscontinued_on date",
    )
    .check('products', "jsonb_typeof(attributes) = 'object'")
    .index('products', ['name'], { where: 'discontinued_on is null' })
    .table('warehouses', 'code text! unique\nname text!\ncity text!')
    .table(
      'stock_levels',
      'warehouse_id bigint! -> warehouses restrict\nproduct_id bigint! -> products restrict\non_hand integer! = 0\nreserved integer! = 0\nreorder_at integer! = 10',
      { key: ['warehouse_id', 'product_id'] },
    )
    .check('stock_levels', 'on_hand >= 0 and reserved between 0 and on_hand', 'stock_levels_reserved_fits')
    .index('stock_levels', ['product_id'])

const sales = (s: Sketch): Sketch =>
  s
    .table(
      'orders',
      "number text! unique\ncustomer_id bigint! -> customers restrict\nstatus text!\ncurrency currency_code! = 'EUR'\nplaced_at timestamptz! = now()\nship_to_id bigint -> addresses set null\nnote text",
    )
    .index('orders', ['customer_id', 'placed_at desc'])
    .check('orders', 'length(number) between 3 and 30')
    .table(
      'order_items',
      'order_id bigint! -> orders cascade\nline smallint!\nproduct_id bigint! -> products restrict\nquantity integer!\nunit_price money_amount!\ndiscount money_amount! = 0\ntotal numeric(14,2) := quantity * unit_price - discount',
      { key: ['order_id', 'line'] },
    )
    .check('order_items', 'quantity > 0')
    .check('order_items', 'discount <= quantity * unit_price', 'order_items_discount_fits')
    .index('order_items', ['product_id'])
    .table(
      'shipments',
      'order_id bigint! -> orders restrict\nwarehouse_id bigint! -> warehouses restrict\ncarrier text!\ntracking_number text\nshipped_at timestamptz\ndelivered_at timestamptz',
    )
    .check('shipments', 'delivered_at >= shipped_at', 'shipments_delivered_after_shipped')
    .unique('shipments', 'carrier', 'tracking_number')
    .index('shipments', ['order_id'])
    .index('shipments', ['warehouse_id'], { where: 'shipped_at is null' })

const patterns = (s: Sketch): Sketch =>
  s
    .on('tenancy-row', undefined, {
      tenants: s.id('organizations'),
      column: 'organization_id',
      except: [s.id('countries')],
    })
    .on('soft-delete', 'customers')
    .on('history-table', 'products')
    .on('audit-columns', 'orders', { by: 'text' })
    .on('state-machine', 'orders.status', {
      states: ['cart', 'placed', 'paid', 'shipped', 'delivered', 'cancelled'],
      initial: 'cart',
      terminal: ['delivered', 'cancelled'],
      transitions: [
        { from: 'cart', to: 'placed' },
        { from: 'placed', to: 'paid' },
        { from: 'placed', to: 'cancelled' },
        { from: 'paid', to: 'shipped' },
        { from: 'paid', to: 'cancelled' },
        { from: 'shipped', to: 'delivered' },
      ],
      history: true,
    })
    .view(
      'order_totals',
      'select o.organization_id, o.id as order_id, o.number, o.status, o.placed_at, count(i.line) as lines, coalesce(sum(i.total), 0) as total from orders o left join order_items i on i.order_id = o.id and i.organization_id = o.organization_id group by o.organization_id, o.id, o.number, o.status, o.placed_at',
      'What each order amounts to',
    )
    .view(
      'stock_to_reorder',
      'select s.organization_id, w.code as warehouse, p.sku, p.name, s.on_hand - s.reserved as available, s.reorder_at from stock_levels s join products p on p.id = s.product_id and p.organization_id = s.organization_id join warehouses w on w.id = s.warehouse_id and w.organization_id = s.organization_id where s.on_hand - s.reserved <= s.reorder_at',
      'Products that run out, by warehouse',
    )

const queries = {
  'Revenue by month':
    "select date_trunc('month', placed_at) as month, sum(total) as revenue, count(*) as orders\nfrom order_totals\nwhere status in ('paid', 'shipped', 'delivered')\ngroup by 1\norder by 1 desc;",
  'A customer’s last orders':
    "select o.number, o.status, o.placed_at\nfrom orders o\njoin customers c on c.id = o.customer_id\nwhere c.email = 'ann@example.com'\norder by o.placed_at desc\nlimit 20;",
  'To reorder': 'select * from stock_to_reorder order by available, sku;',
}

/** Orders of many tenants in one database. */
export const build = (random: Random, registry: Registry): Design => {
  const s = new Sketch('Orders, multi-tenant', random, registry)
    .extension('citext')
    .enum('plan', 'free team business')
    .enum('member_role', 'owner manager clerk')
    .enum('address_kind', 'billing shipping')
    .domain('money_amount', 'numeric(12,2)', 'value >= 0')
    .domain('currency_code', 'char(3)', "value ~ '^[A-Z]{3}$'")
  patterns(sales(goods(people(s)))).queries(queries)
  return arrange(s, {
    columns: [
      ['organizations', 'members', 'countries', 'plan', 'member_role'],
      ['customers', 'addresses', 'live_customers', 'address_kind', 'money_amount'],
      ['orders', 'order_items', 'order_totals', 'currency_code'],
      ['orders_status', 'orders_status_transitions', 'orders_status_changes', 'shipments', 'warehouses'],
      ['products', 'products_history', 'stock_levels', 'stock_to_reorder'],
    ],
    areas: [
      { name: 'Tenants', hue: 4, around: ['organizations', 'members'] },
      { name: 'Customers', hue: 2, around: ['customers', 'addresses'] },
      { name: 'Sales', hue: 8, around: ['orders', 'order_items'] },
    ],
    notes: [
      {
        column: 2,
        text: 'Row-level tenancy adds organization_id to every table but countries, widens each key and reference, and lets a tenant see its own rows only.',
      },
    ],
  }).design
}
