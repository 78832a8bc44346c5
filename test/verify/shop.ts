import { type Catalog, name, type Obj, qualified, sql } from '../../src/catalog/index.ts'
import type { Made, Proof, ProofSql, ProofStep, Transaction } from '../../src/compile/index.ts'
import { catalogOf, check, fk, fragment, madeOf, primary, raw, t, table, unique } from './fixture.ts'

const bigint = { type: t('bigint') }
const tenant = {
  type: t('bigint'),
  notNull: true,
  default: raw("nullif(current_setting('app.current_tenant', true), '')::bigint"),
}
const own = (of: string): ReturnType<typeof sql> =>
  sql`${name(`${of}.tenant_id`)} = nullif(current_setting('app.current_tenant', true), '')::bigint`

const roles: readonly Obj[] = [
  { kind: 'role', id: 'app', name: 'app_user' },
  { kind: 'role', id: 'mnt', name: 'app_maintenance', bypassRls: true },
]
const access = (of: string): readonly Obj[] =>
  ['app', 'mnt'].map((to) => ({
    kind: 'grant',
    id: `${of}_${to}`,
    name: '',
    on: of,
    to,
    privileges: ['select', 'insert', 'update', 'delete'],
  }))
const guarded = (of: string): readonly Obj[] => [
  {
    kind: 'policy',
    id: `${of}_policy`,
    name: `${of}_tenant`,
    table: of,
    roles: [],
    using: own(of),
    check: own(of),
  },
  ...access(of),
]

/** Tenants, customers and orders with row level security, a trigger, and checks of several shapes. */
export const shop: Catalog = catalogOf(
  roles,
  ...['app', 'mnt'].map(
    (to): Obj => ({ kind: 'grant', id: `s_${to}`, name: '', on: 's', to, privileges: ['usage'] }),
  ),
  table('tenants', { id: { ...bigint, identity: 'by default' }, name: { type: t('text'), notNull: true } }),
  primary('tenants', 'id'),
  access('tenants'),
  table(
    'customers',
    { tenant_id: tenant, id: { ...bigint, identity: 'always' }, email: { type: t('text'), notNull: true } },
    { rls: 'forced' },
  ),
  primary('customers', 'tenant_id', 'id'),
  unique('customers', 'tenant_id', 'email'),
  fk('customers', ['tenant_id'], 'tenants', ['id']),
  guarded('customers'),
  table(
    'orders',
    {
      tenant_id: tenant,
      id: { ...bigint, identity: 'always' },
      customer_id: { ...bigint, notNull: true },
      'odd "name"': { type: t('numeric', 10, 2), notNull: true },
      changed: { type: t('integer'), notNull: true, default: raw('0') },
    },
    { rls: 'forced' },
  ),
  primary('orders', 'tenant_id', 'id'),
  fk('orders', ['tenant_id'], 'tenants', ['id']),
  fk('orders', ['tenant_id', 'customer_id'], 'customers', ['tenant_id', 'id'], {
    deferrable: 'initially deferred',
  }),
  { ...check('orders', 'positive', ''), expr: sql`${name('orders.odd "name"')} > 0` } as Obj,
  guarded('orders'),
  {
    kind: 'routine',
    id: 'touch',
    name: 'touch',
    schema: 's',
    params: [],
    returns: raw('trigger'),
    language: 'plpgsql',
    body: fragment('orders', 'begin new.{changed} := old.{changed} + 1; return new; end'),
  },
  {
    kind: 'trigger',
    id: 'touched',
    name: 'touched',
    table: 'orders',
    timing: 'before',
    events: ['update'],
    routine: 'touch',
  },
)

export const shopMade: Made = madeOf(shop, {
  scopes: new Map([
    ['customers', 'customers.tenant_id'],
    ['orders', 'orders.tenant_id'],
  ]),
  tenants: { table: 'tenants', key: 'tenants.id' },
  appRole: 'app',
  maintenanceRole: 'mnt',
})

const stmt = (text: string): ProofSql => [raw(text)]
const row = (
  step: Omit<Extract<ProofStep, { insert: string }>, 'insert'> & { insert?: string },
): ProofStep => ({ insert: 'orders', ...step })
const app = (...steps: readonly ProofStep[]): Transaction => ({ as: 'app', steps })
export const proof = (
  id: string,
  rests: readonly string[],
  ...transactions: readonly Transaction[]
): Proof => ({
  id: `use/${id}`,
  use: 'use',
  promise: sql`${id} of ${name('orders')}`,
  rests,
  transactions,
})
const seen = (n: string): ProofStep => ({
  run: [sql`select count(*) from ${qualified('orders')}`],
  expect: { rows: [[n]] },
})

/** Promises that hold, each with a control: without what they rest on they do not. */
export const promises: readonly Proof[] = [
  proof(
    'isolation',
    ['orders'],
    app(row({ row: 'a' })),
    app(seen('1')),
    { as: 'app', tenant: 'b', steps: [seen('0')] },
    { as: 'app', tenant: null, steps: [seen('0')] },
    { as: 'owner', tenant: 'b', steps: [seen('0')] },
  ),
  proof(
    'foreign tenant',
    ['orders'],
    app(
      row({
        row: 'x',
        values: { 'orders.tenant_id': { row: 'tenant:b', column: 'tenants.id' } },
        expect: { refused: ['42501'] },
      }),
    ),
  ),
  proof(
    'touched',
    ['touched'],
    app(row({ row: 'a' })),
    app({
      run: [sql`update ${qualified('orders')} set changed = 9 where `, { row: 'a', key: true }],
      expect: { count: 1 },
    }),
    app({ run: stmt('select changed, changed > 0 from orders'), expect: { rows: [['1', 't']] } }),
  ),
  proof(
    'positive',
    ['positive'],
    app(
      row({ row: 'a', values: { 'orders.odd "name"': -1 }, expect: { refused: ['23514'], by: 'positive' } }),
    ),
  ),
  proof(
    'distinct mail',
    ['customers_tenant_id_email_key'],
    app(row({ insert: 'customers', row: 'a' })),
    app(
      row({
        insert: 'customers',
        row: 'b',
        values: { 'customers.email': { row: 'a', column: 'customers.email' } },
        expect: { refused: ['23505'], by: 'customers_tenant_id_email_key' },
      }),
    ),
  ),
  proof('dangling', ['orders_tenant_id_customer_id_fkey'], {
    as: 'app',
    steps: [row({ row: 'a', values: { 'orders.customer_id': 77 } })],
    commit: { refused: ['23503'], by: 'orders_tenant_id_customer_id_fkey' },
  }),
  proof(
    'known values',
    ['orders'],
    app(row({ row: 'a', values: { 'orders.odd "name"': 2.5 } })),
    app({
      run: [
        sql`select id, ${name('orders.odd "name"')}, changed = `,
        { row: 'a', column: 'orders.changed' },
        sql` from ${qualified('orders')}`,
      ],
      expect: { rows: [[{ row: 'a', key: true }, { row: 'a', column: 'orders.odd "name"' }, 't']] },
    }),
  ),
]
