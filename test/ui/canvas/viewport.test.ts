import { describe, expect, test } from 'vitest'
import { clearOf, firstView, shows } from '../../../src/ui/canvas/act/viewport.ts'
import { beyond } from '../../../src/ui/canvas/detail.ts'
import type { Item, Rect } from '../../../src/ui/canvas/model/views.ts'

const rect = (x: number, y: number, width: number, height: number): Rect => ({ x, y, width, height })
const view = rect(0, 0, 800, 600)

describe('what counts as seen', () => {
  test.each([
    ['inside', rect(10, 10, 200, 100), true, true, false],
    ['a strip at the right', rect(790, 10, 200, 100), true, false, true],
    ['a strip at the bottom', rect(10, 590, 200, 100), true, false, true],
    ['most of its head', rect(660, 560, 200, 300), true, true, true],
    ['its foot alone', rect(10, -290, 200, 300), true, false, true],
    ['outside', rect(801, 10, 200, 100), false, false, true],
    ['narrower than a head, whole', rect(10, 10, 40, 20), true, true, false],
  ])('%s', (_, r, atAll, found, out) => {
    expect(shows(view, r)).toBe(atAll)
    expect(shows(view, r, true)).toBe(found)
    expect(beyond(r, view)).toBe(out)
  })
})

const items = (count: number, across: number, width: number, height: number): readonly Item[] =>
  Array.from({ length: count }, (_, i) => ({
    id: `t${i}`,
    rect: rect((i % across) * width, Math.floor(i / across) * height, width - 60, height - 60),
  })) as unknown as readonly Item[]

const inView = (list: readonly Item[], size: { readonly width: number; readonly height: number }): number => {
  const { x, y, zoom } = firstView(list, size)
  const seen = rect(-x / zoom, -y / zoom, size.width / zoom, size.height / zoom)
  return list.filter((i) => !beyond(i.rect, seen)).length
}

describe('the view a design opens with', () => {
  const template = items(25, 5, 330, 210)
  test.each([
    ['a desk', { width: 903, height: 592 }, 0.5],
    ['a desk at twice the size', { width: 720, height: 310 }, 0.5],
    ['a phone', { width: 390, height: 751 }, 0.5],
  ])('%s: large enough to read', (_, size, zoom) => {
    expect(firstView(template, size).zoom).toBeGreaterThanOrEqual(zoom)
  })
  test('a phone: from the first table on, which is whole in sight', () => {
    const { x, y, zoom } = firstView(template, { width: 390, height: 751 })
    const seen = rect(-x / zoom, -y / zoom, 390 / zoom, 751 / zoom)
    expect(beyond(template[0]?.rect ?? seen, seen)).toBe(false)
  })
  test('more than can be read at once: the whole as a map', () => {
    const many = items(60, 10, 330, 210)
    expect(inView(many, { width: 390, height: 751 })).toBe(many.length)
  })
  test('a phone and a few tables: large', () => {
    expect(firstView(items(2, 1, 330, 210), { width: 390, height: 751 }).zoom).toBeGreaterThan(0.9)
  })
  test('nothing drawn: as it is', () => {
    expect(firstView([], { width: 390, height: 751 })).toEqual({ x: 0, y: 0, zoom: 1 })
  })
})

describe('a new table', () => {
  const there = [rect(0, 0, 200, 100), rect(240, 0, 200, 100), rect(900, 0, 200, 100)]
  test('goes where it was asked for, if nothing is there', () => {
    expect(clearOf({ x: 480, y: 0 }, there)).toEqual({ x: 480, y: 0 })
    expect(clearOf({ x: 0, y: 104 }, there)).toEqual({ x: 0, y: 104 })
  })
  test('and else beside what is there, so that many asked for at one place all show', () => {
    let all: readonly Rect[] = there
    for (let n = 0; n < 5; n++) {
      const { x, y } = clearOf({ x: 0, y: 0 }, all)
      const made = rect(x, y, 208, 84)
      expect(all.filter((r) => shows(made, r))).toEqual([])
      expect([x % 8, y]).toEqual([0, 0])
      all = [...all, made]
    }
  })
  test('within the view while that has room, as a phone has below and not beside', () => {
    const phone = rect(0, 0, 390, 640)
    const first = rect(72, 208, 208, 84)
    let all: readonly Rect[] = [first]
    for (let n = 0; n < 3; n++) {
      const made = { ...clearOf({ x: 72, y: 208 }, all, phone), width: 208, height: 84 }
      expect(all.filter((r) => shows(made, r))).toEqual([])
      expect(made.x).toBeGreaterThanOrEqual(0)
      expect(made.x + made.width).toBeLessThanOrEqual(390)
      expect(made.y + made.height).toBeLessThanOrEqual(640)
      all = [...all, made]
    }
    expect(clearOf({ x: 72, y: 208 }, [rect(0, 0, 390, 640)], phone).x).toBeGreaterThan(390)
  })
})
