/** Keys that a statement hands on from row to row, as positions in a list that make room: checked at its end. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DesignRecord, Target } from '../../src/design/index.ts'
import type { Engine } from '../../src/engine/index.ts'
import { pglite } from '../engine/node.ts'
import { broken, hold } from './hold.ts'
import { on } from './on.ts'
import { owner, sessions } from './sessions.ts'
import { beside, type Shop, shop } from './shop.ts'

let engine: Engine
beforeAll(async () => {
  engine = await pglite()
})
afterAll(() => engine.close())

/** Visits in an order that can be changed. */
const ordered = (target: Target): Shop => {
  const s = shop({ target })
  const { identity: _, ...id } = s.design.records.get(s.id('visits.id')) as Extract<
    DesignRecord,
    { kind: 'column' }
  >
  const key = s.design.records.get(s.id('visits.pk')) as Extract<DesignRecord, { kind: 'key' }>
  return beside(s, id, { ...key, deferrable: 'deferrable' })
}
const { load, as } = sessions()
const rows = `insert into customers (email) values ('x');
  insert into visits (id, at, customer_id, number, status, total)
  select n, '2026-01-01', 1, chr(96 + n), 's', n from generate_series(1, 3) n`
const moves = [
  ['all make room', 'update visits set id = id + 1', ['2 a', '3 b', '4 c']],
  ['all move up', 'update visits set id = id - 1', ['0 a', '1 b', '2 c']],
  ['two change places', 'update visits set id = 3 - id where id < 3', ['1 b', '2 a', '3 c']],
  ['all go round', 'update visits set id = id % 3 + 1', ['1 c', '2 a', '3 b']],
  [
    'the last goes first',
    'update visits set id = case id when 3 then 1 else id + 1 end',
    ['1 c', '2 a', '3 b'],
  ],
] as const

describe.each([18, 17] as const)('PostgreSQL %i', (target) => {
  const s = ordered(target)
  it.each(['history-table', 'tracked-columns'])('%s keeps its promises', async (pattern) => {
    const options = pattern === 'tracked-columns' ? { columns: [s.id('visits.number')] } : {}
    const held = await hold(engine, on(s, s.design, pattern, options, 'visits'))
    expect(held.compiled.issues.filter((i) => i.severity === 'error')).toEqual([])
    expect([...held.refused, ...broken(held)]).toEqual([])
  })

  describe.each([
    ['in a transaction of their own', ['commit']],
    ['in the transaction that made them', []],
  ] as const)('rows %s', (_, between) => {
    it.each(moves)('%s: each row keeps its one open version', async (_what, move, after) => {
      await load(on(s, s.design, 'history-table', {}, 'visits'))
      const open = `select id || ' ' || number from visits_history
        where upper_inf(valid_period) order by id`
      expect(await as(owner, 'alice', rows, ...between, move, open)).toEqual(after.map((r) => [r]))
      const now = `select id || ' ' || number from visits_as_of(now()) order by id`
      expect(await as(owner, 'alice', now)).toEqual(after.map((r) => [r]))
    })

    it.each(moves)('%s: each value stays with its row', async (_what, move, after) => {
      await load(on(s, s.design, 'tracked-columns', { columns: [s.id('visits.number')] }, 'visits'))
      const open = `select visits_id || ' ' || value from visits_number_history
        where upper_inf(valid_period) order by visits_id`
      expect(await as(owner, 'alice', rows, ...between, move, 'set constraints all immediate', open)).toEqual(
        after.map((r) => [r]),
      )
    })
  })
})
