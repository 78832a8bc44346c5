import { describe, expect, it } from 'vitest'
import { on } from '../patterns/on.ts'
import { shop } from '../patterns/shop.ts'
import { onServer, type Real } from './pg.ts'

const { open } = onServer()
const s = shop()

/** Rows 1 … 4 below each other, and three people. */
const planted = async (store: string, skip: (reason: string) => never) => {
  const db = await open(on(s, s.design, 'nested-sets', { store }), skip)
  const people = await Promise.all([1, 2, 3].map(() => db.connect({ as: 'owner' })))
  const [ann, ben] = people
  if (!ann || !ben) throw new Error('three were asked for')
  await ann.rows("insert into customers overriding system value values (1, 'a@example.org')")
  for (const n of [1, 2, 3, 4]) await ann.rows(added(`n${n}`, n === 1 ? 'null' : String(n - 1), false))
  return { db, people, ann, ben }
}
const added = (number: string, parent: string, first: boolean): string =>
  `select add_orders('{"customer_id": 1, "number": "${number}", "status": "new", "total": 1}', ${parent}, ${first})`

/** Rows that are not within their parent, numbers that cross, and rows without any. */
const wrong = async (db: Real, store: string): Promise<string> => {
  const asked = await db.connect({ as: 'owner' })
  const sets = store === 'beside' ? 'orders t left join orders_sets using (id)' : 'orders t'
  const found = await asked.rows(`with n as (select t.id, t.parent_id, lft, rgt from ${sets})
    select (select count(*) from n where lft is null) + (
      select count(*) from n c join n p on p.id = c.parent_id where not (c.lft > p.lft and c.rgt < p.rgt)) + (
      select count(*) from n x join n y on y.lft between x.lft + 1 and x.rgt - 1 and y.rgt not between x.lft and x.rgt)`)
  await asked.end()
  return found[0]?.[0] ?? ''
}

describe.each([['columns'], ['beside']])('rows added by several people at once, numbers in %s', (store) => {
  it('wait for each other, and both find their place', async ({ skip }) => {
    const { db, ann, ben } = await planted(store, skip)
    await ann.rows('begin')
    await ann.rows(added('x', '2', true))
    const second = ben.rows(added('y', '2', true))
    await db.waits(ben)
    await ann.rows('commit')
    await second
    expect(await wrong(db, store)).toBe('0')
    expect(await ann.rows('select number from orders_within(2)')).toEqual([
      ['n2'],
      ['y'],
      ['x'],
      ['n3'],
      ['n4'],
    ])
  })

  it.for([['read committed'], ['serializable']])('nest at %s, beside moves', async ([level], { skip }) => {
    const { db, people } = await planted(store, skip)
    const seen = new Set<string>()
    await Promise.all(
      people.map(async (c, who) => {
        await c.rows(`set default_transaction_isolation = '${level}'`)
        for (let n = 0; n < 20; n++) {
          const [row, to] = [1 + ((n * 5 + who) % 4), 1 + ((n * 3 + who * 2 + 1) % 4)]
          const code = await c.refused(
            n % 2 === 0
              ? added(`p${who}.${n}`, String(to), n % 4 === 0)
              : `select move_orders(${row}, ${to})`,
          )
          if (code !== undefined) seen.add(code)
        }
      }),
    )
    expect([...seen].filter((code) => !['23514', '40001', '40P01'].includes(code))).toEqual([])
    expect(await wrong(db, store)).toBe('0')
  })

  it('are refused where one could miss another', async ({ skip }) => {
    const { ann } = await planted(store, skip)
    await ann.rows('begin isolation level repeatable read')
    expect(await ann.refused(added('x', '2', false))).toBe('0A000')
  })
})
