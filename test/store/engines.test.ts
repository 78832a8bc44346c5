import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import type { Seams } from '../../src/store/index.ts'
import { engine, fakes, followed, judged, outdated, start } from './engine-fakes.ts'
import { browser, draw, idOf, must, openOf, until } from './world.ts'

/** A tab whose hand never rests, but when what waits for that is run. */
const busy = (f: ReturnType<typeof fakes>) => {
  const idle: (() => void)[] = []
  const rest: Seams['rest'] = (run) => {
    idle.push(run)
    return () => undefined
  }
  return { app: browser().tab({ spawn: f.spawn, rest }), idle }
}

describe('engines', () => {
  it('load each edit, the newest only', async () => {
    const { app, log } = await start()
    draw(app, 'orders', 'total numeric')
    draw(app, 'customers', 'name text')
    await judged(app)
    expect(log.filter((l) => l.startsWith('pglite load'))).toEqual([
      'pglite load ',
      'pglite load orders,customers',
    ])
  })

  it('skip what an edit made outdated while they were busy', async () => {
    const { app, log, set, go } = await start()
    set.slow = 'load'
    draw(app, 'a', '')
    await until(() => log.includes('pglite load a'), 'loading')
    draw(app, 'b', '')
    draw(app, 'c', '')
    await new Promise((r) => setTimeout(r, 60))
    expect(engine(app, 'pglite').revision).toBeLessThan(openOf(app).revision)
    set.slow = ''
    for (let i = 0; i < 3; i++) {
      go()
      await new Promise((r) => setTimeout(r, 5))
    }
    await until(() => engine(app, 'pglite').revision === openOf(app).revision, 'caught up')
    expect(log).not.toContain('pglite load a,b')
  })

  it('in the middle of a load too, take an edit up only once it is drawn', async () => {
    const { app, screen, log } = await outdated()
    expect(log).not.toContain('pglite load orders,customers')
    screen.draws()
    await judged(app)
    expect(log).toContain('pglite load orders,customers')
  })

  it('judge again what an edit that was taken back made outdated while they were busy', async () => {
    const { app, screen } = await outdated()
    app.undo()
    await screen.waitedFor()
    screen.draws()
    await judged(app)
    expect(engine(app, 'pglite').answers.size).toBeGreaterThan(1)
  })

  it('lose no answer when something is moved while a promise is played', async () => {
    const f = fakes()
    const { app, set, go, waiting } = await start(f)
    const orders = draw(app, 'orders', 'total numeric')
    await judged(app)
    set.slow = 'run'
    must(app, app.commands.patternOn('audit-columns', orders))
    await until(() => engine(app, 'pglite').running.size > 1 && waiting() > 0, 'a promise to be played')
    const promised = engine(app, 'pglite').running.size
    must(app, app.commands.place([{ of: orders, x: 1, y: 2 }]))
    set.slow = ''
    go()
    await until(() => engine(app, 'pglite').answers.size === promised, 'all promises to be answered')
  })

  it('are left alone by what is only moved', async () => {
    const { app, log } = await start()
    draw(app, 'orders', '')
    await judged(app)
    const before = log.length
    must(app, app.commands.place([{ of: idOf(app, 'orders'), x: 1, y: 2 }]))
    await judged(app)
    expect(log).toHaveLength(before)
  })

  it('begin nothing while something is moved by hand, but what is asked for', async () => {
    const f = fakes()
    const late: (() => void)[] = []
    let taken = 0
    const later: Seams['later'] = (ms, run) => {
      if (ms >= 5000) late.push(run)
      const soon = () => {
        run()
        taken += 1
      }
      const h = ms < 5000 ? setTimeout(soon, 0) : undefined
      return () => clearTimeout(h)
    }
    /** Both engines have taken up the edit, and all that follows from it without a wait has happened. */
    const edited = async (): Promise<void> => {
      const before = taken
      draw(app, `more_${before}`, '')
      await until(() => taken >= before + 2, 'the edit to be taken up')
      await followed()
    }
    const app = browser().tab({ spawn: f.spawn, later })
    await app.create()
    await judged(app)
    const [release, other] = [app.hold(), app.hold()]
    await app.query('select 1', 'pglite', 1000)
    expect(f.log).toContain('pglite run select 1')
    const loads = () => f.log.filter((l) => l.startsWith('pglite load ')).length
    const first = loads()
    release()
    release()
    await edited()
    expect(loads()).toBe(first)
    other()
    await judged(app)
    expect(loads()).toBe(first + 1)
    const held = app.hold()
    await edited()
    expect(loads()).toBe(first + 1)
    late.at(-1)?.()
    await judged(app)
    expect(loads()).toBe(first + 2)
    held()
  })

  it('wait until the hand pauses where an edit comes before their first verdict', async () => {
    const f = fakes()
    f.set.slow = 'load'
    const waits: number[] = []
    const later: Seams['later'] = (ms, run) => {
      waits.push(ms)
      const h = setTimeout(run, 0)
      return () => clearTimeout(h)
    }
    const b = browser()
    const app = b.tab({ spawn: f.spawn, later })
    await app.create()
    await until(() => ['pglite load ', 'pg-mem load '].every((l) => f.log.includes(l)), 'loading')
    waits.length = 0
    b.pass(5000)
    draw(app, 'orders', '')
    await until(() => waits.includes(250), 'a wait for the hand')
    expect(waits).not.toContain(30)
  })

  it('start with PostgreSQL, and go on with pg-mem when nothing is waiting', async () => {
    const f = fakes()
    const { app, idle } = busy(f)
    await app.create()
    await until(() => engine(app, 'pglite').status === 'ready' && idle.length > 0, 'PostgreSQL')
    expect(f.log).not.toContain('spawn pg-mem')
    for (const run of idle) run()
    await judged(app)
  })

  it('judge a version once, though pg-mem joins in while PostgreSQL judges it', async () => {
    const f = fakes()
    f.set.slow = 'load'
    const { app, idle } = busy(f)
    await app.create()
    await until(() => f.log.includes('pglite load ') && idle.length > 0, 'PostgreSQL to load')
    for (const run of idle) run()
    await until(() => f.log.includes('pg-mem load '), 'pg-mem to load')
    f.set.slow = ''
    f.go()
    await judged(app)
    expect(f.log.filter((l) => l.includes(' load '))).toEqual(['pglite load ', 'pg-mem load '])
  })

  it.each([
    ['once pg-mem has judged it', true],
    ['after a while where pg-mem does not', false],
  ])('judge an edit one after the other: PostgreSQL %s', async (_, answers) => {
    const f = fakes()
    const turns: (() => void)[] = []
    const later: Seams['later'] = (ms, run) => {
      if (ms === 500) turns.push(run)
      const h = ms === 500 ? undefined : setTimeout(run, 0)
      return () => clearTimeout(h)
    }
    const app = browser().tab({ spawn: f.spawn, later })
    await app.create()
    await judged(app)
    f.set.slow = 'load'
    draw(app, 'orders', '')
    await until(() => f.log.includes('pg-mem load orders') && turns.length > 0, 'pg-mem')
    await followed()
    expect(f.log).not.toContain('pglite load orders')
    if (answers) f.go()
    else for (const turn of turns) turn()
    await until(() => f.log.includes('pglite load orders'), 'PostgreSQL')
  })

  it('show what they found before it is found out what is promised', async () => {
    const f = fakes()
    const pictures: (() => void)[] = []
    const drawn: Seams['drawn'] = (run) => {
      pictures.push(run)
      return () => undefined
    }
    const draws = () => {
      for (const run of pictures.splice(0)) run()
    }
    const app = browser().tab({ spawn: f.spawn, drawn })
    await app.create()
    const turn = setInterval(draws, 5)
    await judged(app)
    const orders = draw(app, 'orders', 'total numeric')
    await judged(app)
    must(app, app.commands.patternOn('audit-columns', orders))
    const open = openOf(app).revision
    clearInterval(turn)
    draws()
    await until(() => engine(app, 'pg-mem').revision === open, 'a verdict')
    expect(engine(app, 'pg-mem').running.size).toBe(0)
    expect(engine(app, 'pg-mem').status).toBe('busy')
    await until(() => pictures.length > 0, 'the next picture')
    draws()
    await until(() => engine(app, 'pg-mem').running.size + engine(app, 'pg-mem').answers.size > 1, 'promises')
  })

  it('name the object that they refuse, in the list of problems', async () => {
    const { app, set } = await start()
    set.refuse = 'orders'
    const id = draw(app, 'orders', '')
    await judged(app)
    expect(app.state.getState().problems).toEqual([
      { source: 'pglite', severity: 'error', message: 'no', objects: [id], code: '42P01', waysOut: [] },
      { source: 'pg-mem', severity: 'info', message: 'no', objects: [id], code: '42P01', waysOut: [] },
    ])
    set.refuse = ''
    must(app, app.commands.rename(id, 'purchases'))
    await until(() => app.state.getState().problems.length === 0, 'no problems')
  })

  it('answer a question on no other design than the one it was asked of', async () => {
    const { app, log, set, go, waiting } = await start()
    draw(app, 'orders', '')
    await judged(app)
    set.slow = 'run'
    const first = app.query('select 1', 'pglite', 1000)
    await until(() => waiting() > 0, 'the first query to run')
    const second = app.query('select 2', 'pglite', 1000)
    await app.create()
    set.slow = ''
    go()
    expect((await first).error).toBeUndefined()
    expect((await second).error).toEqual({ message: 'Another design was opened meanwhile.' })
    await judged(app)
    expect(log.filter((l) => l.startsWith('pglite run'))).toEqual(['pglite run select 1'])
    expect((await app.query('select 3', 'pglite', 1000)).error).toBeUndefined()
  })

  it('do not begin with a question that was taken back meanwhile', async () => {
    const { app, log, set, go, waiting } = await start()
    set.slow = 'run'
    const first = app.query('select 1', 'pglite', 1000)
    await until(() => waiting() > 0, 'the first query to run')
    const stop = new AbortController()
    const second = app.query('select 2', 'pglite', 1000, stop.signal)
    await followed()
    stop.abort()
    expect((await second).error?.message).toBe('You stopped it before it began.')
    expect((await app.explain('select 3', 'pglite', 1000, stop.signal)).ok).toBe(false)
    set.slow = ''
    go()
    expect((await first).error).toBeUndefined()
    expect(log.filter((l) => l.startsWith('pglite run'))).toEqual(['pglite run select 1'])
  })

  it('answer for no version that they could not hold', async () => {
    const { app, log, set } = await start()
    const orders = draw(app, 'orders', 'total numeric')
    await judged(app)
    set.ends = 'endless'
    must(app, app.commands.patternOn('audit-columns', orders))
    draw(app, 'endless', '')
    await judged(app)
    log.length = 0
    expect(app.state.getState().problems).toMatchObject([
      { source: 'pglite', message: 'Too slow.', code: 'timeout' },
      { source: 'pg-mem' },
    ])
    expect((await app.query('select 1', 'pglite', 1000)).error).toEqual({ message: 'Too slow.' })
    expect(await app.tryRow('pglite', orders, {})).toMatchObject({ accepted: false, message: 'Too slow.' })
    await app.prove()
    expect(engine(app, 'pglite').running.size).toBe(0)
    expect(log.filter((l) => l.startsWith('pglite run'))).toEqual([])
    app.undo()
    await judged(app)
    expect((await app.query('select 1', 'pglite', 1000)).error).toBeUndefined()
  })

  it('are started anew after they broke, and give up in words', async () => {
    const f = fakes()
    f.set.broken = 1
    const { app } = await start(f)
    expect(engine(app, 'pglite').status).toBe('ready')
    const g = fakes()
    g.set.broken = 99
    const other = browser().tab({ spawn: g.spawn })
    await other.create()
    await until(() => engine(other, 'pglite').status === 'failed', 'failed')
    expect(engine(other, 'pglite').failure).toBe('out of memory')
    expect(g.log.filter((l) => l === 'spawn pglite')).toHaveLength(3)
    expect(await other.query('select 1', 'pglite', 100)).toMatchObject({
      error: { message: 'out of memory' },
    })
    g.set.broken = 0
    expect(await other.query('select 1', 'pglite', 100)).toMatchObject({ results: [{ rows: [['1']] }] })
  })

  it('prove what patterns promise, once more when asked', async () => {
    const { app } = await start()
    const orders = draw(app, 'orders', 'total numeric')
    must(app, app.commands.patternOn('audit-columns', orders))
    await judged(app)
    const { answers } = engine(app, 'pglite')
    expect(answers.size).toBeGreaterThan(0)
    const [first = ''] = answers.keys()
    await app.prove([first])
    expect(engine(app, 'pglite').running.size).toBe(0)
    expect(engine(app, 'pglite').answers.get(first)).not.toBe(answers.get(first))
    must(app, app.commands.patternOff([...openOf(app).compiled.uses.keys()][0] ?? ''))
    await judged(app)
    expect(engine(app, 'pglite').answers.size).toBe(0)
  })

  it('run nothing of a link before it is asked for', async () => {
    const f = fakes()
    const { app } = await start()
    draw(app, 'orders', 'total numeric')
    const link = await app.shareLink()
    if (!link.ok) throw new Error('no link')
    const b = browser()
    const reader = b.tab({ spawn: f.spawn })
    expect(await reader.openLink(new URL(link.value.url).hash)).toEqual({ ok: true, value: undefined })
    expect(openOf(reader)).toMatchObject({ mode: 'shared', mayRun: false })
    expect(reader.state.getState().library).toEqual([])
    await new Promise((r) => setTimeout(r, 60))
    expect(await reader.query('select 1', 'pglite', 100)).toMatchObject({ error: { message: /Run checks/ } })
    expect(f.log.filter((l) => !l.startsWith('spawn'))).toEqual([])
    reader.allowRun()
    await judged(reader)
    expect(f.log).toContain('pglite load orders')
    await reader.keepCopy()
    expect(openOf(reader)).toMatchObject({ mode: 'edit', mayRun: true })
    expect(openOf(reader).design.id).not.toBe(openOf(app).design.id)
  })

  it('run nothing of a file before it is asked for, and remember that it was', async () => {
    const f = fakes()
    const { app } = await start()
    draw(app, 'orders', 'total numeric')
    const b = browser()
    const reader = b.tab({ spawn: f.spawn })
    const { name, text } = app.saveFile()
    expect(await reader.openFile(text, name)).toEqual({ ok: true, value: undefined })
    const { id } = openOf(reader).design
    await reader.leave()
    await reader.openStored(id)
    expect(openOf(reader).mayRun).toBe(false)
    reader.allowRun()
    draw(reader, 'customers', '')
    await reader.leave()
    await reader.openStored(id)
    expect(openOf(reader).mayRun).toBe(true)
    await reader.openFile(text, name)
    expect(openOf(reader).design.id).not.toBe(id)
    expect(reader.state.getState().library).toHaveLength(2)
  })

  it('opens the link that the page was opened with, and says what is wrong with one that was cut', async () => {
    const { app } = await start()
    draw(app, 'orders', 'total numeric')
    const link = await app.shareLink()
    if (!link.ok) throw new Error('no link')
    const { hash } = new URL(link.value.url)
    const reader = browser().tab()
    await reader.start(hash)
    expect(idOf(reader, 'orders')).toBeTruthy()
    const other = browser().tab()
    await other.start(hash.slice(0, -20))
    expect(other.state.getState().open).toBeUndefined()
    expect(other.state.getState().notice).toMatchObject({ tone: 'error' })
  })

  it.each([
    ['no JSON', '{"format":1,', /line 1/],
    ['another file', '{"a":1}', /no Damask design/],
  ])('a file that is %s is refused and changes nothing', async (_what, text, words) => {
    const { app } = await start()
    const before = app.state.getState().open
    expect(await app.openFile(text, 'x.json')).toMatchObject({
      ok: false,
      error: expect.stringMatching(words),
    })
    expect(app.state.getState().open).toBe(before)
  })

  it('say in an export what was run', async () => {
    const { app } = await start()
    draw(app, 'orders', 'total numeric')
    const made = await app.exportBundle()
    expect(made).toMatchObject({
      ok: true,
      value: { name: 'untitled.zip', verified: 'Applied on PostgreSQL 1.', sound: true },
    })
  })

  it('say in an export and in its README which promises are broken: that is no success', async () => {
    // An engine that answers every query with a row keeps no promise.
    const { app } = await start()
    must(app, app.commands.patternOn('soft-delete', draw(app, 'orders', 'total numeric')))
    await judged(app)
    await app.prove()
    const answers = () => [...engine(app, 'pglite').answers.values()]
    await until(() => answers().some((a) => a.verdict === 'broken'), 'a broken promise')
    await until(() => engine(app, 'pglite').status === 'ready', 'all answers')
    const n = answers().filter((a) => a.verdict === 'broken').length
    const made = await app.exportBundle()
    if (!made.ok) throw new Error(made.error)
    expect(made.value).toMatchObject({ sound: false, verified: expect.stringContaining(`, ${n} broken.`) })
    const files = unzipSync(made.value.bytes)
    const readme = strFromU8(files['README.md'] ?? new Uint8Array())
    expect(readme.match(/^- a broken promise: ./gm)).toHaveLength(n)
    expect(readme).toContain('## Open problems')
  })

  it('an export of what was not run is no success either', async () => {
    const { app } = await start()
    const { text } = app.saveFile()
    expect(await app.openFile(text, 'x.json')).toMatchObject({ ok: true })
    expect(await app.exportBundle()).toMatchObject({
      value: { verified: 'Nothing was run.', sound: false },
    })
  })
})
