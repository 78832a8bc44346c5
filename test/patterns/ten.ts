import { applyChanges, type DesignRecord } from '../../src/design/index.ts'
import { type Shop, shop } from './shop.ts'

type Columns = Readonly<Record<string, string>>

/** The shop with four more tables: what a design looks like after a few weeks. Ten tables in all. */
export const tenTables = (): Shop => {
  const s = shop()
  const schema = [...s.design.records.values()].find((r) => r.kind === 'schema')
  if (schema?.kind !== 'schema') throw new Error('the shop has no schema')
  const records: DesignRecord[] = []
  const table = (name: string, columns: Columns): void => {
    records.push({ kind: 'table', id: s.id(name), schema: schema.id, name })
    Object.entries({ id: 'bigint', ...columns }).forEach(([c, type], i) => {
      records.push({
        kind: 'column',
        id: s.id(`${name}.${c}`),
        table: s.id(name),
        name: c,
        rank: String.fromCharCode(97 + i),
        type: { base: type },
        notNull: true,
        ...(c === 'id' ? { identity: 'always' } : {}),
      })
    })
    records.push({
      kind: 'key',
      id: s.id(`${name}.pk`),
      name: '',
      table: s.id(name),
      primary: true,
      columns: [s.id(`${name}.id`)],
    })
  }
  const fk = (from: string, column: string, to: string): void => {
    records.push({
      kind: 'fk',
      id: s.id(`${from}>${to}`),
      name: '',
      table: s.id(from),
      columns: [s.id(`${from}.${column}`)],
      references: s.id(to),
      refColumns: [s.id(`${to}.id`)],
    })
  }
  table('categories', { title: 'text' })
  table('products', { category_id: 'bigint', sku: 'text', price: 'numeric' })
  table('payments', { customer_id: 'bigint', paid_at: 'timestamptz', amount: 'numeric' })
  table('addresses', { customer_id: 'bigint', street: 'text', city: 'text' })
  fk('products', 'category_id', 'categories')
  fk('payments', 'customer_id', 'customers')
  fk('addresses', 'customer_id', 'customers')
  records.push({
    kind: 'key',
    id: s.id('products.sku_key'),
    name: '',
    table: s.id('products'),
    columns: [s.id('products.sku')],
  })
  const { design } = applyChanges(
    s.design,
    records.map((r) => ({ id: r.id, to: r })),
  )
  return { design, id: s.id }
}
