/** Columns of every type that can be encrypted. */
import { afterAll, describe, expect, it } from 'vitest'
import type { DataType } from '../../src/catalog/index.ts'
import { applyChanges, type DesignRecord } from '../../src/design/index.ts'
import { broken, hold } from './hold.ts'
import { on } from './on.ts'
import { rotating } from './rotating.ts'
import { shop } from './shop.ts'

const engines = rotating()
afterAll(() => engines.close())

const types: readonly DataType[] = [
  { base: 'timestamptz' },
  { base: 'interval' },
  { base: 'boolean' },
  { base: 'inet' },
  { base: 'daterange' },
  { base: 'smallint' },
  { base: 'bytea' },
  { base: 'char', mods: [200] },
  { base: 'numeric', mods: [12, 2] },
  { base: 'varchar', mods: [8] },
  { base: 'char', mods: [5] },
  { base: 'integer', dims: 1 },
  { base: 'text', dims: 1 },
  { base: 'point' },
]

describe('pgcrypto', () => {
  it.each([
    [[], { blind: 'always' }],
    [[], { read: 'function' }],
    [['tenancy-row'], {}],
  ])('is called where the design puts it, beside %o with %o', async (others, options) => {
    const s = shop()
    const extras = { kind: 'schema', id: s.id<'schema'>('extras'), name: 'Extras' } as const
    const pgcrypto = { kind: 'extension', id: s.id('pgcrypto'), name: 'pgcrypto', schema: extras.id } as const
    const { design } = applyChanges(
      s.design,
      [extras, pgcrypto].map((r) => ({ id: r.id, to: r as DesignRecord })),
    )
    const encrypted = on(s, design, 'column-encryption', options)
    const held = await hold(
      await engines.next(),
      others.reduce((d, p) => on(s, d, p), encrypted),
    )
    expect(held.compiled.issues.filter((i) => i.severity === 'error')).toEqual([])
    expect([...held.refused, ...broken(held)]).toEqual([])
    expect(held.answers.size).toBeGreaterThan(3)
  })
})

describe('a column', () => {
  it.each(types)('of %o keeps every promise of its encryption', async (type) => {
    const s = shop()
    const column = s.id<'column'>('orders.note')
    const { design } = applyChanges(s.design, [
      {
        id: column,
        to: { kind: 'column', id: column, table: s.id('orders'), name: 'note', rank: 'zz', type },
      },
    ])
    const use = {
      kind: 'use',
      id: 'column-encryption@x#1' as never,
      pattern: 'column-encryption',
      options: { blind: 'always' },
      target: column,
    } as const
    const held = await hold(await engines.next(), applyChanges(design, [{ id: use.id, to: use }]).design)
    expect(held.compiled.issues.filter((i) => i.severity === 'error')).toEqual([])
    expect([...held.refused, ...broken(held)]).toEqual([])
    expect(held.answers.size).toBeGreaterThan('base' in type && type.base === 'point' ? -1 : 3)
  })
})

describe('a view of an encrypted column', () => {
  const s = shop()
  const id = s.id<'view'>('seen')
  const column = s.id<'column'>('customers.email')
  /** `{}` stands for the column. */
  const viewed = (query: string) => {
    const text = query.split(/\{\}/)
    const refs = text.slice(1).map(() => ({ id: column, as: 'name' }))
    const schema = [...s.design.records.values()].find((r) => r.kind === 'schema')?.id
    const view = { kind: 'view', id, name: 'seen', schema, query: { text, refs } }
    const use = { kind: 'use', id: 'column-encryption@x#1', pattern: 'column-encryption', target: column }
    return applyChanges(
      s.design,
      [view, use].map((r) => ({ id: r.id as never, to: r as unknown as DesignRecord })),
    ).design
  }

  it.each([
    'select {} from customers',
    'select id, {} from customers where {} is not null order by id',
    'select c.id, c.{} as "Mail, as sent", 1 as one from customers c',
    'select {} mail, id from customers',
    'select count(*) from customers where {} is null',
  ])('stays where the value is handed on: %s', async (query) => {
    const held = await hold(await engines.next(), viewed(query))
    expect(held.compiled.issues).toEqual([])
    expect([...held.refused, ...broken(held)]).toEqual([])
    expect(held.compiled.catalog.has(id)).toBe(true)
  })

  it.each([
    "select id from customers where {} like '%@%'",
    "select {} || '!' as loud from customers",
    'select lower({}) from customers',
    'select id from customers order by {}',
    'select a.id from customers a join customers b on a.{} = b.{}',
    'select distinct {} from customers',
    "select {} from customers union select 'none'",
    "select case when {} = 'a@b' then 1 end from customers",
    'select {} from customers group by {}',
    "select coalesce({}, '') from customers",
  ])(
    'is left out where it needs the plain value, and either way out leads to what holds: %s',
    async (query) => {
      const design = viewed(query)
      const held = await hold(await engines.next(), design)
      expect(held.compiled.issues.map((i) => i.code)).toEqual(['column/needed-as-drawn'])
      expect(held.compiled.issues[0]?.message).toMatch(
        /^The view "seen" does with .*email what needs its plain value\. /,
      )
      expect(held.refused).toEqual([])
      for (const way of held.compiled.issues[0]?.waysOut ?? []) {
        const after = await hold(await engines.next(), applyChanges(design, way.changes).design)
        expect(after.compiled.issues).toEqual([])
        expect([...after.refused, ...broken(after)]).toEqual([])
      }
      expect(held.compiled.issues[0]?.waysOut).toHaveLength(2)
    },
  )
})
