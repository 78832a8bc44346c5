import { expect, it } from 'vitest'
import { applyChanges, type DesignRecord } from '../../src/design/index.ts'
import { on } from '../patterns/on.ts'
import { shop } from '../patterns/shop.ts'
import { onServer } from './pg.ts'

const { open } = onServer()
const s = shop()
const memo: DesignRecord = {
  kind: 'column',
  id: s.id('orders.memo'),
  table: s.id('orders'),
  name: 'memo',
  rank: 'z',
  type: { base: 'text' },
}
const wider = { ...s, design: applyChanges(s.design, [{ id: memo.id, to: memo }]).design }
const columns = [s.id('orders.note'), s.id('orders.memo')]
const design = on(wider, wider.design, 'vertical-split', { columns }, 'orders')

interface Race {
  readonly half: string
  readonly first: string
  readonly beside: string
  /** What is so once both are done. */
  readonly kept: string
  readonly over: string
}
const races: readonly Race[] = [
  {
    half: 'table',
    first: "status = 'ann'",
    beside: 'total = total + 7',
    kept: 'total = 8',
    over: "status = 'ben'",
  },
  {
    half: 'other half',
    first: "note = 'ann'",
    beside: "memo = 'ben'",
    kept: "memo = 'ben'",
    over: "note = 'ben'",
  },
]

it.for(races)(
  'two at once each keep what they change of the $half, and none is lost',
  async (race, { skip }) => {
    const db = await open(design, skip)
    const [ann, ben] = await Promise.all([db.connect({ as: 'owner' }), db.connect({ as: 'owner' })])
    await ann.rows("insert into customers (email) values ('x')")
    await ann.rows(`insert into orders_full (customer_id, number, status, total, note, memo)
    values (1, 'n1', 's', 1, 'n', 'm')`)
    const meanwhile = async (set: string): Promise<string | undefined> => {
      await ann.rows('begin')
      await ann.rows(`update orders_full set ${race.first}`)
      const second = ben.refused(`update orders_full set ${set}`)
      await db.waits(ben)
      await ann.rows('commit')
      return second
    }
    expect(await meanwhile(race.beside)).toBeUndefined()
    expect(await ann.rows(`select ${race.first}, ${race.kept} from orders_full`)).toEqual([['t', 't']])
    await ann.rows("update orders_full set status = 'again', note = 'again'")
    expect(await meanwhile(race.over)).toBe('40001')
    expect(await ann.rows(`select ${race.first} from orders_full`)).toEqual([['t']])
    await ann.rows(`update orders_full set ${race.over}`)
    expect(await ann.rows(`select ${race.over} from orders_full`)).toEqual([['t']])
  },
)
