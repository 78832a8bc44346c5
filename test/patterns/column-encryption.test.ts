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
