import fc from 'fast-check'
import { expect, it } from 'vitest'
import { withValues } from '../../src/base/index.ts'

const entries = fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.record({ n: fc.integer() })), {
  selector: ([key]) => key,
  maxLength: 40,
})

it('reads as a copy with the values set would, layer upon layer', () => {
  fc.assert(
    fc.property(entries, fc.array(entries, { maxLength: 4 }), (start, layers) => {
      let map: ReadonlyMap<number, { readonly n: number }> = new Map(start)
      const copy = new Map(start)
      for (const layer of layers) {
        const known = layer.filter(([key]) => copy.has(key))
        for (const [key, value] of known) copy.set(key, value)
        const below = [...map]
        const next = withValues(map, new Map(known))
        expect([...map]).toEqual(below)
        map = next
      }
      expect([...map]).toEqual([...copy])
      expect([...map.keys()]).toEqual([...copy.keys()])
      expect([...map.values()]).toEqual([...copy.values()])
      expect(map.size).toBe(copy.size)
      const seen: unknown[] = []
      map.forEach((value, key) => {
        seen.push([key, value])
      })
      expect(seen).toEqual([...copy])
      for (let key = 0; key <= 40; key++) {
        expect(map.get(key)).toBe(copy.get(key))
        expect(map.has(key)).toBe(copy.has(key))
      }
    }),
  )
})

it('copies nothing for no values, and a map once a layer has grown', () => {
  const map = new Map(Array.from({ length: 16 }, (_, n) => [n, { n }]))
  expect(withValues(map, new Map())).toBe(map)
  expect(withValues(map, new Map([[1, { n: 9 }]]))).not.toBeInstanceOf(Map)
  const grown = withValues(map, new Map([1, 2, 3].map((n) => [n, { n: 9 }])))
  expect(grown).toBeInstanceOf(Map)
  expect(map.get(1)).toEqual({ n: 1 })
})
