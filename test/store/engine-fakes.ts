import type { Engine, EngineKind, Verdict } from '../../src/engine/index.ts'
import type { App, Seams } from '../../src/store/index.ts'
import { browser, draw, must, openOf, until } from './world.ts'

/** An engine that records what it was asked; what `slow` names takes until `go` is called. */
export const fakes = () => {
  const log: string[] = []
  const set: { slow: '' | 'load' | 'run'; broken: number; refuse: string; ends: string } = {
    slow: '',
    broken: 0,
    refuse: '',
    ends: '',
  }
  const held: (() => void)[] = []
  const waits = async (what: 'load' | 'run'): Promise<void> => {
    if (set.slow === what) await new Promise<void>((r) => held.push(r))
  }
  const spawn = async (kind: EngineKind): Promise<Engine> => {
    log.push(`spawn ${kind}`)
    if (set.broken > 0) {
      set.broken -= 1
      throw new Error('out of memory')
    }
    const info = { kind, name: kind === 'pglite' ? 'PostgreSQL' : 'pg-mem', version: '1' }
    return {
      info,
      gaps: () => [],
      load: async (catalog, emitted): Promise<Verdict> => {
        const tables = [...catalog.values()].filter((o) => o.kind === 'table').map((o) => o.name)
        log.push(`${kind} load ${tables.join()}`)
        await waits('load')
        log.push(`${kind} done`)
        const object = [...catalog.values()].find((o) => o.name === set.refuse)?.id
        const refused = object === undefined ? [] : [{ message: 'no', sqlstate: '42P01', object }]
        const ended = { message: 'Too slow.', ended: 'timeout' } as const
        const errors = tables.includes(set.ends) ? [ended] : refused
        return { engine: info, ms: 1, statements: emitted.statements.length, errors, gaps: [] }
      },
      run: async (batch) => {
        log.push(`${kind} run ${batch.statements.join(' ; ')}`)
        await waits('run')
        return { results: batch.statements.map(() => ({ columns: [], rows: [['1']], ms: 1 })) }
      },
      reset: async () => void log.push(`${kind} reset`),
      introspect: async () => ({ ok: false, error: { message: 'no' } }),
      close: async () => void log.push(`${kind} close`),
    }
  }
  const go = (): void => {
    for (const r of held.splice(0)) r()
  }
  return { log, set, spawn, go, waiting: () => held.length }
}

export const engine = (app: App, kind: EngineKind) => app.state.getState().engines[kind]
export const judged = (app: App) =>
  until(
    () =>
      (['pg-mem', 'pglite'] as const).every(
        (k) => engine(app, k).revision === openOf(app).revision && engine(app, k).status === 'ready',
      ),
    'both engines judged the last revision',
  )

export const start = async (f = fakes()) => {
  const app = browser().tab({ spawn: f.spawn })
  await app.create()
  await judged(app)
  return { app, ...f }
}

/** All that follows without a wait has happened. */
export const followed = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn++) await new Promise((r) => setImmediate(r))
}

/** A page that draws nothing while its screen is dark. */
const undrawn = async () => {
  const f = fakes()
  const waiting = new Set<() => void>()
  const screen = {
    dark: false,
    waitedFor: () => until(() => waiting.size === 2, 'both engines to wait for the picture'),
    draws: () => {
      screen.dark = false
      for (const run of waiting) run()
      waiting.clear()
    },
  }
  const drawn: Seams['drawn'] = (run) => {
    if (screen.dark) {
      waiting.add(run)
      return () => void waiting.delete(run)
    }
    const h = setTimeout(run, 0)
    return () => clearTimeout(h)
  }
  const app = browser().tab({ spawn: f.spawn, drawn })
  await app.create()
  await judged(app)
  return { app, screen, ...f }
}

/** An edit that is not drawn yet made outdated what both engines were loading; they have finished that. */
export const outdated = async () => {
  const { app, screen, log, set, go } = await undrawn()
  const orders = draw(app, 'orders', 'total numeric')
  await judged(app)
  set.slow = 'load'
  log.length = 0
  must(app, app.commands.patternOn('audit-columns', orders))
  await until(() => log.includes('pglite load orders'), 'loading')
  screen.dark = true
  draw(app, 'customers', '')
  await screen.waitedFor()
  set.slow = ''
  go()
  await until(() => log.filter((l) => l.endsWith(' done')).length === 2, 'both engines to be done')
  await followed()
  return { app, screen, log }
}
