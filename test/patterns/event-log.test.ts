import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compile } from '../../src/compile/index.ts'
import { applyChanges, type Design } from '../../src/design/index.ts'
import type { Engine } from '../../src/engine/index.ts'
import { emit } from '../../src/sql/index.ts'
import { pglite } from '../engine/node.ts'
import { registry } from './all.ts'
import type { Options } from './cases/types.ts'
import { broken, hold } from './hold.ts'
import { on } from './on.ts'
import { type Shape, shop } from './shop.ts'

let engine: Engine
beforeAll(async () => {
  engine = await pglite()
})
afterAll(() => engine.close())

const errors = (design: Design) => compile(design, registry).issues.filter((i) => i.severity === 'error')

describe('an event log', () => {
  it.each<readonly [string, Shape, Options, readonly string[]]>([
    ['of which events go with their row', {}, { rows: 'cascade' }, []],
    ['with a composite key and a cascade', { composite: true }, { rows: 'cascade' }, []],
    ['that only the application writes', {}, { lifecycle: false, columns: [] }, []],
    ['with a cascade beside a soft delete', {}, { rows: 'cascade' }, ['soft-delete']],
    ['with a cascade under tenancy', { target: 15 }, { rows: 'cascade' }, ['tenancy-row']],
  ])('%s keeps its promises', async (_, shape, options, others) => {
    const s = shop(shape)
    const design = others.reduce((d, n) => on(s, d, n), on(s, s.design, 'event-log', options))
    expect(errors(design)).toEqual([])
    const held = await hold(engine, design)
    expect([...held.refused, ...broken(held)]).toEqual([])
  })

  it('removes events with their row where they are to go with it, and writes one event a changed column', async () => {
    const s = shop()
    const options = { rows: 'cascade', columns: [s.id('orders.note'), s.id('orders.total')] }
    const { catalog } = compile(on(s, s.design, 'event-log', options), registry)
    expect((await engine.load(catalog, emit(catalog, 18))).errors).toEqual([])
    const done = await engine.run({
      statements: [
        "insert into customers (email) values ('x')",
        "insert into orders (customer_id, number, status, total) values (1, 'n', 's', 1)",
        "update orders set note = 'x', total = 2, status = 't'",
        "select string_agg(event_type || payload::text, ' ' order by event_id) from orders_events_of(1)",
        'delete from orders',
        'select count(*)::text from orders_events',
      ],
    })
    expect(done.error).toBeUndefined()
    expect(done.results[3]?.rows).toEqual([
      [
        'created{} note_changed{"note": {"to": "x", "from": null}} total_changed{"total": {"to": 2, "from": 1}}',
      ],
    ])
    expect(done.results[5]?.rows).toEqual([['0']])
  })

  it('of a table without a key is an error at the table, with a way out', () => {
    const s = shop()
    const keyless = applyChanges(s.design, [
      { id: s.id('items>orders'), to: null },
      { id: s.id('orders.pk'), to: null },
    ]).design
    const [issue] = errors(on(s, keyless, 'event-log'))
    expect([issue?.code, issue?.waysOut.length]).toEqual(['event-log/no-key', 1])
  })

  it('says that a watched column is of another table, and leaves it out', () => {
    const s = shop()
    const design = on(s, s.design, 'event-log', { columns: [s.id('posts.title'), s.id('orders.note')] })
    const [issue] = errors(design)
    expect([issue?.code, issue?.option]).toEqual(['event-log/no-column', 'columns'])
    expect(errors(applyChanges(design, issue?.waysOut[0]?.changes ?? []).design)).toEqual([])
  })
})
