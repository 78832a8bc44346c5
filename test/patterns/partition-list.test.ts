import { afterAll, describe, expect, it } from 'vitest'
import { broken, hold } from './hold.ts'
import { on } from './on.ts'
import { rotating } from './rotating.ts'
import { owner, sessions } from './sessions.ts'
import { beside, shop } from './shop.ts'

const engines = rotating()
afterAll(() => engines.close())

const { load, as } = sessions()
const s = shop()
const groups = [{ name: 'a', values: ['A'], tablespace: '' }]

describe('a partition that is made at run time', () => {
  it('takes the rows of its values, and is refused where nothing can come of it', async () => {
    await load(on(s, s.design, 'partition-list', { column: s.id('visits.status'), groups }, 'visits'))
    await as(
      owner,
      'root',
      "insert into customers (email) values ('x')",
      "insert into visits (at, customer_id, number, status, total) values (now(), 1, 'n', 'it''s', 1)",
    )
    const add = (args: string) => as(owner, 'root', `select add_visits_partition(${args})::text`)
    expect(await add("'b', 'it''s', 'B'")).toEqual([['visits_b']])
    expect(await as(owner, 'root', 'select tableoid::regclass::text from visits')).toEqual([['visits_b']])
    expect(await add("'c', 'B'")).toBe('42P17')
    expect(await add(`'${'x'.repeat(63)}', 'X'`)).toBe('22023')
    expect(await add("null, 'X'")).toBe('22023')
    expect(await add("'d', variadic '{}'")).toBe('22023')
    expect(await add(`'${'é'.repeat(25)}', 'E'`)).toHaveLength(1)
  })
})

describe('a table whose check speaks of what it is partitioned by', () => {
  it.each([[{}], [{ stay: true }]])('keeps every promise, with %o', async (options) => {
    const table = s.id<'table'>('visits')
    const id = (name: string) => s.id<'column'>(`visits.${name}`)
    const column = (name: string, base: string) => ({
      kind: 'column',
      id: id(name),
      table,
      name,
      rank: `y${name}`,
      type: { base },
    })
    const refs = [id('online'), id('venue')].map((c) => ({ id: c, as: 'name' }))
    const { design } = beside(s, { ...column('online', 'boolean'), notNull: true }, column('venue', 'text'), {
      kind: 'check',
      id: s.id('somewhere'),
      name: '',
      table,
      expr: { text: ['', ' or ', ' is not null'], refs },
    })
    const groups = ['true', 'false'].map((v) => ({ name: v, values: [v], tablespace: '' }))
    const h = await hold(
      await engines.next(),
      on(s, design, 'partition-list', { column: id('online'), groups, ...options }, 'visits'),
    )
    expect(h.compiled.issues.filter((i) => i.severity === 'error')).toEqual([])
    expect([...h.refused, ...broken(h)]).toEqual([])
    expect(h.answers.size).toBeGreaterThan(2)
  })
})
