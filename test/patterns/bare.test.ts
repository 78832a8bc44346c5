/** Patterns whose one choice is made from the design where no one makes it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compile } from '../../src/compile/index.ts'
import { applyChanges, type Design, type DesignRecord, recordsOf } from '../../src/design/index.ts'
import type { Engine } from '../../src/engine/index.ts'
import { pglite } from '../engine/node.ts'
import { registry } from './all.ts'
import { broken, hold } from './hold.ts'
import { on } from './on.ts'
import { type Shape, type Shop, shop } from './shop.ts'

let engine: Engine
beforeAll(async () => {
  engine = await pglite()
})
afterAll(() => engine.close())

const bare = (s: Shop, design: Design, pattern: string, others: readonly string[] = []): Design => {
  const id = `${pattern}@${s.id('orders')}#1` as const
  const use: DesignRecord = { kind: 'use', id: id as never, pattern, target: s.id<'table'>('orders') }
  return others.reduce((d, n) => on(s, d, n), applyChanges(design, [{ id: id as never, to: use }]).design)
}
const errors = (d: Design) => compile(d, registry).issues.filter((i) => i.severity === 'error')

/** References that the pattern made or stands on, as `table>table`. */
const references = (s: Shop, d: Design): readonly string[] => {
  const drawn = new Set(recordsOf(s.design, 'fk').map((f) => f.id))
  const { catalog } = compile(d, registry)
  const name = (id: string): string => catalog.get(id)?.name ?? ''
  return [...catalog.values()].flatMap((o) =>
    o.kind === 'fk' && !drawn.has(o.id) ? [`${name(o.table)}>${name(o.references)}`] : [],
  )
}

const made: Readonly<Record<string, readonly string[]>> = {
  'exclusive-arc': ['orders>posts', 'orders>photos'],
  'association-tables': [
    'posts_orders>orders',
    'posts_orders>posts',
    'photos_orders>orders',
    'photos_orders>photos',
  ],
  junction: ['orders_posts>orders', 'orders_posts>posts'],
  'subtype-tables': ['orders_standard>orders', 'orders_special>orders'],
}
const each = Object.keys(made).map((n) => [n] as const)

describe('a bare switch', () => {
  it.each(each)('of %s makes what the design suggests', (pattern) => {
    const s = shop()
    const d = bare(s, s.design, pattern)
    expect(errors(d)).toEqual([])
    expect([...references(s, d)].sort()).toEqual([...(made[pattern] ?? [])].sort())
  })

  it.each(
    each.flatMap(([n]) =>
      (
        [
          [{}, []],
          [{ composite: true, quoted: true, schema: 'Sales', target: 15 }, []],
          [{}, ['tenancy-row', 'soft-delete', 'history-table']],
        ] satisfies (readonly [Shape, readonly string[]])[]
      ).map(([shape, others]) => [n, shape, others] as const),
    ),
  )('of %s on %o with %o keeps its promises', async (pattern, shape, others) => {
    const s = shop(shape)
    const held = await hold(engine, bare(s, s.design, pattern, others))
    expect(held.compiled.issues.filter((i) => i.severity === 'error')).toEqual([])
    expect([...held.refused, ...broken(held)]).toEqual([])
    expect([...held.answers.keys()].filter((id) => id.startsWith(`${pattern}@`)).length).toBeGreaterThan(3)
  })

  it.each(each.filter(([n]) => n !== 'subtype-tables'))(
    'of %s says what it chose, and keeps it by one step',
    (pattern) => {
      const s = shop()
      const d = bare(s, s.design, pattern)
      const before = compile(d, registry)
      const [told, ...more] = before.issues
      expect(more).toEqual([])
      expect(told).toMatchObject({ code: `${pattern}/chosen`, severity: 'info' })
      expect(told?.message).toContain('posts')
      const after = compile(applyChanges(d, told?.waysOut[0]?.changes ?? []).design, registry)
      expect(after.issues).toEqual([])
      expect([...after.catalog]).toEqual([...before.catalog])
    },
  )
})

/** Orders alone, as good as the design gets. */
const alone = (s: Shop): Design =>
  applyChanges(
    s.design,
    [...s.design.records.values()].flatMap((r) =>
      ('table' in r && r.table !== s.id('orders')) ||
      (r.kind === 'table' && r.id !== s.id('orders')) ||
      r.kind === 'fk'
        ? [{ id: r.id, to: null }]
        : [],
    ),
  ).design

describe('where there is nothing to choose from', () => {
  it.each([
    ['exclusive-arc', 'parents', ['Switch it off']],
    ['association-tables', 'parents', ['Let its rows belong to each other', 'Switch it off']],
    ['junction', 'with', ['Join its rows with each other', 'Switch it off']],
  ])('%s says so at the option, and every way out is one', async (pattern, option, ways) => {
    const s = shop()
    const d = bare(s, alone(s), pattern)
    const [issue, ...more] = errors(d)
    expect(more).toEqual([])
    expect(issue).toMatchObject({ option })
    expect(issue?.waysOut.map((w) => w.label)).toEqual(ways)
    for (const way of issue?.waysOut ?? []) {
      const held = await hold(engine, applyChanges(d, way.changes).design)
      expect(held.compiled.issues).toEqual([])
      expect([...held.refused, ...broken(held)]).toEqual([])
    }
  })
})

it('a bare arc belongs to no table whose rows need its own first', async () => {
  const s = shop()
  const [customers, items] = [s.id('customers'), s.id('items')]
  const use = { kind: 'use', id: 'exclusive-arc@x#1', pattern: 'exclusive-arc', target: customers }
  const held = await hold(
    engine,
    applyChanges(s.design, [{ id: use.id as never, to: use as unknown as DesignRecord }]).design,
  )
  expect(errors(held.compiled.design)).toEqual([])
  expect([...held.refused, ...broken(held)]).toEqual([])
  const arms = [...held.compiled.catalog.values()].filter((o) => o.kind === 'fk' && o.table === customers)
  expect(arms).toHaveLength(2)
  expect(arms.some((o) => o.kind === 'fk' && o.references === items)).toBe(false)
})

describe('a bare arc over references that were drawn', () => {
  /** Orders with references to posts and photos that may be empty. */
  const loose = (s: Shop, onDelete?: 'set null' | 'cascade'): Design =>
    applyChanges(
      s.design,
      (['posts', 'photos'] as const).flatMap((t): { id: never; to: DesignRecord }[] => {
        const column = s.id<'column'>(`orders.about_${t}`)
        const fk = s.id<'fk'>(`orders>${t}`)
        const type = { base: t === 'photos' ? 'uuid' : 'bigint' }
        return [
          {
            id: column as never,
            to: {
              kind: 'column',
              id: column,
              table: s.id('orders'),
              name: `about_${t}`,
              rank: `y${t}`,
              type,
            },
          },
          {
            id: fk as never,
            to: {
              kind: 'fk',
              id: fk,
              name: '',
              table: s.id('orders'),
              columns: [column],
              references: s.id(t),
              refColumns: [s.id(`${t}.id`)],
              ...(onDelete ? { onDelete } : {}),
            },
          },
        ]
      }),
    ).design

  it.each([[[]], [['tenancy-row']], [['history-table', 'soft-delete']]])(
    'with %o makes no columns',
    async (others) => {
      const s = shop()
      const start = loose(s, 'cascade')
      const d = bare(s, start, 'exclusive-arc', others)
      const held = await hold(engine, d)
      expect(held.compiled.issues.filter((i) => i.objects.includes(s.id('orders')))).toEqual([])
      expect([...held.refused, ...broken(held)]).toEqual([])
      expect([...held.answers.keys()].filter((id) => id.startsWith('exclusive-arc'))).toHaveLength(5)
      const own = [...held.compiled.catalog.values()].filter((o) => o.why?.use.startsWith('exclusive-arc'))
      expect(own.map((o) => o.kind).sort()).toEqual(['check', 'index', 'index'])
      const off = applyChanges(
        d,
        recordsOf(d, 'use').map((u) => ({ id: u.id, to: null })),
      ).design
      expect([...compile(off, registry).catalog]).toEqual([...compile(start, registry).catalog])
    },
  )

  it('that a deletion empties is told, with a way out', async () => {
    const s = shop()
    const d = bare(s, loose(s, 'set null'), 'exclusive-arc')
    const [issue, ...more] = errors(d)
    expect(more).toEqual([])
    expect(issue).toMatchObject({ code: 'exclusive-arc/emptied', option: 'exactly' })
    const held = await hold(engine, applyChanges(d, issue?.waysOut[0]?.changes ?? []).design)
    expect(held.compiled.issues).toEqual([])
    expect([...held.refused, ...broken(held)]).toEqual([])
  })
})
