import { describe, expect, it } from 'vitest'
import { name, qualified, sql } from '../../src/catalog/index.ts'
import { insert, owner } from '../../src/patterns/kit/index.ts'
import { on } from '../patterns/on.ts'
import { shop } from '../patterns/shop.ts'
import { onServer } from './pg.ts'

const { open } = onServer()
const s = shop()
const orders = s.id<'table'>('orders')
const design = on(s, s.design, 'row-version')

describe('a row that two people have open', () => {
  it('takes the first change and refuses the other, which waited for it', async ({ skip }) => {
    const db = await open(design, skip)
    await db.play(owner(insert(orders, 'a')))
    const [ann, ben] = [await db.connect(), await db.connect()]
    const version = db.sql(sql`select version from ${qualified(orders)}`)
    const save = (read: string, note: string) =>
      db.sql(sql`update ${qualified(orders)} set version = ${read}, ${name(s.id('orders.note'))} = ${note}`)
    expect([await ann.rows(version), await ben.rows(version)]).toEqual([[['1']], [['1']]])
    await ann.rows('begin')
    await ann.rows(save('1', "'ann'"))
    const second = ben.refused(save('1', "'ben'"))
    await db.waits(ben)
    await ann.rows('commit')
    expect(await second).toBe('40001')
    expect(await ben.refused(save('2', "'ben'"))).toBeUndefined()
    expect(await ann.rows(version)).toEqual([['3']])
  })
})
