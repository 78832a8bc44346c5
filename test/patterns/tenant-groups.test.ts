/** Queries that group by a key, once tenants are part of it. */
import { afterAll, describe, expect, it } from 'vitest'
import { compile, eject } from '../../src/compile/index.ts'
import { applyChanges, type DesignRecord } from '../../src/design/index.ts'
import { namesOf, render } from '../../src/sql/index.ts'
import { registry } from './all.ts'
import { broken, hold } from './hold.ts'
import { on } from './on.ts'
import { rotating } from './rotating.ts'
import { shop } from './shop.ts'

const engines = rotating()
afterAll(() => engines.close())

const s = shop()
const id = s.id<'view'>('counted')
/** `{orders.id}` stands for that column, `{orders}` for the table. */
const viewed = (kind: 'view' | 'matview', query: string) => {
  const parts = query.split(/\{([\w.]+)\}/)
  const refs = parts
    .filter((_, i) => i % 2 === 1)
    .map((n) => ({ id: s.id(n), as: n.includes('.') ? 'name' : 'qualified' }))
  const schema = [...s.design.records.values()].find((r) => r.kind === 'schema')?.id
  const text = parts.filter((_, i) => i % 2 === 0)
  const view = { kind, id, name: 'counted', schema, query: { text, refs } }
  return applyChanges(s.design, [{ id, to: view as unknown as DesignRecord }]).design
}
const joined = '{orders} o left join {items} i on i.{items.order_id} = o.{orders.id}'

it('stays as it is once the tenancy is drawn', async () => {
  const query = `select o.{orders.id}, o.{orders.number}, count(i.*) from ${joined} group by o.{orders.id}`
  const design = on(s, viewed('view', query), 'tenancy-row')
  const compiled = compile(design, registry)
  const [use] = [...compiled.uses.keys()]
  const { changes, lost } = eject(compiled, use as never, registry)
  const after = await hold(await engines.next(), applyChanges(design, changes).design)
  expect([...after.compiled.issues, ...after.refused, ...broken(after)]).toEqual([])
  const said = [compiled, after.compiled].map(({ catalog }) => catalog.get(id))
  expect(said[1]).toEqual(said[0])
  expect(lost).toEqual([])
})

describe('a drawn query under row tenancy', () => {
  it.each([
    [
      `select o.{orders.id}, o.{orders.number}, count(i.*) from ${joined} group by o.{orders.id}`,
      'group by o.tenant_id, o.id',
    ],
    [
      `select {orders.number}, count(*) as n from {orders} where {orders.total} > 0 group by {orders.id} having count(*) > 0 order by {orders.number}`,
      'group by tenant_id, id having',
    ],
    [
      `select c.{customers.email}, (select count(*) from {orders} o where o.{orders.customer_id} = c.{customers.id} group by o.{orders.customer_id}) as n from {customers} c group by c.{customers.id}`,
      'customers c group by c.tenant_id, c.id',
    ],
    [
      `select o.{orders.number}, c.{customers.email} from {orders} o join {customers} c on c.{customers.id} = o.{orders.customer_id} group by o.{orders.id}, c.{customers.id}`,
      'group by o.tenant_id, o.id, c.tenant_id, c.id',
    ],
    ['select {orders.status}, count(*) from {orders} group by {orders.status}', 'group by status'],
  ])('groups by the tenant where it groups by a key: %s', async (query, said) => {
    for (const kind of ['view', 'matview'] as const) {
      const held = await hold(await engines.next(), on(s, viewed(kind, query), 'tenancy-row'))
      expect(held.compiled.issues.filter((i) => i.severity === 'error')).toEqual([])
      expect([...held.refused, ...broken(held)]).toEqual([])
      const o = held.compiled.catalog.get(id)
      expect(o && 'query' in o && render(o.query, namesOf(held.compiled.catalog))).toContain(said)
    }
  })
})
