/** Keys and checks that people draw, where promises have to write rows that these accept. */
import { afterAll, describe, expect, it } from 'vitest'
import { broken, type Held, hold } from './hold.ts'
import { on } from './on.ts'
import { rotating } from './rotating.ts'
import { beside, type Shop, shop } from './shop.ts'

const engines = rotating()
afterAll(() => engines.close())

const errors = ({ compiled }: Held): readonly string[] =>
  compiled.issues.filter((i) => i.severity === 'error').map((i) => i.code)

const promised = (h: Held): readonly string[] => [...h.answers.keys()].map((id) => id.replace(/^.*\//, ''))

describe('partitions by whole numbers', () => {
  const s = shop()
  const id = s.id('visits.id')
  const checked = (...text: readonly string[]): Shop =>
    beside(s, {
      kind: 'check',
      id: s.id('visits.idcheck'),
      name: '',
      table: s.id('visits'),
      expr: { text, refs: text.slice(1).map(() => ({ id, as: 'name' })) },
    })
  const few = { by: 'integer', column: id, width: 10 }
  it.each<readonly [string, readonly string[], object, readonly string[]]>([
    ['not below nought', ['', ' >= 0'], few, ['routing', 'pruning', 'ahead', 'late']],
    ['above nought', ['', ' > 0'], few, ['routing', 'pruning', 'ahead', 'late']],
    [
      'above nought, from below on',
      ['', ' > 0'],
      { ...few, start: -15 },
      ['routing', 'pruning', 'ahead', 'late'],
    ],
    ['above nought, all below', ['', ' > 0'], { ...few, start: -100 }, []],
    ['between', ['', ' between 1 and 35'], few, ['routing', 'pruning']],
    ['with room below', ['', ' >= -100'], few, ['routing', 'pruning', 'ahead', 'late', 'retention']],
    ['otherwise', ['abs(', ') < 1000'], few, ['routing', 'pruning', 'ahead', 'late']],
    ['twice', ['', ' >= 0 and ', ' < 1000'], few, ['routing', 'pruning', 'ahead', 'late']],
    [
      'that the server counts, and that stay',
      ['', ' >= 0'],
      { ...few, stay: true },
      ['routing', 'pruning', 'ahead', 'late', 'stays'],
    ],
  ])('%s promise what can be: %o', async (_, text, options, promises) => {
    const design = on(s, checked(...text).design, 'partition-range', options as never)
    const h = await hold(await engines.next(), design)
    expect(errors(h)).toEqual([])
    expect([...h.refused, ...broken(h)]).toEqual([])
    expect(promised(h)).toEqual(promises)
  })

  it('by time hold beside a check of two columns', async () => {
    const end = { kind: 'column', id: s.id('visits.until'), table: s.id('visits'), name: 'until', rank: 'z' }
    const check = {
      kind: 'check',
      id: s.id('visits.untilcheck'),
      name: '',
      table: s.id('visits'),
      expr: {
        text: ['', ' > ', ''],
        refs: ['visits.until', 'visits.at'].map((c) => ({ id: s.id(c), as: 'name' })),
      },
    }
    const both = beside(s, { ...end, type: { base: 'timestamptz' }, notNull: true }, check)
    for (const every of ['day', 'week', 'month', 'quarter', 'year'] as const) {
      const h = await hold(
        await engines.next(),
        on(both, both.design, 'partition-range', { every } as never, 'visits'),
      )
      expect([...errors(h), ...h.refused, ...broken(h)]).toEqual([])
      expect(promised(h)).toEqual(expect.arrayContaining(['routing', 'ahead', 'late']))
    }
  })

  it('of hashes hold below a check', async () => {
    const h = await hold(await engines.next(), on(s, checked('', ' >= 0').design, 'partition-hash'))
    expect([...errors(h), ...h.refused, ...broken(h)]).toEqual([])
    expect(h.answers.size).toBeGreaterThan(0)
  })
})

describe('a unique key whose NULLs are equal', () => {
  it('beside the time by which a table is partitioned lets rows of one moment be', async () => {
    const s = shop()
    const d = beside(s, {
      kind: 'key',
      id: s.id('visits.note_key'),
      name: '',
      table: s.id('visits'),
      columns: [s.id('visits.note'), s.id('visits.at')],
      nullsNotDistinct: true,
    })
    const h = await hold(await engines.next(), on(d, d.design, 'time-series'))
    expect([...errors(h), ...h.refused, ...broken(h)]).toEqual([])
    expect(promised(h)).toContain('summed')
  })
})

describe('changes of state beside checks that ask for more in some states', () => {
  const start = { states: ['draft', 'active', 'closed'].map((n) => ({ id: n, name: n })), initial: 'draft' }
  const states = {
    ...start,
    transitions: ['draft active', 'active draft', 'active closed'].map((t) => {
      const [from, to] = t.split(' ')
      return { from, to }
    }),
    terminal: ['closed'],
    history: true,
  }
  it.each([
    ['a time in the last', ['', " <> 'closed' or ", ' is not null'], 'paid'],
    ['a time in the last alone', ['(', " = 'closed') = (", ' is not null)'], 'paid'],
    ['a time in two', ['', " not in ('active', 'closed') or ", " > timestamptz '2030-01-01'"], 'paid'],
    ['an amount in the last', ['', " <> 'closed' or ", ' > 5000'], 'total'],
  ])('hold: %s', async (_, text, other) => {
    const s = shop()
    const [table, status] = [s.id<'table'>('orders'), s.id('orders.status')]
    const paid = { kind: 'column', id: s.id('orders.paid'), table, name: 'paid', rank: 'z' }
    const refs = [status, s.id(`orders.${other}`)].map((id) => ({ id, as: 'name' }))
    const check = { kind: 'check', id: s.id('orders.paid_check'), name: '', table, expr: { text, refs } }
    const d = beside(s, { ...paid, type: { base: 'timestamptz' } }, check)
    const h = await hold(await engines.next(), on(d, d.design, 'state-machine', states as never))
    expect([...errors(h), ...h.refused, ...broken(h)]).toEqual([])
    expect(promised(h)).toEqual(expect.arrayContaining(['allowed', 'refused', 'terminal', 'record']))
  })
})

describe('a unique index of some rows', () => {
  it.each([
    ['surrogate-key', ['soft-delete']],
    ['archive-table', []],
    ['column-encryption', []],
  ])('is no promise about all: %s', async (pattern, also) => {
    const s = shop()
    const [flag, note] = [s.id<'column'>('orders.flag'), s.id<'column'>('orders.note')]
    const d = beside(
      s,
      { kind: 'column', id: flag, table: s.id('orders'), name: 'flag', rank: 'z', type: { base: 'boolean' } },
      {
        kind: 'index',
        id: s.id('orders.flagged'),
        name: '',
        table: s.id('orders'),
        unique: true,
        elements: [{ column: note }],
        where: { text: ['', ''], refs: [{ id: flag, as: 'name' }] },
      },
    )
    const design = also.reduce((x, n) => on(d, x, n, {}, 'orders'), on(d, d.design, pattern, {}, 'orders'))
    const h = await hold(await engines.next(), design)
    expect([...errors(h), ...h.refused, ...broken(h)]).toEqual([])
    expect(h.answers.size).toBeGreaterThan(0)
  })
})

describe('promises of an index, which take many rows', () => {
  const handle = "~ '^[a-z0-9_]{3,30}$'"
  it.each<readonly [type: object, check: string, promised: boolean]>([
    [{ base: 'text' }, handle, true],
    [{ base: 'citext' }, 'is not null', true],
    [{ base: 'varchar', mods: [5] }, "<> ''", true],
    [{ base: 'char', mods: [4] }, "<> ''", true],
    [{ base: 'char', mods: [3] }, "<> ''", false],
    [{ base: 'integer' }, 'between 1 and 10000', true],
    [{ base: 'smallint' }, '> 0', true],
    [{ base: 'numeric', mods: [8, 2] }, '> 0', true],
    [{ base: 'numeric', mods: [4, 1] }, '> 0', false],
    [{ base: 'date' }, "< date '2026-12-31'", true],
  ])('hold beside a unique column of %o that has to be %s', async (type, check, promise) => {
    const s = shop()
    const [id, table] = [s.id<'column'>('orders.code'), s.id<'table'>('orders')]
    const d = beside(
      s,
      { kind: 'column', id, table, name: 'plan', rank: 'z', type, notNull: true },
      { kind: 'key', id: s.id('orders.code_key'), name: '', table, columns: [id] },
      {
        kind: 'check',
        id: s.id('orders.code_check'),
        name: '',
        table,
        expr: { text: ['', ` ${check}`], refs: [{ id, as: 'name' }] },
      },
    )
    for (const [pattern, told] of [
      ['jsonb-attributes', 'contained'],
      ['full-text-search', 'indexed'],
    ] as const) {
      const h = await hold(await engines.next(), on(d, d.design, pattern))
      expect([...errors(h), ...h.refused, ...broken(h)]).toEqual([])
      expect(promised(h).includes(told)).toBe(promise)
    }
  })
})

describe('a natural key over a column that the database computes', () => {
  it.each([
    [{ base: 'text' }, ['lower(', ')'], 'note'],
    [{ base: 'numeric' }, ['', ' * 2'], 'total'],
  ])('of type %o tells two rows apart', async (type, text, from) => {
    const s = shop()
    const computed = {
      kind: 'column',
      id: s.id('orders.computed'),
      table: s.id('orders'),
      name: 'computed',
      rank: 'z',
      type,
      generated: { expr: { text, refs: [{ id: s.id(`orders.${from}`), as: 'name' }] } },
    }
    const d = beside(s, computed)
    const natural = [computed.id, s.id('orders.status')]
    const h = await hold(await engines.next(), on(d, d.design, 'surrogate-key', { natural } as never))
    expect([...errors(h), ...h.refused, ...broken(h)]).toEqual([])
    expect(promised(h).filter((p) => p.startsWith('natural') || p === 'unique').length).toBeGreaterThan(1)
  })
})
