import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { compile } from '../../src/compile/index.ts'
import { registry } from './all.ts'
import { on } from './on.ts'
import { shop } from './shop.ts'
import { written } from './topology-helpers.ts'

const s = shop()
const folder = written(compile(on(s, s.design, 'topology'), registry), /^helpers\//)
afterAll(() => rmSync(folder, { recursive: true }))

interface Cache {
  get(key: string): Promise<string | undefined>
  set(key: string, value: string, seconds: number): Promise<void>
}
interface CacheHelper {
  cacheAside<T>(cache: Cache, key: string, how: { seconds: number; load: () => Promise<T> }): Promise<T>
  writeThrough<T>(cache: Cache, key: string, seconds: number, write: () => Promise<T>): Promise<T>
  invalidate(cache: Cache, ...keys: readonly string[]): Promise<void>
  invalidateFromOutbox(
    cache: Cache,
    keysOf: (m: { aggregate_type: string; aggregate_id: string }) => readonly string[],
  ): (m: { aggregate_type: string; aggregate_id: string }) => Promise<void>
}
const cacheHelper = (): Promise<CacheHelper> =>
  import(join(folder, 'helpers/cache.ts')) as Promise<CacheHelper>

const memory = () => {
  const map = new Map<string, string>()
  const cache: Cache = {
    get: (k) => Promise.resolve(map.get(k)),
    set: (k, v) => Promise.resolve(void map.set(k, v)),
  }
  return { map, cache }
}
/** A loader that can be held up. */
const source = (first: number) => {
  let value = first
  let loads = 0
  return {
    set: (v: number) => {
      value = v
    },
    loads: () => loads,
    how: (seconds = 60) => ({
      seconds,
      load: () => {
        loads++
        return Promise.resolve(value)
      },
    }),
  }
}

describe('the helpers', () => {
  it('compile under the strictest settings', () => {
    const tsc = join(process.cwd(), 'node_modules/.bin/tsc')
    const strict =
      '--noEmit --strict --exactOptionalPropertyTypes --noUncheckedIndexedAccess --target es2022 --module esnext --moduleResolution bundler --types'
    const files = ['helpers/cache.ts', 'helpers/read-routing.ts'].map((f) => join(folder, f))
    expect(execFileSync(tsc, [...strict.split(' '), '', ...files], { cwd: folder, encoding: 'utf8' })).toBe(
      '',
    )
  })
})

describe('cache-aside', () => {
  it('loads once, also for many who miss at the same time', async () => {
    const { cacheAside } = await cacheHelper()
    const { cache } = memory()
    const db = source(1)
    const all = await Promise.all([1, 2, 3].map(() => cacheAside(cache, 'k', db.how())))
    expect([all, await cacheAside(cache, 'k', db.how()), db.loads()]).toEqual([[1, 1, 1], 1, 1])
  })

  it('does not store what was loaded before a change that came meanwhile', async () => {
    const { cacheAside, invalidate } = await cacheHelper()
    const { cache } = memory()
    let go = (_: number): void => undefined
    const slow = new Promise<number>((resolve) => {
      go = resolve
    })
    const reading = cacheAside(cache, 'k', { seconds: 60, load: () => slow })
    await Promise.resolve()
    await invalidate(cache, 'k')
    go(1)
    expect(await reading).toBe(1)
    const db = source(2)
    expect(await cacheAside(cache, 'k', db.how())).toBe(2)
  })

  it('answers from the database while the cache is away', async () => {
    const { cacheAside } = await cacheHelper()
    const away = () => Promise.reject(new Error('away'))
    const db = source(7)
    expect(await cacheAside({ get: away, set: away }, 'k', db.how())).toBe(7)
  })
})

describe('write-through', () => {
  it('stores what was written, and nothing when the write fails', async () => {
    const { cacheAside, writeThrough } = await cacheHelper()
    const { cache } = memory()
    const db = source(1)
    await cacheAside(cache, 'k', db.how())
    await writeThrough(cache, 'k', 60, () => {
      db.set(2)
      return Promise.resolve(2)
    })
    expect([await cacheAside(cache, 'k', db.how()), db.loads()]).toEqual([2, 1])
    const failed = writeThrough(cache, 'k', 60, () => Promise.reject(new Error('refused')))
    await expect(failed).rejects.toThrow('refused')
    expect([await cacheAside(cache, 'k', db.how()), db.loads()]).toEqual([2, 2])
  })
})

describe('invalidation by the outbox', () => {
  it('makes the next read load again, and can be delivered twice', async () => {
    const { cacheAside, invalidateFromOutbox } = await cacheHelper()
    const { cache } = memory()
    const db = source(1)
    const consume = invalidateFromOutbox(cache, (m) => [`${m.aggregate_type}:${m.aggregate_id}`])
    await cacheAside(cache, 'orders:7', db.how())
    db.set(2)
    expect(await cacheAside(cache, 'orders:7', db.how())).toBe(1)
    const message = { aggregate_type: 'orders', aggregate_id: '7' }
    await consume(message)
    await consume(message)
    expect(await cacheAside(cache, 'orders:7', db.how())).toBe(2)
  })
})

interface Client {
  query(text: string, values?: readonly unknown[]): Promise<{ rows: Record<string, unknown>[] }>
  release(): void
}
interface RoutingHelper {
  createRouter(
    primary: { connect(): Promise<Client> },
    replicas: readonly { connect(): Promise<Client> }[],
    patienceMs?: number,
  ): {
    write<T>(work: (c: Client) => Promise<T>): Promise<{ result: T; position: string }>
    read<T>(position: string | undefined, work: (c: Client) => Promise<T>): Promise<T>
  }
}

/** A server that answers how far it is; it counts what it gives and takes back. */
const server = (name: string, at: string) => {
  const said: string[] = []
  let open = 0
  const client: Client = {
    query: (text, values) => {
      said.push(text)
      const answer = text.includes('write_position') ? at : String(String(values?.[0] ?? '') <= at)
      return Promise.resolve({ rows: [{ answer }] })
    },
    release: () => {
      open--
    },
  }
  return {
    said,
    open: () => open,
    connect: () => {
      open++
      return Promise.resolve(client)
    },
    name,
    client,
  }
}

describe('read routing', () => {
  const routing = async () => (await import(join(folder, 'helpers/read-routing.ts'))) as RoutingHelper
  const who =
    (...all: readonly ReturnType<typeof server>[]) =>
    (c: Client) =>
      Promise.resolve(all.find((x) => x.client === c)?.name)

  it('reads from a replica that has the write, and from the primary where it has not', async () => {
    const { createRouter } = await routing()
    const [p, near, far] = [server('primary', '0/5'), server('near', '0/5'), server('far', '0/1')]
    const router = createRouter(p, [near, far])
    const { result, position } = await router.write(who(p))
    expect([result, position]).toEqual(['primary', '0/5'])
    const ask = who(p, near, far)
    expect(await router.read(position, ask)).toBe('near')
    expect(await router.read(position, ask)).toBe('primary')
    expect(await router.read(undefined, ask)).toBe('near')
    expect(await router.read(undefined, ask)).toBe('far')
    expect([p.open(), near.open(), far.open()]).toEqual([0, 0, 0])
  })

  it('rolls back a write that fails and gives the connection back; without replicas all go to the primary', async () => {
    const { createRouter } = await routing()
    const p = server('primary', '0/5')
    const router = createRouter(p, [])
    await expect(router.write(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect([p.said, p.open()]).toEqual([['begin', 'rollback'], 0])
    expect(await router.read('0/9', who(p))).toBe('primary')
  })
})
