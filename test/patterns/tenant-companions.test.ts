import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Id } from '../../src/base/index.ts'
import { type Catalog, type Obj, objectsOf } from '../../src/catalog/index.ts'
import { compile, proofsOf } from '../../src/compile/index.ts'
import type { Engine } from '../../src/engine/index.ts'
import { emit, namesOf } from '../../src/sql/index.ts'
import { renderProof, runScript } from '../../src/verify/index.ts'
import { pglite } from '../engine/node.ts'
import { book, registry } from './all.ts'
import { names, on, siteFor } from './on.ts'
import { shop } from './shop.ts'

let engine: Engine
beforeAll(async () => {
  engine = await pglite()
})
afterAll(() => engine.close())

const tenants = { a: '00000000-0000-4000-8000-00000000000a', b: '00000000-0000-4000-8000-00000000000b' }

/** The last answer of one transaction of the application under a tenant; none leaves it unset. */
const ask = async (tenant: 'a' | 'b' | undefined, ...statements: readonly string[]) => {
  const settings = {
    'app.current_user': 'alice',
    ...(tenant ? { 'app.current_tenant': tenants[tenant] } : {}),
  }
  const { results, error } = await engine.run({ session: { role: 'app_user', settings }, statements })
  expect(error?.message).toBeUndefined()
  return results.at(-1)?.rows
}

const s = shop()
const compiled = (pattern: string) => {
  const made = compile(on(s, on(s, s.design, 'tenancy-row'), pattern, {}, 'visits'), registry)
  expect(made.issues.filter((i) => i.severity === 'error')).toEqual([])
  return made
}

/** The tables that the pattern made beside tenants' tables, with the tenant's column. */
const companions = (pattern: string): readonly Obj<'table'>[] => {
  const { catalog, traits } = compiled(pattern)
  return objectsOf(catalog, 'table').filter(
    (t) => t.why !== undefined && traits.scopes.has(t.id) && t.why.use.startsWith(`${pattern}@`),
  )
}

/** A row of tenant A that is made, changed and removed, and one of each that stays; tenant B does nothing. */
const lived = async (catalog: Catalog): Promise<void> => {
  expect((await engine.load(catalog, emit(catalog, 18))).errors).toEqual([])
  for (const tenant of ['a', 'b'] as const) {
    const { error } = await engine.run({
      session: { role: 'damask_owner', settings: { 'app.current_tenant': tenants[tenant] } },
      statements: [`insert into tenants (id, name) values ('${tenants[tenant]}', '${tenant}')`],
    })
    expect(error?.message).toBeUndefined()
  }
  await ask(
    'a',
    "insert into customers (email) values ('x')",
    `insert into visits (id, at, customer_id, number, status, total)
      overriding system value select n, now(), c.id, 'n' || n, 's', 1 from customers c, generate_series(1, 2) n`,
  )
  await ask('a', "update visits set note = 'later', total = 2")
  await ask('a', 'delete from visits where id = 2')
}

/** How many rows each sees: A, B, and a session that forgot to say. */
const seen = async (table: Obj<'table'>): Promise<readonly number[]> => {
  const counts: number[] = []
  for (const tenant of ['a', 'b', undefined] as const) {
    const answer = await ask(tenant, `select count(*) from ${table.name}`)
    counts.push(Number(answer?.[0]?.[0]))
  }
  return counts
}

const withoutPolicies = (catalog: Catalog, table: Id): Catalog => {
  const open = new Map<Id, Obj>(catalog)
  for (const [id, o] of catalog) {
    if (o.kind === 'policy' && o.table === table) open.delete(id)
    if (o.kind !== 'table' || id !== table) continue
    const { rls: _, ...rest } = o
    open.set(id, rest)
  }
  return open
}

describe('what patterns keep of a tenant’s rows', () => {
  const patterns = ['history-table', 'audit-log', 'archive-table', 'event-log', 'tracked-columns']

  it.each(patterns.map((p) => [p]))('%s is for that tenant alone to read', async (pattern) => {
    const tables = companions(pattern)
    expect(tables.length).toBeGreaterThan(0)
    await lived(compiled(pattern).catalog)
    for (const table of tables) {
      const [own, others, nobody] = await seen(table)
      expect(own, table.name).toBeGreaterThan(0)
      expect([others, nobody], table.name).toEqual([0, 0])
    }
  })

  it.each(patterns.map((p) => [p]))('%s shows them to every tenant without its policy', async (pattern) => {
    const { catalog } = compiled(pattern)
    for (const table of companions(pattern)) {
      expect(objectsOf(catalog, 'policy').filter((p) => p.table === table.id)).not.toEqual([])
      await lived(withoutPolicies(catalog, table.id))
      const [own, others] = await seen(table)
      expect(others, table.name).toBe(own)
      expect(others, table.name).toBeGreaterThan(0)
    }
  })
})

describe('every table that a pattern keeps beside tenants’ rows', () => {
  const kept = names.flatMap((pattern) => {
    const site = siteFor([pattern, 'tenancy-row'])
    if (site === undefined || pattern === 'tenancy-row') return []
    const made = compile(on(s, on(s, s.design, 'tenancy-row', {}, site), pattern, {}, site), registry)
    return objectsOf(made.catalog, 'table')
      .filter((t) => made.traits.scopes.has(t.id) && made.traits.holds.get(t.id) === 'facts')
      .filter((t) => t.why?.use.startsWith(`${pattern}@`))
      .map((t) => [pattern, t.name, made, t.id] as const)
  })

  it('is of a good part of the catalogue', () => {
    expect(new Set(kept.map(([pattern]) => pattern)).size).toBeGreaterThan(15)
  })

  it.each(kept)(
    '%s: the tenancy promises it of %s, and not without its policies',
    async (_, __, made, id) => {
      const proof = proofsOf(made, book).find((p) => p.id.endsWith(`/companion:${id}`))
      if (!proof) throw new Error('no promise')
      const judged = async (catalog: Catalog) => {
        expect((await engine.load(catalog, emit(catalog, 18))).errors).toEqual([])
        const script = renderProof(proof, made, namesOf(made.catalog))
        return script.ok ? (await runScript(engine, script.value, [])).verdict : script.error.because
      }
      expect(await judged(made.catalog)).toBe('held')
      expect(await judged(withoutPolicies(made.catalog, id))).toBe('broken')
    },
  )
})
