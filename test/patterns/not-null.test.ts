import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compile } from '../../src/compile/index.ts'
import type { Target } from '../../src/design/index.ts'
import type { Engine } from '../../src/engine/index.ts'
import { emit, splitStatements } from '../../src/sql/index.ts'
import { pglite } from '../engine/node.ts'
import { registry } from './all.ts'
import { on } from './on.ts'
import { type Shape, shop } from './shop.ts'

let engine: Engine
beforeAll(async () => {
  engine = await pglite()
})
afterAll(() => engine.close())

/** Each statement by itself, as a file of statements is run; the SQLSTATE of the first refusal. */
const alone = async (text: string): Promise<string | undefined> => {
  for (const { text: one } of splitStatements(text)) {
    const { error } = await engine.run({ session: { role: 'damask_owner', settings: {} }, statements: [one] })
    if (error) return error.sqlstate ?? error.message
  }
  return undefined
}
const answer = async (sql: string) => (await engine.run({ statements: [sql] })).results.at(-1)?.rows

const forms: readonly (readonly [Target, RegExp, RegExp])[] = [
  [18, /not null "?\w+"? not valid/i, /is not null\) not valid/i],
  [17, /is not null\) not valid/i, /not null "?\w+"? not valid/i],
  [15, /is not null\) not valid/i, /not null "?\w+"? not valid/i],
]

describe.each(forms)('a filled column that becomes required, at %s', (target, form, other) => {
  const runbookOf = (): string => {
    const s = shop({ target })
    const made = compile(on(s, s.design, 'expand-contract'), registry)
    return made.files.find((f) => f.path === 'runbooks/schema-changes.md')?.text ?? ''
  }

  it('is told in the runbook in the best form of the version, which runs as it is written', async () => {
    const text = runbookOf()
    expect(text).toMatch(form)
    expect(text).not.toMatch(other)
    const block = [...text.matchAll(/```sql\n([\s\S]*?)```/g)].at(-1)?.[1] ?? ''
    await engine.load(new Map(), emit(new Map(), target))
    expect(await alone('create table customers (id bigint primary key, email text);')).toBeUndefined()
    expect(await alone("insert into customers values (1, 'x');")).toBeUndefined()
    expect(await alone(block)).toBeUndefined()
    expect(await alone('insert into customers values (2, null);')).toBe('23502')
    expect(
      await answer("select count(*) from pg_constraint where conname like 'customers%' and contype = 'c'"),
    ).toEqual([['0']])
    await alone('drop table customers')
  })

  it.each<readonly [string, Shape]>([
    ['plain names', {}],
    ['a composite key, quoted, in another schema', { composite: true, quoted: true, schema: 'Sales' }],
  ])('is so in the copy of a blue-green table: %s', async (_, shape) => {
    const s = shop({ ...shape, target })
    const made = compile(on(s, s.design, 'blue-green-table'), registry)
    const file = made.files.find((f) => /^blue-green\/.*-required\.sql$/.test(f.path))?.text ?? ''
    expect(file).toMatch(/not valid/i)
    expect(/add not null/i.test(file)).toBe(target >= 18)
    expect((await engine.load(made.catalog, emit(made.catalog, target))).errors).toEqual([])
    const next = [...made.catalog.values()].find((o) => o.kind === 'table' && o.name.endsWith('_next'))
    const columns = (table: string | undefined) =>
      answer(`select a.attname, exists (select from pg_constraint c where c.conrelid = a.attrelid and c.contype = 'n'
        and c.convalidated and a.attnum = any (c.conkey))::text from pg_attribute a join pg_class r on r.oid = a.attrelid
        where a.attnum > 0 and a.attnotnull and r.relname = '${table}' order by 1`)
    expect(await columns(next?.name)).toEqual([])
    expect(await alone(file)).toBeUndefined()
    const wanted = await columns(made.catalog.get(s.id('orders'))?.name)
    expect(wanted?.length).toBeGreaterThan(3)
    expect(await columns(next?.name)).toEqual(wanted)
    expect(await answer("select count(*) from pg_constraint where conname like 'required%'")).toEqual([['0']])
  })
})
