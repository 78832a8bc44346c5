import type { FkAction } from '../../src/catalog/index.ts'
import { applyChanges, type Design, type DesignRecord } from '../../src/design/index.ts'
import type { Shape, Shop } from './shop.ts'

/** A reference of orders to itself, as a person draws it. */
export const drawn = (s: Shop, shape: Shape = {}, onDelete?: FkAction): Design => {
  const columns = shape.composite ? ['region', 'id'] : ['id']
  const records: DesignRecord[] = columns.map((c, i) => ({
    kind: 'column',
    id: s.id(`orders.above_${c}`),
    table: s.id('orders'),
    name: `above_${c}`,
    rank: `y${i}`,
    type: { base: c === 'id' ? 'bigint' : 'text' },
  }))
  records.push({
    kind: 'fk',
    id: s.id('orders>orders'),
    name: '',
    table: s.id('orders'),
    columns: columns.map((c) => s.id(`orders.above_${c}`)),
    references: s.id('orders'),
    refColumns: columns.map((c) => s.id(`orders.${c}`)),
    ...(onDelete ? { onDelete } : {}),
  })
  return applyChanges(
    s.design,
    records.map((to) => ({ id: to.id, to })),
  ).design
}
