import { describe, expect, test } from 'vitest'
import { type Arrangement, arrange } from '../../../src/ui/canvas/act/arrange.ts'
import { detailAt } from '../../../src/ui/canvas/detail.ts'
import { routeAt, routeOf } from '../../../src/ui/canvas/edges/route.ts'
import { quoted, splitColumn } from '../../../src/ui/canvas/edit/column-text.ts'
import { completions } from '../../../src/ui/canvas/edit/TypeBox.tsx'
import { canvasKeys } from '../../../src/ui/canvas/keys.ts'
import { placeAll } from '../../../src/ui/canvas/model/places.ts'
import { sameList, share } from '../../../src/ui/canvas/model/share.ts'
import type { EdgeView, Rect } from '../../../src/ui/canvas/model/views.ts'
import { linesOf } from '../../../src/ui/canvas/view/Names.tsx'

describe('sharing', () => {
  test('equal parts keep their identity, changed ones do not', () => {
    const a = { x: { n: 1 }, list: [{ k: 'a' }, { k: 'b' }] }
    const b = share(a, { x: { n: 1 }, list: [{ k: 'a' }, { k: 'c' }] })
    expect(b).toEqual({ x: { n: 1 }, list: [{ k: 'a' }, { k: 'c' }] })
    expect(b.x).toBe(a.x)
    expect(b.list[0]).toBe(a.list[0])
    expect(b.list).not.toBe(a.list)
    expect(share(a, structuredClone(a))).toBe(a)
  })
  test('a member that is gone makes another object', () => {
    const a: { n: number; m?: number } = { n: 1, m: 2 }
    expect(share(a, { n: 1 })).toEqual({ n: 1 })
  })
  test('lists are the same by what they hold', () => {
    const one = {}
    const list = [one]
    expect(sameList(list, [one])).toBe(list)
    expect(sameList(list, [{}])).not.toBe(list)
  })
})

describe('a new column as typed', () => {
  test.each([
    ['email', 'email', ''],
    ['email citext!', 'email', 'citext!'],
    ['email!', 'email', '!'],
    ['price numeric(12,2) = 0', 'price', 'numeric(12,2) = 0'],
    ['"my ""own"" name" text', 'my "own" name', 'text'],
    ['"half', 'half', ''],
    ['', '', ''],
  ])('%s', (text, name, rest) => {
    expect(splitColumn(text)).toEqual({ name, rest })
  })
  test('a quoted name is read back whole', () => {
    for (const name of ['plain', 'with space', 'a "quote"', '!'])
      expect(splitColumn(quoted(name)).name).toBe(name)
  })
})

describe('types offered', () => {
  test.each([
    ['tim', ['timestamptz', 'time', 'timestamp', 'timetz']],
    ['order', ['order_status']],
    ['zzz', []],
  ])('for %s', (text, offered) => {
    expect(completions(text, ['order_status'])).toEqual(offered)
  })
  test('at most eight, the design’s own first', () => {
    expect(completions('', ['own'])).toHaveLength(8)
    expect(completions('', ['own'])[0]).toBe('own')
  })
})

const edge: EdgeView = {
  id: 'e',
  child: 'c',
  parent: 'p',
  childY: 44,
  parentY: 44,
  columns: [],
  refColumns: [],
  nullable: false,
  single: false,
  label: '',
}
const rect = (x: number, y: number): Rect => ({ x, y, width: 200, height: 100 })

describe('routes', () => {
  test.each([
    ['to the right', rect(0, 0), rect(400, 300), 200, 400],
    ['to the left', rect(400, 0), rect(0, 300), 400, 200],
    ['above one another, both on the right', rect(100, 0), rect(50, 300), 300, 250],
  ])('%s', (_, child, parent, from, to) => {
    const { points } = routeOf(edge, child, parent)
    expect(points[0]).toEqual({ x: from, y: child.y + 44 })
    expect(points.at(-1)).toEqual({ x: to, y: parent.y + 44 })
    for (let i = 1; i < points.length; i++) {
      const a = points[i - 1]
      const b = points[i]
      expect(a?.x === b?.x || a?.y === b?.y).toBe(true)
    }
  })
  test('the nearest line within reach is found', () => {
    const route = routeOf(edge, rect(0, 0), rect(400, 0))
    expect(routeAt([route], { x: 300, y: 47 }, 7)?.id).toBe('e')
    expect(routeAt([route], { x: 300, y: 60 }, 7)).toBeUndefined()
  })
})

describe('places', () => {
  test('what has a record stands there; the rest lies below without touching', () => {
    const items = [1, 2, 3, 4].map((n) => ({ id: `t${n}`, width: 200, height: 100 * n }))
    const { at } = placeAll(items, new Map([['t1', { x: 40, y: 80 }]]), new Map())
    expect(at.get('t1')).toEqual({ x: 40, y: 80 })
    const rects = items.map((i) => ({ ...i, ...(at.get(i.id) ?? { x: 0, y: 0 }) }))
    for (const a of rects) {
      for (const b of rects) {
        if (a.id >= b.id) continue
        expect(
          a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y,
        ).toBe(true)
      }
    }
  })
  test('a place found once is kept', () => {
    const items = ['a', 'b'].map((id) => ({ id, width: 200, height: 100 }))
    const first = placeAll(items, new Map(), new Map())
    const second = placeAll([...items, { id: 'c', width: 200, height: 100 }], new Map(), first.spots)
    for (const { id } of items) expect(second.at.get(id)).toEqual(first.at.get(id))
  })
})

describe('arranging', () => {
  const items = [
    { id: 'a', rect: { x: 0, y: 0, width: 200, height: 100 } },
    { id: 'b', rect: { x: 240, y: 40, width: 160, height: 200 } },
    { id: 'c', rect: { x: 800, y: 400, width: 200, height: 100 } },
  ]
  test.each<[Arrangement, readonly (readonly [number, number])[]]>([
    [
      'left',
      [
        [0, 0],
        [0, 40],
        [0, 400],
      ],
    ],
    [
      'right',
      [
        [800, 0],
        [840, 40],
        [800, 400],
      ],
    ],
    [
      'top',
      [
        [0, 0],
        [240, 0],
        [800, 0],
      ],
    ],
    [
      'bottom',
      [
        [0, 400],
        [240, 300],
        [800, 400],
      ],
    ],
    [
      'across',
      [
        [0, 0],
        [424, 40],
        [800, 400],
      ],
    ],
    [
      'down',
      [
        [0, 0],
        [240, 152],
        [800, 400],
      ],
    ],
  ])('%s', (how, expected) => {
    expect(arrange(items, how).map((m) => [m.x, m.y])).toEqual(expected)
  })
  test('one alone stays', () => {
    expect(arrange(items.slice(0, 1), 'left')).toEqual([])
  })
})

test('detail by zoom', () => {
  expect([0.1, 0.249, 0.25, 0.44, 0.45, 2].map(detailAt)).toEqual([
    'block',
    'block',
    'keys',
    'keys',
    'full',
    'full',
  ])
})

test('names break at underscores', () => {
  expect(linesOf('order_items', 8)).toEqual(['order_', 'items'])
  expect(linesOf('a_b_c', 8)).toEqual(['a_b_c'])
})

test('no key of the canvas means two things', () => {
  const combos = canvasKeys.flatMap((k): readonly string[] => k.keys)
  expect(new Set(combos).size).toBe(combos.length)
})
