import { describe, expect, it } from 'vitest'
import { on } from './on.ts'
import { owner, sessions } from './sessions.ts'
import { shop } from './shop.ts'

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
