/** Tables that hold nothing, or a number alone: a design that has just begun. */
import { afterAll, describe, expect, it } from 'vitest'
import { applyChanges, type Design, type DesignRecord } from '../../src/design/index.ts'
import { broken, hold } from './hold.ts'
import { rotating } from './rotating.ts'
import { shop } from './shop.ts'

const engines = rotating()
afterAll(() => engines.close())

const s = shop()
const blank = s.id('blank')
const { schema } = s.design.records.get(s.id('orders')) as Extract<DesignRecord, { kind: 'table' }>
const table = { kind: 'table', id: blank, name: 'blank', schema }
const numbered = [
  { kind: 'column', id: s.id('blank.id'), table: blank, name: 'id', rank: 'a', type: { base: 'bigint' } },
  { kind: 'key', id: s.id('blank.pk'), name: '', table: blank, primary: true, columns: [s.id('blank.id')] },
].map((r) => (r.kind === 'column' ? { ...r, notNull: true, identity: 'always' } : r))

const having = (pattern: string, ...records: readonly object[]): Design =>
  applyChanges(
    s.design,
    [table, ...records, { kind: 'use', id: `${pattern}@x#1`, pattern, target: blank }].map((r) => {
      const to = r as unknown as DesignRecord
      return { id: to.id, to }
    }),
  ).design

const keeps = async (design: Design): Promise<void> => {
  const held = await hold(await engines.next(), design)
  expect(held.compiled.issues.filter((i) => i.severity === 'error')).toEqual([])
  expect([...held.refused, ...broken(held)]).toEqual([])
  expect(held.answers.size).toBeGreaterThan(0)
}

describe('a table of a number alone', () => {
  it.each(['blue-green-table', 'soft-delete', 'audit-columns', 'archive-table', 'history-table'])(
    'keeps what is promised of it: %s',
    (pattern) => keeps(having(pattern, ...numbered)),
  )
})

describe('a table of nothing', () => {
  it.each(['audit-columns', 'soft-delete', 'row-version'])('keeps what is promised of it: %s', (pattern) =>
    keeps(having(pattern)),
  )
  it('is archived as soon as it has a key, and makes what PostgreSQL takes before', async () => {
    const held = await hold(await engines.next(), having('archive-table'))
    expect(held.compiled.issues.map((i) => i.code)).toContain('archive-table/no-key')
    expect([...held.refused, ...broken(held)]).toEqual([])
  })
})
