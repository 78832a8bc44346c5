import { describe, expect, it } from 'vitest'
import type { Id } from '../../src/base/index.ts'
import type { Obj } from '../../src/catalog/index.ts'
import { Roll, Shelf } from '../../src/compile/rolls.ts'

const column = (n: number, rank: string, comment?: string): Obj<'column'> => ({
  kind: 'column',
  id: `aaaaaaaa.${n}` as Id<'column'>,
  table: 'aaaaaaaa.t' as Id<'table'>,
  name: '',
  rank,
  type: { base: 'text' },
  ...(comment === undefined ? {} : { comment }),
})
const [a, b, c] = [column(1, 'c'), column(2, 'b'), column(3, 'a')]

describe('the objects of a table', () => {
  it('stand by rank, then by id, whatever the order in which they came', () => {
    for (const list of [
      [a, b, c],
      [c, b, a],
      [b, c, a],
    ]) {
      const shelf = new Shelf()
      for (const o of list) shelf.add(o)
      expect(shelf.all()).toEqual([c, b, a])
    }
    const alike = new Shelf()
    for (const o of [column(2, 'a'), column(1, 'a')]) alike.add(o)
    expect(alike.all().map((o) => o.id)).toEqual(['aaaaaaaa.1', 'aaaaaaaa.2'])
  })

  it('move when their rank does', () => {
    const shelf = new Shelf()
    for (const o of [a, b, c]) shelf.add(o)
    const last = column(3, 'z')
    shelf.replace(c, last)
    expect(shelf.all()).toEqual([b, a, last])
  })

  it('are given as a list that stays as it is', () => {
    const shelf = new Shelf()
    for (const o of [a, b]) shelf.add(o)
    const given = shelf.all()
    shelf.add(c)
    shelf.replace(a, column(1, 'c', 'another'))
    shelf.delete(b)
    expect(given).toEqual([b, a])
    expect(shelf.all().map((o) => o.id)).toEqual([c.id, a.id])
  })
})

describe('the objects of a kind', () => {
  const world = (...list: readonly Obj[]): Map<Id, Obj> => new Map(list.map((o) => [o.id, o]))

  it('are given as a list that stays as it is', () => {
    const roll = new Roll()
    roll.add(a)
    const given = roll.all('column', world(a))
    roll.add(b)
    expect(given).toEqual([a])
    expect(roll.all('column', world(a, b))).toEqual([a, b])
  })

  it('are what has their ids now; one that came back stands last and once', () => {
    const roll = new Roll()
    for (const o of [a, b, c]) roll.add(o)
    const other = column(2, 'b', 'another')
    roll.forget()
    expect(roll.all('column', world(other, c))).toEqual([other, c])
    roll.forget()
    roll.add(a)
    expect(roll.all('column', world(a, other, c))).toEqual([other, c, a])
    roll.forget()
    roll.add(other)
    expect(roll.all('column', world(a, other, c))).toEqual([c, a, other])
  })
})
