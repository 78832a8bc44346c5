import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drawnParts, type Id } from '../../src/base/index.ts'
import {
  canonicalTypeName,
  kinds,
  mentions,
  type Obj,
  ownerOf,
  partsOf,
  visit,
} from '../../src/catalog/index.ts'
import { designs } from '../arbitraries/design.ts'

const known = new Set<string>(kinds)
const objects = designs().map((d) =>
  [...d.records.values()].flatMap((r) => (known.has(r.kind) ? [r as Obj] : [])),
)

/** Every string of an id's form in the object, found without knowing its shape. */
const idsIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return drawnParts(value) ? [value] : []
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(idsIn) : []
}

describe('what an object mentions', () => {
  it('is every id in it, itself and its parts left out', () => {
    fc.assert(
      fc.property(objects, (all) => {
        for (const o of all) {
          const own = new Set<string>([o.id, ...partsOf(o).map((p) => p.id)])
          const expected = new Set(idsIn(o).filter((id) => !own.has(id)))
          expect(new Set(mentions(o).filter((id) => !own.has(id))), o.kind).toEqual(expected)
        }
      }),
      { numRuns: 200 },
    )
  })
})

it('what an object is part of is its table, or what a grant is on', () => {
  fc.assert(
    fc.property(objects, (all) => {
      for (const o of all) {
        const owner = ownerOf(o)
        const expected = 'table' in o ? o.table : o.kind === 'grant' ? o.on : undefined
        expect(owner).toBe(expected)
        if (owner !== undefined) expect(mentions(o)).toContain(owner)
      }
    }),
    { numRuns: 50 },
  )
})

it('a visitor calls the function of the object’s own kind', () => {
  const table = Object.fromEntries(kinds.map((k) => [k, (o: Obj) => `${k}:${o.kind}`]))
  const schema: Obj = { kind: 'schema', id: 'aaaaaaaa.1' as Id<'schema'>, name: 'public' }
  expect(visit(table as never, schema)).toBe('schema:schema')
})

it.each([
  ['INT8', 'bigint'],
  ['Character  Varying', 'varchar'],
  [' timestamp with time zone ', 'timestamptz'],
  ['float', 'double precision'],
  ['my_type', 'my_type'],
  ['constructor', 'constructor'],
])('the one name of type %j is %j', (written, one) => {
  expect(canonicalTypeName(written)).toBe(one)
})
