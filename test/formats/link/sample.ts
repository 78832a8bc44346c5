import { drawnId, type Id, ranksAfter } from '../../../src/base/index.ts'
import { builtIn, type DataType, name, rawSql, sql } from '../../../src/catalog/index.ts'
import { type Design, type DesignRecord, newDesign, settingsOf } from '../../../src/design/index.ts'

/** Tables with columns beside `id`; `x>t` is a foreign key to t, `!` NOT NULL, `=` a default, `*` indexed, `u` unique. */
const tables = `
customers: email text!u, full_name text!, phone text, locale text!, marketing_opt_in boolean!=false, vat_number text, notes text
addresses: customer_id>customers!, line1 text!, line2 text, city text!, postal_code text!, country char!, is_default boolean!=false, label text, deliverable boolean
products: sku text!u, title text!, description text, brand_id>brands, category_id>categories!*, weight_grams integer, active boolean!=true
brands: name text!u, website text, logo_url text, country char, founded_on date, support_email text, story text
categories: parent_id>categories*, slug text!u, title text!, sort_order integer!=0, image_url text, visible boolean!=true
product_variants: product_id>products!*, sku text!u, color text, size text, barcode text, price numeric!, currency char!, weight_grams integer
warehouses: code text!u, name text!, address_id>addresses, timezone text!, capacity integer, manager_id>employees
stock_levels: warehouse_id>warehouses!, variant_id>product_variants!*, on_hand integer!=0, reserved integer!=0, reorder_point integer, counted_at timestamptz
suppliers: company_name text!, contact_email text, payment_terms_days integer!=30, rating smallint, tax_number text, preferred boolean!=false
purchase_orders: supplier_id>suppliers!*, warehouse_id>warehouses!, status text!, expected_on date, total_amount numeric!, approved_by>employees, currency char!
purchase_lines: purchase_order_id>purchase_orders!*, variant_id>product_variants!, quantity integer!, unit_cost numeric!, received_quantity integer!=0, arrived_on date
employees: email text!u, full_name text!, job_title text, manager_id>employees*, hired_on date!, salary numeric, department text
carts: customer_id>customers*, session_token text!u, expires_at timestamptz!, coupon_code text, currency char!, abandoned boolean!=false, notes text
cart_items: cart_id>carts!*, variant_id>product_variants!, quantity integer!=1, added_at timestamptz!, gift_wrap boolean!=false, personal_note text
orders: customer_id>customers!*, shipping_address_id>addresses, billing_address_id>addresses, status text!, placed_at timestamptz!*, subtotal numeric!, tax numeric!, total numeric!
order_lines: order_id>orders!*, variant_id>product_variants!, quantity integer!, unit_price numeric!, discount numeric!=0, tax_rate numeric!, fulfilled_quantity integer!=0
payments: order_id>orders!*, provider text!, provider_reference text!u, amount numeric!, status text!, captured_at timestamptz, failure_reason text
refunds: payment_id>payments!*, amount numeric!, reason text, issued_by>employees, issued_at timestamptz!, external_reference text, currency char!
shipments: order_id>orders!*, warehouse_id>warehouses!, carrier text!, tracking_number text*, shipped_at timestamptz, delivered_at timestamptz, cost numeric
shipment_lines: shipment_id>shipments!*, order_line_id>order_lines!, quantity integer!, package_number smallint, serial_numbers jsonb
coupons: code text!u, percent_off numeric, amount_off numeric, valid_from date!, valid_until date, max_redemptions integer, created_for>customers
coupon_redemptions: coupon_id>coupons!*, order_id>orders!, redeemed_at timestamptz!, saved_amount numeric!, redeemed_by>customers
reviews: product_id>products!*, customer_id>customers!, stars smallint!, headline text, body text, published boolean!=false, helpful_votes integer!=0
support_tickets: customer_id>customers!*, order_id>orders, assignee_id>employees*, subject text!, priority text!, status text!, closed_at timestamptz
ticket_messages: ticket_id>support_tickets!*, author_email text!, body text!, attachments jsonb, sent_at timestamptz!, internal boolean!=false`
  .trim()
  .split('\n')
  .map((line) => {
    const [title = '', columns = ''] = line.split(': ')
    return { title, columns: columns.split(', ') }
  })

interface Parsed {
  readonly column: string
  readonly to: string | undefined
  readonly type: DataType
  readonly notNull: boolean
  readonly value: string | undefined
  readonly mark: string
}
const parse = (text: string): Parsed => {
  const m = /^(\w+)(?:>(\w+))?(?: (\w+?))?(!)?(?:=(\w+))?([*u])?$/.exec(
    text.replace(/(text|numeric)(!?)u$/, '$1$2u'),
  )
  const [, column = '', to, base = 'uuid', bang, value, mark = ''] = m ?? []
  if (!m) throw new Error(`cannot read ${text}`)
  const type =
    base === 'numeric' ? builtIn('numeric', 12, 2) : base === 'char' ? builtIn('char', 2) : builtIn(base)
  return { column, to, type, notNull: bang === '!', value, mark }
}

const patterns = [
  ['audit-columns', {}],
  ['soft-delete', {}],
  ['history-table', {}],
  ['tenancy-row', {}],
] as const

/** A shop's 25 tables with keys, foreign keys, indexes and a layout, as a person would have drawn them; three patterns on each. */
export const sampleDesign = (): Design => {
  let seed = 7
  const random = (n: number): number => {
    seed = (seed * 48271) % 2147483647
    return seed % n
  }
  const blank = newDesign('Shop', (n) => Uint8Array.from({ length: n }, () => random(256)))
  const author = blank.authors[0] ?? ''
  let counter = 2
  const next = <K extends string>(): Id<K> => drawnId<K>(author, ++counter)
  const records = new Map<Id, DesignRecord>(blank.records)
  const add = (r: DesignRecord) => records.set(r.id, r)
  const ids = new Map(tables.map(({ title }) => [title, undefined as Id<'table'> | undefined]))
  const keys = new Map<Id, Id<'column'>>()
  const references: (() => void)[] = []
  tables.forEach(({ title, columns }, t) => {
    const table = next<'table'>()
    ids.set(title, table)
    add({
      kind: 'place',
      id: next<'place'>(),
      of: table,
      x: (t % 5) * 340 + random(40),
      y: Math.floor(t / 5) * 420 + random(90),
    })
    add({ kind: 'table', id: table, name: title, schema: settingsOf(blank).schema })
    const ranks = ranksAfter('', columns.length + 1)
    const id = next<'column'>()
    keys.set(table, id)
    add({
      kind: 'column',
      id,
      name: 'id',
      table,
      rank: ranks[0] ?? 'i',
      type: builtIn('uuid'),
      notNull: true,
      default: rawSql('gen_random_uuid()'),
    })
    add({ kind: 'key', id: next<'key'>(), name: '', table, primary: true, columns: [id] })
    columns.map(parse).forEach((c, i) => {
      const column = next<'column'>()
      add({
        kind: 'column',
        id: column,
        name: c.column,
        table,
        rank: ranks[i + 1] ?? 'i',
        type: c.type,
        ...(c.notNull ? { notNull: true } : {}),
        ...(c.value === undefined ? {} : { default: rawSql(c.value) }),
      })
      if (c.mark === 'u') add({ kind: 'key', id: next<'key'>(), name: '', table, columns: [column] })
      if (c.mark === '*') add({ kind: 'index', id: next<'index'>(), name: '', table, elements: [{ column }] })
      if (c.to !== undefined)
        references.push(() => {
          const to = ids.get(c.to ?? '')
          const key = to && keys.get(to)
          if (!to || !key) throw new Error(`no table ${c.to}`)
          const onDelete = c.notNull ? 'cascade' : 'set null'
          add({
            kind: 'fk',
            id: next<'fk'>(),
            name: '',
            table,
            columns: [column],
            references: to,
            refColumns: [key],
            onDelete,
          })
        })
    })
    const quantity = [...records.values()].find(
      (r) => r.kind === 'column' && r.table === table && r.name === 'quantity',
    )
    if (quantity)
      add({ kind: 'check', id: next<'check'>(), name: '', table, expr: sql`${name(quantity.id)} > 0` })
    patterns
      .filter((_, i) => i !== t % 4)
      .forEach(([pattern]) => {
        add({ kind: 'use', id: `${pattern}@${table}#1` as Id<'use'>, pattern, target: table })
      })
  })
  for (const reference of references) reference()
  return { ...blank, records }
}
