import { drawnId, type Id } from '../../src/base/index.ts'
import {
  applyChanges,
  type Design,
  type DesignRecord,
  newDesign,
  settingsOf,
  type Target,
} from '../../src/design/index.ts'

/** Variants of one small shop: what patterns must cope with. */
export interface Shape {
  readonly target?: Target
  /** A composite primary key on the table under test. */
  readonly composite?: boolean
  /** Mixed-case names that need quotes. */
  readonly quoted?: boolean
  /** Another schema than public. */
  readonly schema?: string
}

const random = (n: number): Uint8Array => Uint8Array.from({ length: n }, (_, i) => (i * 37 + 11) % 256)

export interface Shop {
  readonly design: Design
  /** Ids by the plain name: `orders`, `orders.status`. */
  id<K extends string>(name: string): Id<K>
}

/**
 * customers ← orders ← items; posts and photos as further parents. `orders` is the table under test; `visits` has
 * its columns and a time, nothing references it, and no key but its primary key constrains it.
 */
export const shop = (shape: Shape = {}): Shop => {
  const start = newDesign('Shop', random)
  const author = start.authors[0] ?? ''
  const ids = new Map<string, Id>()
  let counter = 100
  const id = <K extends string>(name: string): Id<K> => {
    const known = ids.get(name) ?? drawnId(author, counter++)
    ids.set(name, known)
    return known as Id<K>
  }
  const text = (s: string): string => (shape.quoted ? `The "${s}" Ü` : s)
  const settings = { ...settingsOf(start), target: shape.target ?? 18 }
  const schema = shape.schema ? id<'schema'>('schema') : settings.schema
  const records: DesignRecord[] = [settings]
  if (shape.schema) records.push({ kind: 'schema', id: schema, name: shape.schema })
  const table = (
    name: string,
    columns: Readonly<Record<string, string>>,
    primary: readonly string[],
  ): void => {
    records.push({ kind: 'table', id: id(name), schema, name: text(name) })
    Object.entries(columns).forEach(([c, type], i) => {
      const identity = c === 'id' && type === 'bigint' && primary.length === 1
      records.push({
        kind: 'column',
        id: id(`${name}.${c}`),
        table: id(name),
        name: text(c),
        rank: String.fromCharCode(97 + i),
        type: { base: type },
        ...(c === 'note' ? {} : { notNull: true }),
        ...(identity ? { identity: 'always' } : {}),
      })
    })
    if (primary.length > 0)
      records.push({
        kind: 'key',
        id: id(`${name}.pk`),
        name: '',
        table: id(name),
        primary: true,
        columns: primary.map((c) => id(`${name}.${c}`)),
      })
  }
  const fk = (from: string, columns: readonly string[], to: string, refs: readonly string[]): void => {
    records.push({
      kind: 'fk',
      id: id(`${from}>${to}`),
      name: '',
      table: id(from),
      columns: columns.map((c) => id(`${from}.${c}`)),
      references: id(to),
      refColumns: refs.map((c) => id(`${to}.${c}`)),
    })
  }
  const key = shape.composite ? ['region', 'id'] : ['id']
  table('customers', { id: 'bigint', email: 'text' }, ['id'])
  records.push({
    kind: 'key',
    id: id('customers.email_key'),
    name: '',
    table: id('customers'),
    columns: [id('customers.email')],
  })
  table('posts', { id: 'bigint', title: 'text' }, ['id'])
  table('photos', { id: 'uuid', url: 'text' }, ['id'])
  table(
    'orders',
    {
      ...(shape.composite ? { region: 'text' } : {}),
      id: 'bigint',
      customer_id: 'bigint',
      number: 'text',
      status: 'text',
      total: 'numeric',
      note: 'text',
    },
    key,
  )
  records.push({
    kind: 'key',
    id: id('orders.number_key'),
    name: '',
    table: id('orders'),
    columns: [id('orders.number')],
  })
  records.push({
    kind: 'check',
    id: id('orders.total_check'),
    name: '',
    table: id('orders'),
    expr: { text: ['', ' >= 0'], refs: [{ id: id('orders.total'), as: 'name' }] },
  })
  table(
    'visits',
    {
      ...(shape.composite ? { region: 'text' } : {}),
      id: 'bigint',
      at: 'timestamptz',
      customer_id: 'bigint',
      number: 'text',
      status: 'text',
      total: 'numeric',
      note: 'text',
    },
    key,
  )
  table(
    'items',
    { id: 'bigint', ...(shape.composite ? { order_region: 'text' } : {}), order_id: 'bigint', sku: 'text' },
    ['id'],
  )
  fk('orders', ['customer_id'], 'customers', ['id'])
  fk('visits', ['customer_id'], 'customers', ['id'])
  fk('items', shape.composite ? ['order_region', 'order_id'] : ['order_id'], 'orders', key)
  const design = applyChanges(
    start,
    records.map((r) => ({ id: r.id, to: r })),
  ).design
  return { design, id }
}

/** The shop with more records. */
export const beside = (s: Shop, ...records: readonly object[]): Shop => ({
  ...s,
  design: applyChanges(
    s.design,
    (records as readonly DesignRecord[]).map((r) => ({ id: r.id, to: r })),
  ).design,
})
