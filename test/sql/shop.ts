import { builtIn, type Obj } from '../../src/catalog/index.ts'

const column = (
  id: string,
  table: string,
  name: string,
  type: Obj<'column'>['type'] = builtIn('text'),
): Obj => ({
  kind: 'column',
  id,
  table,
  name,
  type,
  rank: id,
})

/** A small shop, whose ids say what they are. */
export const shop: readonly Obj[] = [
  { kind: 'schema', id: 's', name: 'public' },
  { kind: 'schema', id: 'app', name: 'app' },
  {
    kind: 'enum',
    id: 'E',
    name: 'order_status',
    schema: 's',
    labels: [
      { id: 'draft', name: 'draft' },
      { id: 'paid', name: "pa'id" },
    ],
  },
  { kind: 'domain', id: 'D', name: 'email', schema: 'app', type: builtIn('text'), checks: [] },
  { kind: 'table', id: 'O', name: 'orders', schema: 's' },
  column('o.id', 'O', 'id', builtIn('bigint')),
  column('o.status', 'O', 'status', { type: 'E' }),
  column('o.Total', 'O', 'Total'),
  column('o.year', 'O', 'year'),
  column('o.customer', 'O', 'customer_id'),
  column('o.name', 'O', 'name'),
  { kind: 'table', id: 'C', name: 'customers', schema: 'app' },
  column('c.id', 'C', 'id', builtIn('bigint')),
  column('c.mail', 'C', 'mail', { type: 'D' }),
  column('c.name', 'C', 'name'),
  {
    kind: 'routine',
    id: 'F',
    name: 'total_of',
    schema: 's',
    params: [],
    language: 'sql',
    body: { text: [''], refs: [] },
  },
  {
    kind: 'view',
    id: 'V',
    name: 'live',
    schema: 's',
    query: { text: [''], refs: [] },
    columns: [{ id: 'v.n', name: 'n' }],
  },
]
