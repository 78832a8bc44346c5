import { describe, expect, it } from 'vitest'
import { on } from '../patterns/on.ts'
import { shop } from '../patterns/shop.ts'
import { onServer } from './pg.ts'

const { open } = onServer()
const s = shop()
const design = on(s, s.design, 'event-store', { aggregateId: 'text' })
const append = (expected: number | null, note: string) =>
  `select append_event('account', 'one', ${expected}, 'noted', '{"note": "${note}"}')::text`

describe('two writers that decided on the same state', () => {
  it.for([
    ['the second waits and is refused', 'commit', '40001', '{"note": "ann"}'],
    ['the second is taken where the first gives up', 'rollback', undefined, '{"note": "ben"}'],
  ] as const)('%s', async ([, end, answer, state], { skip }) => {
    const db = await open(design, skip)
    const [ann, ben] = [await db.connect({ as: 'app' }), await db.connect({ as: 'app' })]
    expect(await ann.rows(append(0, 'start'))).toEqual([['1']])
    await ann.rows('begin')
    expect(await ann.rows(append(1, 'ann'))).toEqual([['2']])
    const second = ben.refused(append(1, 'ben'))
    await db.waits(ben)
    await ann.rows(end)
    expect(await second).toBe(answer)
    expect(await ann.rows("select replay('one')::text, aggregate_state('one')::text")).toEqual([
      [state, state],
    ])
    expect(await ann.rows('select state::text, version::text from events_projection')).toEqual([[state, '2']])
  })

  it('of many at once, exactly one wins each round, and nothing is lost', async ({ skip }) => {
    const db = await open(design, skip)
    const writers = await Promise.all([1, 2, 3, 4].map(() => db.connect({ as: 'app' })))
    const write = async (writer: (typeof writers)[number], n: number): Promise<void> => {
      for (let done = 0; done < 5; ) {
        const read = (await writer.rows('select coalesce(max(version), 0)::text from events'))[0]?.[0]
        const state = await writer.refused(append(Number(read), `${n}.${done}`))
        if (state === undefined) done++
        else expect(state).toBe('40001')
      }
    }
    await Promise.all(writers.map(write))
    const [ann] = writers
    expect(await ann?.rows('select count(*)::text, max(version)::text from events')).toEqual([['20', '20']])
  })
})
