import { describe, expect, it } from 'vitest'
import type { Seams } from '../../src/store/index.ts'
import { fakes, judged } from './engine-fakes.ts'
import { browser, draw, until } from './world.ts'

/** A tab in which PostgreSQL is loading the first version; what waits for a time runs when the test says so. */
const loading = async () => {
  const f = fakes()
  f.set.slow = 'load'
  const waits = new Map<() => void, number>()
  const later: Seams['later'] = (ms, run) => {
    const stop = (): void => void waits.delete(run)
    if (ms >= 250) waits.set(run, ms)
    const h = ms < 250 ? setImmediate(run) : undefined
    return () => (h === undefined ? stop() : clearImmediate(h))
  }
  const spawn: Seams['spawn'] = async (kind) => ({
    ...(await f.spawn(kind)),
    ...(kind === 'pglite' ? { rest: (on: boolean) => f.log.push(on ? 'rests' : 'goes on') } : {}),
  })
  const app = browser().tab({ spawn, later })
  await app.create()
  await until(() => ['pglite load ', 'pg-mem load '].every((l) => f.log.includes(l)), 'loading')
  const of = (ms: number) => [...waits].flatMap(([run, of]) => (of === ms ? [run] : []))
  /** What waits for so long has waited. */
  const passes = (ms: number): void => {
    for (const run of of(ms)) {
      waits.delete(run)
      run()
    }
  }
  const rests = () => f.log.filter((l) => l === 'rests' || l === 'goes on')
  return { app, ...f, of, passes, rests }
}

describe('a load that is under way', () => {
  it('rests while someone types, and goes on when the hand pauses', async () => {
    const { app, of, passes, rests, set, go } = await loading()
    draw(app, 'orders', '')
    expect(rests()).toEqual(['rests'])
    draw(app, 'customers', '')
    expect(rests()).toEqual(['rests'])
    await until(() => of(250).length === 2, 'both engines to wait for the hand')
    passes(250)
    expect(rests()).toEqual(['rests', 'goes on'])
    set.slow = ''
    go()
    await judged(app)
    expect(rests()).toEqual(['rests', 'goes on'])
  })

  it('goes on at once for who asks, and does not rest before the answer', async () => {
    const { app, rests, set, go } = await loading()
    draw(app, 'orders', '')
    const asked = app.query('select 1', 'pglite', 1000)
    await until(() => rests().length === 2, 'the load to go on')
    draw(app, 'customers', '')
    expect(rests()).toEqual(['rests', 'goes on'])
    set.slow = ''
    go()
    expect((await asked).error).toBeUndefined()
  })

  it('rests while something is moved by hand, for five seconds at most', async () => {
    const { app, passes, rests } = await loading()
    const [release, other] = [app.hold(), app.hold()]
    release()
    expect(rests()).toEqual(['rests'])
    other()
    expect(rests()).toEqual(['rests', 'goes on'])
    const last = app.hold()
    passes(5000)
    expect(rests()).toEqual(['rests', 'goes on', 'rests', 'goes on'])
    last()
    expect(rests()).toHaveLength(4)
  })

  it('goes on when the design is closed', async () => {
    const { app, rests } = await loading()
    draw(app, 'orders', '')
    await app.create()
    expect(rests()).toEqual(['rests', 'goes on'])
  })
})
