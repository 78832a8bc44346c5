/** Functions of one's own that upsert, once patterns have made other keys of those that decide the conflict. */
import { afterAll, expect, it } from 'vitest'
import { type Compiled, compile, eject } from '../../src/compile/index.ts'
import { applyChanges, type Design, type DesignRecord } from '../../src/design/index.ts'
import type { Engine } from '../../src/engine/index.ts'
import { namesOf, render } from '../../src/sql/index.ts'
import { registry } from './all.ts'
import { broken, hold } from './hold.ts'
import { on } from './on.ts'
import { rotating } from './rotating.ts'
import { app, owner } from './sessions.ts'
import { shop } from './shop.ts'

const engines = rotating()
afterAll(() => engines.close())

const s = shop()
const id = s.id<'routine'>('keep_order')

const upsert = (target: string): Design => {
  const parts =
    `insert into {orders} ({orders.customer_id}, {orders.number}, {orders.status}, {orders.total}) select max({customers.id}), $1, 'new', 0 from {customers} on conflict ${target} do update set {orders.note} = 'again' returning id`.split(
      /\{([\w.]+)\}/,
    )
  const refs = parts
    .filter((_, i) => i % 2 === 1)
    .map((n) => ({ id: s.id(n), as: n.includes('.') ? 'name' : 'qualified' }))
  const schema = [...s.design.records.values()].find((r) => r.kind === 'schema')?.id
  const routine = {
    kind: 'routine',
    id,
    name: 'keep_order',
    schema,
    params: [{ id: s.id('keep_order.number'), name: 'order_number', type: { base: 'text' } }],
    returns: { text: ['bigint'], refs: [] },
    language: 'sql',
    body: { text: parts.filter((_, i) => i % 2 === 0), refs },
  }
  return applyChanges(s.design, [{ id, to: routine as unknown as DesignRecord }]).design
}

/** A key of the orders that someone drew for some of them only, and a function that does not say which. */
const partial = () => {
  const index = {
    kind: 'index',
    id: s.id('orders.noted'),
    name: 'orders_noted',
    table: s.id('orders'),
    unique: true,
    elements: [{ column: s.id('orders.note') }],
    where: { text: ['', ' <> 0'], refs: [{ id: s.id('orders.total'), as: 'name' }] },
  }
  const to = index as unknown as DesignRecord
  return { key: 'note', some: applyChanges(upsert('({orders.note})'), [{ id: to.id, to }]).design }
}

const bodyOf = (catalog: ReturnType<typeof compile>['catalog']): string => {
  const o = catalog.get(id)
  if (o?.kind !== 'routine') throw new Error('the function is gone')
  return render(o.body, namesOf(catalog))
}

const tenant = '6f1c1f0e-0000-4000-8000-000000000001'

/** Calls it twice with one number: what it answered, or the error that came. */
const called = async (engine: Engine, { traits }: Compiled) => {
  const settings = { [traits.settings.tenant]: tenant }
  if (traits.tenants) {
    const statements = [`insert into tenants (id, name) values ('${tenant}', 'One')`]
    const founded = await engine.run({ session: { role: 'app_maintenance' }, statements })
    if (founded.error) return founded.error.message
  }
  const { results, error } = await engine.run({
    session: traits.tenants ? { role: app, settings } : { role: owner },
    statements: [
      `insert into customers (email) values ('ann@example.org')`,
      `select public.keep_order('A 1') is not null`,
      `select public.keep_order('A 1') is not null`,
      `select count(*) from orders where number = 'A 1'`,
    ],
  })
  return error ? error.message : results.slice(1).map((r) => r.rows[0]?.[0])
}

it.each([
  [['tenancy-row'], 'on conflict (tenant_id, number) do'],
  [['soft-delete'], 'on conflict (number) where deleted_at is null do'],
  [['tenancy-row', 'soft-delete'], 'on conflict (tenant_id, number) where deleted_at is null do'],
  [['audit-columns'], 'on conflict (number) do'],
])('with %j, %s', async (patterns, said) => {
  let design = upsert('({orders.number})')
  for (const p of patterns) design = on(s, design, p)
  const engine = await engines.next()
  const held = await hold(engine, design)
  expect(held.compiled.issues).toEqual([])
  expect([...held.refused, ...broken(held)]).toEqual([])
  expect(bodyOf(held.compiled.catalog)).toContain(said)
  expect(await called(engine, held.compiled)).toEqual(['t', 't', '1'])
})

it.each(['tenancy-row', 'soft-delete'])('stays as it is once %s is drawn', (pattern) => {
  const compiled = compile(on(s, upsert('({orders.number})'), pattern), registry)
  const [use] = [...compiled.uses.keys()]
  const { changes } = eject(compiled, use as never, registry)
  const after = compile(applyChanges(compiled.design, changes).design, registry)
  expect(after.catalog.get(id)).toEqual(compiled.catalog.get(id))
})

it('says where no key has these columns, and leaves what says by itself which rows are meant', () => {
  const issues = (design: Design) => compile(design, registry).issues.map((i) => [i.code, i.objects[0]])
  expect(issues(upsert('({orders.id}, {orders.number})'))).toEqual([['routine/no-conflict-target', id]])
  const { key, some } = partial()
  expect(issues(some)).toEqual([['routine/no-conflict-target', id]])
  expect(bodyOf(compile(some, registry).catalog)).toContain(`on conflict (${key}) do`)
  const own = '({orders.number}) where {orders.number} is not null'
  const compiled = compile(on(s, upsert(own), 'tenancy-row'), registry)
  expect(compiled.issues).toEqual([])
  expect(bodyOf(compiled.catalog)).toContain('on conflict (number) where number is not null do')
})
