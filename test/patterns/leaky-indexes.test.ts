import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drawnId, type Id } from '../../src/base/index.ts'
import { name, type Shapes, sql } from '../../src/catalog/index.ts'
import { type Compiled, compile } from '../../src/compile/index.ts'
import { applyChanges, type DesignRecord } from '../../src/design/index.ts'
import type { Engine } from '../../src/engine/index.ts'
import { emit } from '../../src/sql/index.ts'
import { pglite } from '../engine/node.ts'
import { registry } from './all.ts'
import { on } from './on.ts'
import { shop } from './shop.ts'

let engine: Engine
beforeAll(async () => {
  engine = await pglite()
})
afterAll(() => engine.close())

const s = shop()
const note = name(s.id('visits.note'))
const tenant = '00000000-0000-4000-8000-00000000000a'

type Shape = Pick<Shapes['index'], 'elements'> & Partial<Shapes['index']>
const kept: Readonly<Record<string, readonly [Shape, string]>> = {
  'lower(note)': [{ elements: [{ expr: sql`lower(${note})` }] }, "lower(note) = 'n7'"],
  'note || number': [{ elements: [{ expr: sql`(${note} || 'x')` }] }, "(note || 'x') = 'n7x'"],
  "coalesce(note, '')": [
    { elements: [{ expr: sql`coalesce(${note}, ''::text)` }] },
    "coalesce(note, '') = 'n7'",
  ],
  'length as a second element': [
    { elements: [{ expr: sql`length(${note})` }, { column: s.id('visits.note') }] },
    'length(note) = 70',
  ],
  'words by GIN': [
    { method: 'gin', elements: [{ expr: sql`to_tsvector('simple', ${note})` }] },
    "to_tsvector('simple', note) @@ 'n7'::tsquery",
  ],
}
const free: typeof kept = {
  'a plain column': [{ elements: [{ column: s.id('visits.note') }] }, "note = 'n7'"],
  'nullif(note)': [{ elements: [{ expr: sql`nullif(${note}, ''::text)` }] }, "nullif(note, '') = 'n7'"],
  'greatest(note)': [
    { elements: [{ expr: sql`greatest(${note}, 'a'::text)` }] },
    "greatest(note, 'a') = 'n7'",
  ],
  'a case': [
    { elements: [{ expr: sql`(case when ${note} = 'x' then 'y'::text else ${note} end)` }] },
    "(case when note = 'x' then 'y' else note end) = 'n7'",
  ],
  'md5(note)': [{ elements: [{ expr: sql`md5(${note})` }] }, "md5(note) = md5('n7')"],
}

const made = (shape: Shape, pattern: string, options = {}): Compiled => {
  const id = drawnId<'index'>(s.design.authors[0] ?? '', 970)
  const to = { kind: 'index', id, name: 'by_note', table: s.id('visits'), ...shape } as DesignRecord
  return compile(on(s, applyChanges(s.design, [{ id, to }]).design, pattern, options, 'visits'), registry)
}
const told = (c: Compiled): readonly (readonly [string, string, Id | undefined])[] =>
  c.issues.filter((i) => i.code.endsWith('/not-leakproof')).map((i) => [i.code, i.severity, i.objects[0]])

/** How the application's plan looks rows up by the drawn index. */
const plan = async (c: Compiled, where: string): Promise<string> => {
  expect((await engine.load(c.catalog, emit(c.catalog, 18))).errors).toEqual([])
  const settings = { 'app.current_user': 'alice', 'app.current_tenant': tenant }
  const fill = await engine.run({
    session: { role: 'damask_owner', settings },
    statements: [
      ...(c.traits.tenants ? [`insert into tenants (id, name) values ('${tenant}', 'a')`] : []),
      "insert into customers (email) values ('x')",
      `insert into visits (id, at, customer_id, number, status, total, note) overriding system value
       select n, now(), c.id, 'n' || n, 's', 1, 'n' || n from customers c, generate_series(1, 300) n`,
      'analyze visits',
    ],
  })
  expect(fill.error?.message).toBeUndefined()
  const { results, error } = await engine.run({
    session: { role: 'app_user', settings },
    statements: ['set local enable_seqscan = off', `explain select * from visits where ${where}`],
  })
  expect(error?.message).toBeUndefined()
  return (results.at(-1)?.rows ?? []).flat().join('\n')
}

describe.each([
  ['tenancy-row', {}],
  ['row-ownership', {}],
] as const)('a drawn index behind a policy of %s', (pattern, options) => {
  it.each(Object.entries(kept))('%s is not used, and that is told', async (_, [shape, where]) => {
    const c = made(shape, pattern, options)
    expect(told(c)).toEqual([[`${pattern}/not-leakproof`, 'info', drawnId(s.design.authors[0] ?? '', 970)]])
    expect(await plan(c, where)).not.toMatch(/Scan (using|on) by_note/)
  })

  it.each(Object.entries(free))('%s is used, and nothing is said', async (_, [shape, where]) => {
    const c = made(shape, pattern, options)
    expect(told(c)).toEqual([])
    expect(await plan(c, where)).toMatch(/by_note/)
  })
})

it('nothing is said where everyone may read, and it is said once where rows are tenants’ too', () => {
  const [shape] = kept['lower(note)'] ?? []
  if (!shape) throw new Error('no such case')
  expect(told(made(shape, 'row-ownership', { read: 'everyone' }))).toEqual([])
  const both = made(shape, 'row-ownership')
  expect(told(compile(on(s, both.design, 'tenancy-row'), registry)).map(([code]) => code)).toEqual([
    'tenancy-row/not-leakproof',
  ])
})
