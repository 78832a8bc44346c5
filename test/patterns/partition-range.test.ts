import { describe, expect, it } from 'vitest'
import { on } from './on.ts'
import { app, owner, sessions } from './sessions.ts'
import { shop } from './shop.ts'

const { load, as } = sessions()
const s = shop()
const customer = "insert into customers (email) values ('x')"
const partitions = "select count(*) from pg_inherits where inhparent = 'visits'::regclass"

describe('partitions are never made without end', () => {
  it('for a number that someone wrote far out', async () => {
    const options = { by: 'integer', column: s.id('visits.id'), width: 10, premake: 2 }
    await load(on(s, on(s, s.design, 'partition-range', options, 'visits'), 'history-table', {}, 'visits'))
    const far =
      "insert into visits (id, at, customer_id, number, status, total) overriding system value values (1000000000, now(), 1, 'n', 's', 1)"
    await as(owner, 'root', customer)
    const before = await as(owner, 'root', partitions)
    expect(await as(app, 'bob', far)).toBe('changed 1')
    expect(await as(owner, 'root', 'select ensure_visits_partitions()')).toBe('54000')
    expect(await as(owner, 'root', partitions)).toEqual(before)
    expect(await as(owner, 'root', 'delete from visits', 'select ensure_visits_partitions()')).toEqual([
      ['0'],
    ])
  })

  it('for a time that never comes', async () => {
    await load(on(s, s.design, 'partition-range', {}, 'visits'))
    await as(
      owner,
      'root',
      customer,
      "insert into visits (at, customer_id, number, status, total) values ('infinity', 1, 'n', 's', 1), ('-infinity', 1, 'm', 's', 1)",
    )
    expect(await as(owner, 'root', "select ensure_visits_partitions('infinity')")).toBe('54000')
    const made = await as(owner, 'root', "select ensure_visits_partitions('2027-02-28')")
    expect(Number(made[0]?.[0])).toBeGreaterThan(3)
    expect(await as(owner, 'root', 'select count(*) from visits_default')).toEqual([['2']])
  })
})
