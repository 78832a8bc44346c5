import { describe, expect, it } from 'vitest'
import type { Catalog } from '../../src/catalog/index.ts'
import { createEngine, type RemoteEngine } from '../../src/engine/rpc/client.ts'
import type { EngineStatus, LineEvents } from '../../src/engine/rpc/line.ts'
import type { Request } from '../../src/engine/rpc/protocol.ts'
import { handWritten } from './node.ts'

/** A worker that answers when the test says so. */
class FakeWorker {
  readonly asked: Request[] = []
  readonly events: LineEvents
  ended = false
  constructor(events: LineEvents) {
    this.events = events
  }
  get ops(): readonly string[] {
    return this.asked.map((r) => r.op)
  }
  answer(value: unknown): void {
    this.events.message({ id: this.asked.at(-1)?.id, value })
  }
  say(message: unknown): void {
    this.events.message(message)
  }
}

const info = { kind: 'pg-mem', name: 'pg-mem', version: '9' } as const
const verdict = { engine: info, ms: 1, errors: [], gaps: [] }
const none: Catalog = new Map()

interface Bench {
  readonly engine: RemoteEngine
  readonly workers: FakeWorker[]
  readonly statuses: EngineStatus[]
  /** Lets the timer of the running request run out. */
  timeOut(): void
  last(): FakeWorker
}

const bench = (): Bench => {
  const workers: FakeWorker[] = []
  const statuses: EngineStatus[] = []
  let timer: (() => void) | undefined
  const engine = createEngine(
    'pg-mem',
    (events) => {
      const worker = new FakeWorker(events)
      workers.push(worker)
      return {
        post: (m) => worker.asked.push(m as Request),
        terminate: () => {
          worker.ended = true
        },
      }
    },
    {
      after: (_, callback) => {
        timer = callback
        return () => {
          if (timer === callback) timer = undefined
        }
      },
    },
  )
  engine.subscribe((s) => statuses.push(s))
  const last = () => {
    const worker = workers.at(-1)
    if (!worker) throw new Error('no worker was started')
    return worker
  }
  return { engine, workers, statuses, last, timeOut: () => timer?.() }
}

const started = (): Bench => {
  const b = bench()
  b.last().answer(info)
  return b
}

describe('an engine in a worker', () => {
  it('starts, and says so once', async () => {
    const b = bench()
    expect(b.engine.status).toBe('booting')
    b.last().answer(info)
    expect(await b.engine.ready).toEqual({ ok: true, value: info })
    expect(b.engine.info).toEqual(info)
    expect(b.statuses).toEqual(['ready'])
  })

  it('asks one thing at a time, in order', async () => {
    const b = started()
    const first = b.engine.run({ statements: ['1'] })
    const second = b.engine.run({ statements: ['2'] })
    expect(b.last().ops).toEqual(['boot', 'run'])
    b.last().answer({ results: [] })
    expect(await first).toEqual({ results: [] })
    expect(b.last().ops).toEqual(['boot', 'run', 'run'])
    b.last().answer({ results: [{ columns: [], rows: [['x']], ms: 1 }] })
    expect((await second).results[0]?.rows).toEqual([['x']])
    expect(b.statuses).toEqual(['ready', 'busy', 'ready'])
  })

  it('lets the newest load take the place of those that wait', async () => {
    const b = started()
    const loads = [1, 2, 3].map(() => b.engine.load(none, handWritten('select 1;', 'select 2;')))
    expect(await loads[1]).toMatchObject({ errors: [{ ended: 'cancelled' }] })
    b.last().answer(verdict)
    b.last().answer(verdict)
    expect(await loads[0]).toMatchObject({ errors: [], statements: 2 })
    expect(await loads[2]).toMatchObject({ errors: [] })
    expect(b.last().ops).toEqual(['boot', 'load', 'load'])
  })

  it('does not count the time that a load rests', async () => {
    const b = started()
    const load = b.engine.load(none, handWritten('long;'))
    b.engine.rest?.(true)
    b.timeOut()
    expect(b.engine.status).toBe('busy')
    b.engine.rest?.(false)
    expect(b.last().asked.slice(2)).toEqual([{ rest: true }, { rest: false }])
    b.timeOut()
    expect(await load).toMatchObject({ errors: [{ ended: 'timeout' }] })
  })

  it('ends what runs too long, and comes back with the design that it held', async () => {
    const b = started()
    const design = b.engine.load(none, handWritten('held;'))
    b.last().answer(verdict)
    await design
    const endless = b.engine.run({ statements: ['endless'] }, 2500)
    const waiting = b.engine.run({ statements: ['waiting'] })
    b.timeOut()
    expect(await endless).toEqual({
      results: [],
      error: { ended: 'timeout', message: 'Ended after 2.5 s: the time limit ran out.' },
    })
    expect(b.workers.map((w) => w.ended)).toEqual([true, false])
    expect(b.engine.status).toBe('restarting')
    b.last().answer(info)
    expect(b.last().ops).toEqual(['boot', 'load'])
    b.last().answer(verdict)
    b.last().answer({ results: [] })
    expect(await waiting).toEqual({ results: [] })
    expect(b.last().ops).toEqual(['boot', 'load', 'run'])
    expect(b.engine.status).toBe('ready')
  })

  it('ends what is stopped, and comes back with the design that it held; what had not begun is left out', async () => {
    const b = started()
    const design = b.engine.load(none, handWritten('held;'))
    b.last().answer(verdict)
    await design
    const [now, later] = [new AbortController(), new AbortController()]
    const endless = b.engine.run({ statements: ['endless'] }, 2500, now.signal)
    const waiting = b.engine.run({ statements: ['waiting'] }, 2500, later.signal)
    later.abort()
    expect((await waiting).error).toEqual({ ended: 'cancelled', message: 'You stopped it before it began.' })
    expect(b.workers.map((w) => w.ended)).toEqual([false])
    now.abort()
    expect((await endless).error).toMatchObject({
      ended: 'cancelled',
      message: expect.stringMatching(/^You stopped it\. /),
    })
    expect(b.workers.map((w) => w.ended)).toEqual([true, false])
    b.last().answer(info)
    expect(b.last().ops).toEqual(['boot', 'load'])
    b.last().answer(verdict)
    expect(b.engine.status).toBe('ready')
    expect((await b.engine.run({ statements: ['1'] }, 2500, now.signal)).error?.ended).toBe('cancelled')
    const next = b.engine.run({ statements: ['2'] }, 2500, new AbortController().signal)
    b.last().answer({ results: [] })
    expect(await next).toEqual({ results: [] })
    expect(b.last().ops).toEqual(['boot', 'load', 'run'])
  })

  it('does not hold a design that ended it', async () => {
    const b = started()
    const design = b.engine.load(none, handWritten('endless;'))
    b.timeOut()
    expect(await design).toMatchObject({ errors: [{ ended: 'timeout' }] })
    b.last().answer(info)
    expect(b.last().ops).toEqual(['boot'])
    expect(b.engine.status).toBe('ready')
  })

  it.each<[string, (w: FakeWorker) => void]>([
    ['breaks', (w) => w.say({ id: w.asked.at(-1)?.id, broken: 'out of memory' })],
    ['fails outside a request', (w) => w.events.failed('out of memory')],
    ['answers in the wrong shape', (w) => w.answer({ results: 'many' })],
  ])('is replaced when it %s', async (_, breaks) => {
    const b = started()
    const running = b.engine.run({ statements: ['x'] })
    breaks(b.last())
    expect(await running).toMatchObject({ results: [], error: { ended: 'crashed' } })
    expect(b.workers.map((w) => w.ended)).toEqual([true, false])
    b.last().answer(info)
    expect(b.engine.status).toBe('ready')
  })

  it('does not listen to a worker that was ended, to other numbers, or to noise', async () => {
    const b = started()
    const running = b.engine.run({ statements: ['x'] })
    for (const noise of [null, 'x', { id: 'a', value: 1 }, { id: 999, value: { results: [] } }])
      b.last().say(noise)
    b.last().events.failed('gone')
    await running
    b.workers[0]?.events.failed('late')
    b.workers[0]?.answer({ results: [] })
    expect(b.workers.length).toBe(2)
  })

  it('gives up after two starts that fail, and answers everything', async () => {
    const b = bench()
    const waiting = b.engine.run({ statements: ['x'] })
    b.timeOut()
    b.last().events.failed('no memory')
    expect(await b.engine.ready).toMatchObject({ ok: false, error: { ended: 'crashed' } })
    expect(await waiting).toMatchObject({ error: { ended: 'crashed' } })
    expect(b.engine.status).toBe('failed')
    expect(b.workers.every((w) => w.ended)).toBe(true)
    expect(await b.engine.introspect()).toMatchObject({ ok: false, error: { ended: 'crashed' } })
    await b.engine.reset()
  })

  it('gives the gaps that were found on loading for that catalog alone', async () => {
    const b = started()
    const catalog: Catalog = new Map([['r', { kind: 'role', id: 'r', name: 'app' }]])
    expect(b.engine.gaps(catalog).map((g) => g.feature)).toEqual(['role'])
    const found = { object: 'r', feature: 'syntax', message: 'x' }
    const loading = b.engine.load(catalog, handWritten())
    b.last().answer({ ...verdict, gaps: [found] })
    await loading
    expect(b.engine.gaps(catalog)).toEqual([found])
    expect(b.engine.gaps(new Map(catalog)).map((g) => g.feature)).toEqual(['role'])
  })

  it('says that it was closed while it started', async () => {
    const b = bench()
    await b.engine.close()
    expect(await b.engine.ready).toMatchObject({ ok: false, error: { ended: 'cancelled' } })
    expect(b.engine.status).toBe('closed')
  })

  it('closes', async () => {
    const b = started()
    const running = b.engine.run({ statements: ['x'] })
    const waiting = b.engine.run({ statements: ['y'] })
    await b.engine.close()
    expect(b.last().ended).toBe(true)
    expect(await waiting).toMatchObject({ error: { ended: 'cancelled' } })
    expect(await running).toMatchObject({ error: { ended: 'cancelled' } })
    expect(await b.engine.run({ statements: ['z'] })).toMatchObject({ error: { ended: 'cancelled' } })
  })
})
