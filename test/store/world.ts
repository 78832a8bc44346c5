import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import type { App, Id } from '../../src/store/index.ts'
import { createApp, editing, loadPatterns } from '../../src/store/index.ts'
import type { KeyValue, LockRequest, Seams } from '../../src/store/seams.ts'

// As in the page once editing is there.
await loadPatterns()

export const memoryKeys = (): KeyValue & { readonly map: Map<string, string> } => {
  const map = new Map<string, string>()
  return {
    map,
    getItem: (k) => map.get(k) ?? null,
    setItem: (k, v) => void map.set(k, v),
    removeItem: (k) => void map.delete(k),
    keys: () => [...map.keys()],
  }
}

interface Held {
  readonly request: LockRequest
}

/** Locks as the Web Locks specification has them, for any number of tabs of one process. */
export const lockTable = () => {
  const holders = new Map<string, Held>()
  const lines = new Map<string, Held[]>()
  const grant = (h: Held): void => {
    holders.set(h.request.name, h)
    queueMicrotask(() => h.request.held())
  }
  const free = (h: Held): void => {
    const { name } = h.request
    if (holders.get(name) !== h) {
      lines.set(
        name,
        (lines.get(name) ?? []).filter((w) => w !== h),
      )
      return
    }
    holders.delete(name)
    const next = lines.get(name)?.shift()
    if (next) grant(next)
  }
  return (request: LockRequest) => {
    const h: Held = { request }
    const holder = holders.get(request.name)
    if (!holder) grant(h)
    else if (request.how === 'steal') {
      queueMicrotask(() => holder.request.lost?.())
      grant(h)
    } else if (request.how === 'try') queueMicrotask(() => request.refused?.())
    else lines.set(request.name, [...(lines.get(request.name) ?? []), h])
    return () => free(h)
  }
}

/** Channels that hand on structured clones, a task later. */
export const channelHub = () => {
  const rooms = new Map<string, Set<(m: unknown) => void>>()
  return (name: string, hear: (m: unknown) => void) => {
    const room = rooms.get(name) ?? new Set()
    rooms.set(name, room.add(hear))
    return {
      post: (m: unknown) => {
        const copy: unknown = structuredClone(m)
        for (const other of room) if (other !== hear) setTimeout(() => room.has(other) && other(copy), 0)
      },
      close: () => void room.delete(hear),
    }
  }
}

let browsers = 0

/** What the tabs of one browser share. */
export const browser = () => {
  const shared = {
    indexedDB: new IDBFactory(),
    local: memoryKeys(),
    lock: lockTable(),
    channel: channelHub(),
  }
  let now = 1_000_000
  browsers += 1
  let seed = browsers * 7919
  const random = (n: number): Uint8Array =>
    Uint8Array.from({ length: n }, () => {
      seed = (seed * 48271) % 2147483647
      return seed & 255
    })
  const seams = (): Seams => ({
    ...shared,
    clock: () => now,
    random,
    later: (ms, run) => {
      // Only the wait for a database that does not open keeps its length: a busy machine is no broken one.
      const h = setTimeout(run, ms === 3000 ? ms : Math.min(ms, 20))
      return () => clearTimeout(h)
    },
    drawn: (run) => {
      const h = setTimeout(run, 0)
      return () => clearTimeout(h)
    },
    idle: (run) => {
      const h = setTimeout(run, 0)
      return () => clearTimeout(h)
    },
    rest: (run) => {
      const h = setTimeout(run, 0)
      return () => clearTimeout(h)
    },
    tab: memoryKeys(),
    persist: async () => true,
    onHide: () => undefined,
    spawn: async (kind) => {
      throw new Error(`${kind} is not there`)
    },
    address: () => 'http://localhost/',
  })
  return {
    shared,
    seams,
    pass: (ms: number): void => {
      now += ms
    },
    tab: (over: Partial<Seams> = {}) => createApp({ ...seams(), editing, ...over }),
  }
}

export const openOf = (app: App) => {
  const { open } = app.state.getState()
  if (!open) throw new Error('no design is open')
  return open
}

/** On a busy machine the first to ask waits for everything to be loaded. */
const patience = 30_000

/** Lets timers and database callbacks run until the condition holds. */
export const until = async (holds: () => boolean, what: string): Promise<void> => {
  for (const end = performance.now() + patience; performance.now() < end; ) {
    if (holds()) return
    await new Promise((r) => setTimeout(r, 5))
  }
  throw new Error(`never: ${what}`)
}

/** An app with a blank design. */
export const blank = async (): Promise<App> => {
  const app = browser().tab()
  await app.create()
  return app
}

/** Draws a table from lines such as `email text!`, with its `id` key, and returns its id. */
export const draw = (app: App, name: string, lines: string): Id => {
  if (!app.run(app.commands.addTable({ x: 0, y: 0 }, name))) throw new Error(`no table ${name}`)
  const id = app.state.getState().selection[0] ?? ''
  if (lines !== '' && !app.run(app.commands.addColumns(id, lines))) throw new Error(`no columns: ${lines}`)
  return id
}

/** The id of a column by `table.column`, or of any object by its name. */
export const idOf = (app: App, path: string): Id => {
  const [table = '', column] = path.split('.')
  const { catalog } = openOf(app).compiled
  for (const o of catalog.values()) {
    if (column === undefined && o.name === table) return o.id
    if (o.kind === 'column' && o.name === column && catalog.get(o.table)?.name === table) return o.id
  }
  throw new Error(`no ${path}`)
}

/** Runs an attempt that must succeed. */
export const must = (app: App, attempt: Parameters<App['run']>[0]): void => {
  if (!app.run(attempt)) throw new Error(app.state.getState().notice?.text ?? 'refused')
}
