import type { DesignRecord } from '../../src/design/index.ts'
import { beside, type Shop } from './shop.ts'

type Column = Extract<DesignRecord, { kind: 'column' }>

/** The shop with other types of some columns. */
export const retyped = (s: Shop, type: Column['type'], ...columns: readonly string[]): Shop =>
  beside(
    s,
    ...columns.map((n) => {
      const { identity: _, ...column } = s.design.records.get(s.id(n)) as Column
      return { ...column, type }
    }),
  )

/** The shop whose customers and orders are named by values of a type. */
export const keyed = (s: Shop, base: string): Shop =>
  retyped(
    s,
    { base },
    'customers.id',
    'orders.id',
    'orders.customer_id',
    'visits.customer_id',
    'items.order_id',
  )

/** The shop with the extensions of types in a schema that no search path holds by itself. */
export const elsewhere = (s: Shop): Shop =>
  beside(
    s,
    { kind: 'schema', id: s.id('extras'), name: 'Extras' },
    ...['citext', 'hstore', 'ltree'].map((name) => ({
      kind: 'extension',
      id: s.id(name),
      name,
      schema: s.id('extras'),
    })),
  )
