import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compile } from '../../src/compile/index.ts'
import type { Engine } from '../../src/engine/index.ts'
import { emit } from '../../src/sql/index.ts'
import { pglite } from '../engine/node.ts'
import { registry } from './all.ts'
import type { Options } from './cases/types.ts'
import { broken, hold } from './hold.ts'
import { on } from './on.ts'
import { shop } from './shop.ts'

let engine: Engine
beforeAll(async () => {
  engine = await pglite()
})
afterAll(() => engine.close())

describe('beliefs', () => {
  it.each([15, 18] as const)('about points in time keep every promise for %s', async (target) => {
    const s = shop({ target, quoted: true })
    const held = await hold(engine, on(s, s.design, 'bitemporal', { unit: 'time', guard: true }))
    expect([...held.refused, ...broken(held)]).toEqual([])
    expect(held.answers.size).toBeGreaterThan(5)
  })

  it('are told apart from a key that is given by hand', () => {
    const s = shop({ composite: true })
    const { issues, catalog } = compile(on(s, s.design, 'bitemporal'), registry)
    expect(issues.map((i) => [i.code, i.severity])).toEqual([['bitemporal/key-by-hand', 'warning']])
    expect([...catalog.values()].filter((o) => o.kind === 'routine').map((o) => o.name)).toEqual([
      'orders_known',
    ])
  })
})

describe('correcting', () => {
  /** What is believed now after these calls, each `[during, changes]`, and how many rows there are. */
  const believed = async (calls: readonly (readonly [string, string | null])[], options: Options = {}) => {
    const s = shop()
    const { catalog } = compile(on(s, s.design, 'bitemporal', options), registry)
    await engine.load(catalog, emit(catalog, 18))
    const { results, error } = await engine.run({
      statements: [
        "insert into customers overriding system value values (1, 'a@example.org')",
        ...calls.map(
          ([during, changes]) =>
            `select correct_orders('N1', '${during}', ${changes === null ? 'null' : `'${changes}'`})`,
        ),
        'select valid_during, total, note from known_orders order by 1',
        'select count(*) from orders',
      ],
    })
    return error?.sqlstate ?? [results.at(-2)?.rows, results.at(-1)?.rows[0]?.[0]]
  }
  const first = '{"customer_id": 1, "status": "s", "total": 1, "note": "n"}'

  it('the middle of a belief leaves its ends', async () => {
    expect(
      await believed([
        ['[2020-01-01,)', first],
        ['[2021-01-01,2022-01-01)', '{"total": 2}'],
      ]),
    ).toEqual([
      [
        ['[2020-01-01,2021-01-01)', '1', 'n'],
        ['[2021-01-01,2022-01-01)', '2', 'n'],
        ['[2022-01-01,)', '1', 'n'],
      ],
      '4',
    ])
  })
  it('across several beliefs changes what it names and keeps what else each said', async () => {
    const calls = [
      ['[2020-01-01,2021-01-01)', first],
      ['[2021-01-01,2022-01-01)', first.replace('"n"', '"m"')],
      ['[2020-07-01,2021-07-01)', '{"total": 2}'],
    ] as const
    expect(await believed(calls)).toEqual([
      [
        ['[2020-01-01,2020-07-01)', '1', 'n'],
        ['[2020-07-01,2021-01-01)', '2', 'n'],
        ['[2021-01-01,2021-07-01)', '2', 'm'],
        ['[2021-07-01,2022-01-01)', '1', 'm'],
      ],
      '6',
    ])
  })
  it('beyond what was believed adds the times of which nothing was', async () => {
    const calls = [
      ['[2021-01-01,2022-01-01)', first],
      ['[2020-01-01,2023-01-01)', first.replace('"n"', 'null')],
    ] as const
    expect(await believed(calls)).toEqual([
      [
        ['[2020-01-01,2021-01-01)', '1', null],
        ['[2021-01-01,2022-01-01)', '1', null],
        ['[2022-01-01,2023-01-01)', '1', null],
      ],
      '4',
    ])
  })
  it('with NULL withdraws a belief', async () => {
    expect(
      await believed([
        ['[2020-01-01,2022-01-01)', first],
        ['[2021-01-01,)', null],
      ]),
    ).toEqual([[['[2020-01-01,2021-01-01)', '1', 'n']], '2'])
  })
  it('states again what was withdrawn in the same transaction', async () => {
    expect(
      await believed([
        ['[2020-01-01,2022-01-01)', first],
        ['[2019-01-01,)', null],
        ['[2021-01-01,2022-01-01)', first.replace('"n"', '"again"')],
      ]),
    ).toEqual([[['[2021-01-01,2022-01-01)', '1', 'again']], '2'])
  })
  it('works under the guard', async () => {
    expect(
      await believed(
        [
          ['[2020-01-01,)', first],
          ['[2020-01-01,)', '{"total": 3}'],
        ],
        { guard: true },
      ),
    ).toEqual([[['[2020-01-01,)', '3', 'n']], '2'])
  })
})

describe('a further version beside a state machine', () => {
  it('goes on from the state of the one before, or by an allowed transition', async () => {
    const s = shop()
    const design = on(s, on(s, s.design, 'state-machine'), 'effective-dating', { unit: 'date' })
    const { catalog } = compile(design, registry)
    await engine.load(catalog, emit(catalog, 18))
    const set = (since: string, changes: string) =>
      `select (set_orders('N1', '${since}', '${changes}')).status`
    const { results, error } = await engine.run({
      statements: [
        "insert into customers overriding system value values (1, 'a@example.org')",
        set('2020-01-01', '{"customer_id": 1, "total": 1}'),
        "update orders set status = 'active'",
        set('2021-01-01', '{}'),
        set('2022-01-01', '{"status": "closed"}'),
      ],
    })
    expect(error).toBeUndefined()
    expect(results.map((r) => r.rows[0]?.[0]).filter((v) => v)).toEqual(['draft', 'active', 'closed'])
    const fresh = "insert into orders (customer_id, number, total, status) values (1, 'N2', 1, 'active')"
    expect((await engine.run({ statements: [fresh] })).error?.sqlstate).toBe('23514')
  })
})
