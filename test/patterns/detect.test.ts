import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Catalog } from '../../src/catalog/index.ts'
import { compile } from '../../src/compile/index.ts'
import type { Engine } from '../../src/engine/index.ts'
import { emit } from '../../src/sql/index.ts'
import { pglite } from '../engine/node.ts'
import { book, registry } from './all.ts'
import { caseOf, names, on, placeOf, siteFor } from './on.ts'
import { shop } from './shop.ts'

let engine: Engine
beforeAll(async () => {
  engine = await pglite()
})
afterAll(() => engine.close())

const nameOf = (catalog: Catalog, id: string | undefined): string | undefined => {
  const o = id === undefined ? undefined : catalog.get(id)
  if (o?.kind === 'column') return `${catalog.get(o.table)?.name}.${o.name}`
  return o?.name
}

const introspected = async (): Promise<Catalog> => {
  const r = await engine.introspect()
  if (!r.ok) throw new Error(r.error.message)
  return r.value.catalog
}

describe('detecting', () => {
  it.each(names.map((n) => [n]))('%s in SQL written by hand', async (n) => {
    const { sql, target, options } = caseOf(n).byHand
    await engine.load(new Map(), emit(new Map(), 18))
    const applied = await engine.run({ statements: sql.split(/;\s*\n/).map((s) => s.replace(/;\s*$/, '')) })
    expect(applied.error).toBeUndefined()
    const catalog = await introspected()
    const seen = book.get(n)?.detect(catalog) ?? []
    expect(seen.map((s) => nameOf(catalog, s.target))).toContain(target)
    const found = seen.find((s) => nameOf(catalog, s.target) === target)
    expect(found?.options).toMatchObject(options)
    for (const id of Object.values(found?.bind ?? {}))
      expect([...catalog.values()].some((o) => JSON.stringify(o).includes(`"${id}"`))).toBe(true)
  })

  it.each(names.filter((n) => caseOf(n).own !== false).map((n) => [n]))(
    '%s in what it made itself',
    async (n) => {
      const s = shop()
      const { catalog } = compile(on(s, s.design, n), registry)
      await engine.load(catalog, emit(catalog, 18))
      const back = await introspected()
      const { own } = caseOf(n)
      const target = own === false || own === undefined ? placeOf(n, siteFor([n]) ?? 'orders') : own
      expect((book.get(n)?.detect(back) ?? []).map((x) => nameOf(back, x.target))).toContain(target)
    },
  )

  it.each(names.map((n) => [n]))('does not see %s in a bare shop', async (n) => {
    const { catalog } = compile(shop().design, registry)
    await engine.load(catalog, emit(catalog, 18))
    expect(book.get(n)?.detect(await introspected())).toEqual([])
  })
})
