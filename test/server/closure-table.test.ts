import { describe, expect, it } from 'vitest'
import { name, qualified, rawSql, type Sql, sql } from '../../src/catalog/index.ts'
import { insert, owner } from '../../src/patterns/kit/index.ts'
import { linksIn, recursive, under } from '../../src/patterns/kit/tree-proof.ts'
import { on } from '../patterns/on.ts'
import { shop } from '../patterns/shop.ts'
import { type Connection, onServer, type Real } from './pg.ts'

const { open } = onServer()
const s = shop()
const orders = s.id<'table'>('orders')
const rows = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] as const
type Row = (typeof rows)[number]

interface Tree {
  readonly db: Real
  /** The key of each row. */
  readonly key: (row: Row) => string
  readonly move: (row: string, to: string) => string
  readonly child: (of: Row, id: number) => string
  /** How many paths differ from walking the tree. */
  readonly wrong: () => Promise<string>
}

const planted = async (patterns: readonly string[], skip: (reason: string) => never): Promise<Tree> => {
  const db = await open(
    patterns.reduce((d, p) => on(s, d, p), s.design),
    skip,
  )
  const l = linksIn(db.compiled, orders)
  const parent = l?.parents[0]
  if (!l || !parent) throw new Error('the table has no parent')
  const below: Readonly<Record<string, Row>> = { b: 'a', c: 'b', e: 'b', g: 'f', h: 'a' }
  await db.play(owner(...rows.map((r) => insert(orders, r, below[r] ? under(l, below[r]) : {}))))
  const asked = await db.connect({ as: 'owner' })
  const keys = await asked.rows(
    db.sql(sql`select ${name(s.id('orders.id'))} from ${qualified(orders)} order by 1`),
  )
  const key = (row: Row): string => keys[rows.indexOf(row)]?.[0] ?? ''
  const text = (template: Sql): string => db.sql(template)
  const copied = ['customer_id', 'status', 'total'].map((c) => name(s.id(`orders.${c}`)))
  const list = (first: string): Sql => copied.reduce<Sql>((a, c) => sql`${a}, ${c}`, rawSql(first))
  return {
    db,
    key,
    move: (row, to) =>
      text(
        sql`update ${qualified(orders)} set ${name(parent)} = ${to} where ${name(s.id('orders.id'))} = ${row}`,
      ),
    child: (of, id) =>
      text(
        sql`insert into ${qualified(orders)} (${name(s.id('orders.id'))}, ${name(s.id('orders.number'))}, ${name(parent)}${list('')})
          overriding system value select ${id}, 'n${id}', ${key(of)}${list('')} from ${qualified(orders)} where ${name(s.id('orders.id'))} = ${key('a')}`,
      ),
    wrong: async () => {
      const found = await asked.rows(
        text(sql`with told as (select descendant_id::text, ancestor_id::text, depth from orders_paths where depth > 0),
          walked as (select below, above, depth from ${recursive(l)} r)
          select count(*) from ((select * from told except all select * from walked) union all (select * from walked except all select * from told)) x`),
      )
      return found[0]?.[0] ?? ''
    },
  }
}

const three = async (db: Real): Promise<readonly Connection[]> =>
  Promise.all([1, 2, 3].map(() => db.connect({ as: 'owner' })))

describe('a tree that several people change at once', () => {
  it.for([['closure-table'], ['adjacency-list']])(
    '%s: of two moves that would make a loop one is refused',
    async ([p], { skip }) => {
      const t = await planted([p ?? ''], skip)
      const [ann, ben] = await three(t.db)
      if (!ann || !ben) return
      await ann.rows('begin')
      await ann.rows(t.move(t.key('a'), t.key('f')))
      const second = ben.refused(t.move(t.key('f'), t.key('a')))
      await t.db.waits(ben)
      await ann.rows('commit')
      expect(await second).toBe('23514')
    },
  )

  it('a row that is added below a row on the move gets the paths of its new place', async ({ skip }) => {
    const t = await planted(['closure-table'], skip)
    const [ann, ben] = await three(t.db)
    if (!ann || !ben) return
    await ann.rows('begin')
    await ann.rows(t.move(t.key('b'), t.key('g')))
    const added = ben.rows(t.child('c', 5001))
    await t.db.waits(ben)
    await ann.rows('commit')
    await added
    expect(await t.wrong()).toBe('0')
    expect(await ann.rows('select count(*) from orders_paths where descendant_id = 5001')).toEqual([['5']])
  })

  it('a move waits for a row that is being added, and takes it along', async ({ skip }) => {
    const t = await planted(['closure-table'], skip)
    const [ann, ben] = await three(t.db)
    if (!ann || !ben) return
    await ann.rows('begin')
    await ann.rows(t.child('c', 5001))
    const move = ben.rows(t.move(t.key('b'), t.key('g')))
    await t.db.waits(ben)
    await ann.rows('commit')
    await move
    expect(await t.wrong()).toBe('0')
  })

  it('rows are added beside each other without waiting', async ({ skip }) => {
    const t = await planted(['closure-table'], skip)
    const [ann, ben] = await three(t.db)
    if (!ann || !ben) return
    await ann.rows('begin')
    await ann.rows(t.child('c', 5001))
    await ben.rows(t.child('c', 5002))
    await ann.rows('commit')
    expect(await t.wrong()).toBe('0')
  })

  it.for([['read committed'], ['serializable']])(
    'three people at %s leave paths that are true',
    async ([level], { skip }) => {
      const t = await planted(['closure-table'], skip)
      const people = await three(t.db)
      const seen = new Set<string>()
      await Promise.all(
        people.map(async (c, who) => {
          await c.rows(`set default_transaction_isolation = '${level}'`)
          for (let n = 0; n < 25; n++) {
            const from = rows[(n * 5 + who * 3) % rows.length] ?? 'a'
            const to = rows[(n * 3 + who * 5 + 1) % rows.length] ?? 'a'
            const code = await c.refused(
              n % 5 === 0 ? t.child(to, 6000 + who * 100 + n) : t.move(t.key(from), t.key(to)),
            )
            if (code !== undefined) seen.add(code)
          }
        }),
      )
      expect([...seen].filter((code) => !['23514', '40001', '40P01'].includes(code))).toEqual([])
      expect(await t.wrong()).toBe('0')
    },
  )

  it('refuses to be changed where a change could miss another', async ({ skip }) => {
    const t = await planted(['closure-table'], skip)
    const [ann] = await three(t.db)
    if (!ann) return
    await ann.rows('begin isolation level repeatable read')
    expect(await ann.refused(t.move(t.key('b'), t.key('g')))).toBe('0A000')
  })
})
