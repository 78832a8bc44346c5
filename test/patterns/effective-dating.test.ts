import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compile } from '../../src/compile/index.ts'
import { applyChanges, change, recordOf } from '../../src/design/index.ts'
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

const forms: readonly Options[] = ['range', 'pair'].flatMap((form) =>
  ['time', 'date'].flatMap((unit) => ['null', 'infinity'].map((open) => ({ form, unit, open }))),
)
const shapes: readonly Shape[] = [{ target: 18 }, { target: 15, composite: true, quoted: true }]
const beside = ['', 'soft-delete', 'tenancy-row', 'state-machine'] as const

describe('periods in every form', () => {
  const cases = forms.flatMap((f) =>
    shapes.map((shape, i) => [Object.values(f).join(', '), shape.target, f, shape, beside[i] ?? ''] as const),
  )
  it.each(cases)('%s for %s keep every promise', async (_, _target, options, shape) => {
    const s = shop(shape)
    const held = await hold(engine, on(s, s.design, 'effective-dating', options))
    expect([...held.refused, ...broken(held)]).toEqual([])
    expect(held.answers.size).toBeGreaterThan(5)
  })

  it.each(beside.slice(1))('without gaps, beside %s', async (other) => {
    const s = shop()
    const design = on(s, on(s, s.design, other), 'effective-dating', { gaps: 'refused', form: 'pair' })
    const held = await hold(engine, design)
    expect([...held.refused, ...broken(held)]).toEqual([])
  })
})

describe('a unique column that minds no case', () => {
  it.each([[15], [18]] as const)('holds at any one time, for %s', async (target) => {
    const s = shop({ target })
    const note = recordOf(s.design, 'column', s.id('orders.note'))
    const once = {
      kind: 'key' as const,
      id: s.id<'key'>('orders note once'),
      name: 'orders_note_key',
      table: s.id<'table'>('orders'),
      columns: [s.id<'column'>('orders.note')],
    }
    const citext = { kind: 'extension' as const, id: s.id<'extension'>('citext'), name: 'citext' }
    const records = [once, citext, ...(note ? [{ ...note, type: { base: 'citext' } }] : [])]
    const design = on(s, applyChanges(s.design, records.map(change)).design, 'effective-dating')
    const held = await hold(engine, design)
    expect([...held.refused, ...broken(held)]).toEqual([])
    await engine.load(held.compiled.catalog, emit(held.compiled.catalog, target))
    const set = (number: string, text: string) =>
      `select set_orders('${number}', '2020-01-01', '{"customer_id": 1, "status": "s", "total": 2, "note": "${text}"}')`
    const { error } = await engine.run({
      statements: [
        "insert into customers overriding system value values (1, 'a@example.org')",
        set('N1', 'Desk'),
        set('N2', 'Chair'),
        set('N3', 'desk'),
      ],
    })
    expect(error).toMatchObject({ sqlstate: '23P01', constraint: 'orders_note_key' })
  })
})

describe('versions within those of a parent', () => {
  const within = (other: string, shape: Shape = {}) => {
    const s = shop(shape)
    const parent = on(s, s.design, 'effective-dating', { key: [s.id('orders.number')] }, 'orders')
    const design = other === '' ? parent : on(s, parent, other)
    const options = {
      key: [s.id('visits.customer_id')],
      parent: s.id('orders'),
      parentKey: [s.id('visits.number')],
    }
    return on(s, design, 'effective-dating', options, 'visits')
  }

  it.each(beside.map((b) => [b]))('hold together with "%s"', async (other) => {
    const held = await hold(engine, within(other))
    expect(held.compiled.issues.filter((i) => i.severity === 'error')).toEqual([])
    expect([...held.refused, ...broken(held)]).toEqual([])
    expect([...held.answers.keys()].some((id) => id.endsWith('/within'))).toBe(true)
  })

  it('need PostgreSQL 18', async () => {
    const { issues } = compile(within('', { target: 17 }), registry)
    expect(issues.map((i) => [i.code, i.option])).toEqual([['timed/within', 'parent']])
  })
})

describe('setting a version', () => {
  /** Versions of N1 after these calls, each `[since, note]`: from, until, note. */
  const versions = async (calls: readonly (readonly [string, string])[], options: Options = {}) => {
    const s = shop()
    const { catalog } = compile(on(s, s.design, 'effective-dating', { unit: 'date', ...options }), registry)
    await engine.load(catalog, emit(catalog, 18))
    const period = options.form === 'pair' ? 'daterange(effective_from, effective_until)' : 'effective_during'
    const first = '{"customer_id": 1, "status": "s", "total": 2, "note": "first"}'
    const { results, error } = await engine.run({
      statements: [
        "insert into customers overriding system value values (1, 'a@example.org')",
        `select set_orders('N1', '2020-01-01', '${first}')`,
        ...calls.map(([since, changes]) => `select set_orders('N1', '${since}', '${changes}')`),
        `select lower(p), upper(p), note, status from (select *, ${period} p from orders) o order by 1`,
      ],
    })
    return error?.sqlstate ?? results.at(-1)?.rows
  }

  it.each(['range', 'pair'])(
    'in the middle splits the version that holds, and carries the rest over (%s)',
    async (form) => {
      expect(
        await versions(
          [
            ['2024-01-01', '{"note": "third"}'],
            ['2022-01-01', '{"note": "second"}'],
          ],
          { form },
        ),
      ).toEqual([
        ['2020-01-01', '2022-01-01', 'first', 's'],
        ['2022-01-01', '2024-01-01', 'second', 's'],
        ['2024-01-01', null, 'third', 's'],
      ])
    },
  )
  it('before the first one lasts until it begins', async () => {
    const earlier = '{"customer_id": 1, "status": "t", "total": 2}'
    expect(await versions([['2019-01-01', earlier]])).toEqual([
      ['2019-01-01', '2020-01-01', null, 't'],
      ['2020-01-01', null, 'first', 's'],
    ])
  })
  it('at its very beginning changes it in place', async () => {
    expect(await versions([['2020-01-01', '{"note": null}']])).toEqual([['2020-01-01', null, null, 's']])
  })
  it('writes an open end as infinity where the option says so', async () => {
    expect(await versions([['2021-01-01', '{}']], { open: 'infinity', form: 'pair' })).toEqual([
      ['2020-01-01', '2021-01-01', 'first', 's'],
      ['2021-01-01', 'infinity', 'first', 's'],
    ])
  })
  it('refuses a change of a column that is not there', async () => {
    expect(await versions([['2021-01-01', '{"remark": "x"}']])).toBe('42703')
  })
})

describe('a deleted version', () => {
  it('frees its period, and cannot come back into one that is taken', async () => {
    const s = shop()
    const design = on(s, on(s, s.design, 'soft-delete'), 'effective-dating')
    const { catalog } = compile(design, registry)
    await engine.load(catalog, emit(catalog, 18))
    const write = "insert into orders (customer_id, number, status, total) values (1, 'N1', 's', 1)"
    const setup = await engine.run({
      statements: [
        "insert into customers overriding system value values (1, 'a@example.org')",
        write,
        'update orders set deleted_at = now()',
        write,
        'select count(*) from current_orders',
      ],
    })
    expect(setup.error).toBeUndefined()
    expect(setup.results.at(-1)?.rows).toEqual([['1']])
    const back = await engine.run({
      statements: ['update orders set deleted_at = null where deleted_at is not null'],
    })
    expect(back.error?.sqlstate).toBe('23P01')
  })
})
