import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Catalog } from '../../src/catalog/index.ts'
import { type Compiled, compile, proofsOf } from '../../src/compile/index.ts'
import type { Engine } from '../../src/engine/index.ts'
import { createPgMem } from '../../src/engine/pgmem/engine.ts'
import { emit } from '../../src/sql/index.ts'
import { type Disagreement, disagreements, runProofs, withoutObject } from '../../src/verify/index.ts'
import { book, registry } from '../patterns/all.ts'
import { allOn, names } from '../patterns/on.ts'
import { type Shape, shop } from '../patterns/shop.ts'
import { pgliteEngine } from './pglite.ts'

let server: Engine
let small: Engine
beforeAll(async () => {
  server = await pgliteEngine()
  small = await createPgMem()
})
afterAll(() => server.close())

const load = async (engine: Engine, catalog: Catalog): Promise<void> => {
  await engine.load(catalog, emit(catalog, 18))
}

/** What pg-mem judges of a pattern's promises, PostgreSQL judges too. `held`: the catalog that pg-mem gets. */
const compare = async (
  compiled: Compiled,
  held: Catalog = compiled.catalog,
): Promise<{ readonly judged: number; readonly apart: readonly Disagreement[] }> => {
  await load(small, held)
  const said = await runProofs(small, { ...compiled, catalog: held }, proofsOf(compiled, book))
  const judged = proofsOf(compiled, book).filter((p) =>
    ['held', 'broken'].includes(said.get(p.id)?.verdict ?? ''),
  )
  if (judged.length === 0) return { judged: 0, apart: [] }
  await load(server, compiled.catalog)
  return { judged: judged.length, apart: disagreements(await runProofs(server, compiled, judged), said) }
}

describe.each<readonly [string, Shape]>([
  ['a plain table', {}],
  ['a composite key and mixed-case names in quotes', { composite: true, quoted: true }],
])('both engines, on %s', (_, shape) => {
  let judged = 0
  it.each(names.map((n) => [n]))('agree on what %s promises', async (n) => {
    const found = await compare(compile(allOn(shop(shape), [n]), registry))
    judged += found.judged
    expect(found.apart).toEqual([])
  })
  it('had something to agree on', () => {
    expect(judged).toBeGreaterThan(35)
  })
})

describe('a disagreement', () => {
  it('is found where one engine lacks a key', async () => {
    const compiled = compile(allOn(shop(), ['junction']), registry)
    const once = proofsOf(compiled, book).find((p) => p.id.endsWith('/once'))
    const key = once?.rests[0] ?? ''
    expect(compiled.catalog.get(key)?.kind).toBe('key')
    const { apart } = await compare(compiled, withoutObject(compiled.catalog, key))
    expect(apart.map((d) => [d.proof, d.a.verdict, d.b.verdict])).toContainEqual([once?.id, 'held', 'broken'])
  })
})
