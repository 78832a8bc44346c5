import { describe, expect, it } from 'vitest'
import { on } from './on.ts'
import { owner, sessions } from './sessions.ts'
import { shop } from './shop.ts'

const { load, as } = sessions()
const value = (at: string) =>
  `insert into visits (at, customer_id, number, status, total) values (${at}, 1, 'n', 's', 3)`

describe('a value whose time is wrong', () => {
  it.each(["'2999-01-01'", "'infinity'", "'-infinity'"])(
    '%s keeps no other from being summed up',
    async (at) => {
      const s = shop()
      await load(on(s, s.design, 'time-series', {}, 'visits'))
      await as(
        owner,
        'root',
        "insert into customers (email) values ('x')",
        value(at),
        'select roll_up_visits()',
      )
      await as(owner, 'root', value("now() - interval '1 hour'"), 'select roll_up_visits()')
      await as(owner, 'root', value('now()'), 'select roll_up_visits()')
      const known = 'select count(*) from visits_hourly where isfinite(bucket) and bucket <= now()'
      expect(await as(owner, 'root', known)).toEqual([['2']])
    },
  )
})
