import { drawnId, type Id, ranksAfter } from '../../src/base/index.ts'
import {
  applyChanges,
  type Design,
  type DesignRecord,
  newDesign,
  settingsOf,
} from '../../src/design/index.ts'

/** Numbers from 0 to 1 that a seed alone decides (mulberry32). */
const randomOf = (seed: number): (() => number) => {
  let a = seed + 0x9e3779b9
  return () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Tables of a shop and what each holds besides its key, in the words people use. */
const tables: Readonly<Record<string, string>> = {
  customers: 'email citext, full_name, phone, locale, birth_date date, marketing_consent boolean',
  addresses: 'street, house_number, postcode, city, country_code, is_default boolean',
  products: 'sku, title, description, price numeric, weight_grams integer, launched_on date',
  categories: 'slug, title, position integer, visible boolean',
  suppliers: 'company_name, vat_number, contact_email citext, payment_terms integer',
  warehouses: 'code, city, capacity integer, opened_on date, manager_name',
  stock_levels: 'quantity integer, reserved integer, reorder_point integer, counted_at timestamptz',
  carts: 'session_token uuid, currency, abandoned_at timestamptz, coupon_code',
  cart_items: 'quantity integer, unit_price numeric, gift_wrap boolean, message',
  orders: 'number, status, total numeric, placed_at timestamptz, currency, customer_note',
  order_lines: 'position integer, quantity integer, unit_price numeric, tax_rate numeric, discount numeric',
  invoices: 'invoice_number, issued_on date, due_on date, net_amount numeric, gross_amount numeric, pdf_path',
  payments: 'provider, provider_reference, amount numeric, captured_at timestamptz, failure_reason',
  refunds: 'amount numeric, reason, approved_by, refunded_at timestamptz',
  shipments: 'carrier, tracking_number, shipped_at timestamptz, delivered_at timestamptz, cost numeric',
  returns: 'reason_code, received_at timestamptz, condition, restocked boolean',
  promotions: 'name, starts_on date, ends_on date, percent_off numeric, max_uses integer',
  vouchers: 'code, balance numeric, expires_on date, recipient_email citext',
  reviews: 'rating integer, headline, body, helpful_votes integer, published_at timestamptz',
  wishlists: 'title, is_public boolean, share_token uuid',
  employees: 'first_name, last_name, hired_on date, job_title, salary numeric, work_email citext',
  departments: 'name, cost_centre, budget numeric, floor integer',
  support_tickets:
    'subject, priority, channel, opened_at timestamptz, resolved_at timestamptz, satisfaction integer',
  ticket_messages: 'body, author_kind, sent_at timestamptz, attachment_path',
  newsletters: 'subject, body_html, scheduled_at timestamptz, sent_count integer, open_rate numeric',
}

export interface Shape {
  readonly seed: number
  /** At most as many as there are names for. */
  readonly tables: number
  readonly patterns: readonly string[]
}

/**
 * A design as people draw it: names of a trade, columns of several types, references by chance, tables placed by
 * hand. Another seed gives another order, other references and other places.
 */
export const realistic = ({ seed, tables: wanted, patterns }: Shape): Design => {
  const random = randomOf(seed)
  const start = newDesign('Shop', (n) => Uint8Array.from({ length: n }, () => Math.floor(random() * 256)))
  const author = start.authors[0] ?? ''
  const { schema } = settingsOf(start)
  const records: DesignRecord[] = []
  let counter = 10
  const next = <K extends string>(): Id<K> => drawnId<K>(author, counter++)
  const keys: { readonly name: string; readonly table: Id<'table'>; readonly id: Id<'column'> }[] = []
  const chosen = Object.entries(tables)
    .map((t) => ({ t, at: random() }))
    .sort((a, b) => a.at - b.at)
    .slice(0, wanted)
  chosen.forEach(({ t: [name, words] }, n) => {
    const table = next<'table'>()
    records.push({ kind: 'table', id: table, name, schema })
    const parents = keys.filter(() => random() < 1.5 / Math.max(1, keys.length))
    const columns = [
      'id bigint',
      ...parents.map((p) => `${p.name.replace(/s$/, '')}_id bigint`),
      ...words.split(', '),
    ]
    const ranks = ranksAfter('', columns.length)
    const ids = columns.map((text, i): Id<'column'> => {
      const id = next<'column'>()
      const [column = '', base = 'text'] = text.split(' ')
      records.push({
        kind: 'column',
        id,
        table,
        rank: ranks[i] ?? '',
        name: column,
        type: { base },
        ...(i === 0 || random() < 0.6 ? { notNull: true } : {}),
        ...(i === 0 ? { identity: 'always' } : {}),
      })
      return id
    })
    const [key] = ids
    if (key === undefined) return
    records.push({ kind: 'key', id: next(), name: '', table, primary: true, columns: [key] })
    parents.forEach((parent, i) => {
      const column = ids[i + 1]
      if (column !== undefined)
        records.push({
          kind: 'fk',
          id: next(),
          name: '',
          table,
          columns: [column],
          references: parent.table,
          refColumns: [parent.id],
        })
    })
    const last = ids[parents.length + 1]
    if (last !== undefined && random() < 0.5)
      records.push({ kind: 'key', id: next(), name: '', table, columns: [last] })
    keys.push({ name, table, id: key })
    const place = {
      x: (n % 6) * 320 + Math.floor(random() * 8) * 8,
      y: Math.floor(n / 6) * 400 + Math.floor(random() * 20) * 8,
    }
    records.push({ kind: 'place', id: next(), of: table, ...place })
    for (const pattern of patterns)
      records.push({ kind: 'use', id: `${pattern}@${table}#1` as Id<'use'>, pattern, target: table })
  })
  return applyChanges(
    start,
    records.map((r) => ({ id: r.id, to: r })),
  ).design
}
