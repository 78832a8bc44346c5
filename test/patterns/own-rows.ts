import type { Id } from '../../src/base/index.ts'
import { applyChanges, type Design, type DesignRecord } from '../../src/design/index.ts'
import type { Shop } from './shop.ts'

const text = (value: string) => ({ text: [value], refs: [] })

/** A row of the design's own in each table, the items' one standing on that of the orders. */
export const withRows = (s: Shop): Design => {
  const rows = (table: string, columns: readonly string[], values: readonly string[]) => ({
    kind: 'rows',
    id: s.id(`${table}.rows`),
    name: '',
    table: s.id(table),
    columns: columns.map((c) => s.id(`${table}.${c}`)),
    values: [values.map(text)],
  })
  const columns = ['id', 'customer_id', 'number', 'status', 'total']
  const all = [
    rows('customers', ['id', 'email'], ['900', "'own@example.org'"]),
    rows('orders', columns, ['900', '900', "'own'", "'new'", '1']),
    rows('items', ['id', 'order_id', 'sku'], ['900', '900', "'own'"]),
    rows('visits', ['at', ...columns], ['now()', '900', '900', "'own'", "'new'", '1']),
  ]
  return applyChanges(
    s.design,
    all.map((r) => ({ id: r.id as Id, to: r as unknown as DesignRecord })),
  ).design
}
