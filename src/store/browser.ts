import type { Cancel, Channel, KeyValue, LockRequest, Release, Seams } from './seams.ts'

/** How long a frame is waited for, in milliseconds: a page that is hidden draws none. */
const frameAtMost = 250

const drawn = (run: () => void): Cancel => {
  let after: ReturnType<typeof setTimeout> | undefined
  let frame = 0
  const cancel = (): void => {
    if (frame > 0) cancelAnimationFrame(frame)
    clearTimeout(after)
    clearTimeout(late)
  }
  const go = (): void => {
    cancel()
    run()
  }
  const late = setTimeout(go, frameAtMost)
  if (typeof requestAnimationFrame === 'function')
    frame = requestAnimationFrame(() => {
      after = setTimeout(go, 0)
    })
  return cancel
}

const idle = (run: () => void): Cancel => {
  if (typeof requestIdleCallback === 'function') {
    const handle = requestIdleCallback(run, { timeout: 2000 })
    return () => cancelIdleCallback(handle)
  }
  const handle = setTimeout(run, 50)
  return () => clearTimeout(handle)
}

const keyValue = (s: Storage): KeyValue => ({
  getItem: (key) => s.getItem(key),
  setItem: (key, value) => s.setItem(key, value),
  removeItem: (key) => s.removeItem(key),
  keys: () => Array.from({ length: s.length }, (_, i) => s.key(i)).filter((k) => k !== null),
})

/** Reading the property alone throws where the browser withholds storage. */
const withheld = <T>(read: () => T): T | undefined => {
  try {
    return read()
  } catch {
    return undefined
  }
}

const lockWith =
  (locks: LockManager) =>
  (r: LockRequest): Release => {
    const line = new AbortController()
    let leave: () => void = () => line.abort()
    const hold = (lock: Lock | null): Promise<void> | undefined => {
      if (!lock) {
        r.refused?.()
        return undefined
      }
      return new Promise<void>((resolve) => {
        leave = resolve
        r.held()
      })
    }
    const options: LockOptions =
      r.how === 'steal' ? { steal: true } : r.how === 'try' ? { ifAvailable: true } : { signal: line.signal }
    locks.request(r.name, options, hold).then(undefined, () => {
      if (!line.signal.aborted) r.lost?.()
    })
    return () => leave()
  }

const channelOf = (name: string, hear: (message: unknown) => void): Channel => {
  const c = new BroadcastChannel(name)
  c.onmessage = (e: MessageEvent<unknown>) => hear(e.data)
  return { post: (m) => c.postMessage(m), close: () => c.close() }
}

const onHide = (run: () => void): void => {
  if (typeof document === 'undefined') return
  addEventListener('pagehide', run)
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') run()
  })
}

const persist = async (): Promise<boolean> => {
  if (typeof navigator === 'undefined' || !navigator.storage?.persist) return false
  return (await navigator.storage.persisted()) || navigator.storage.persist()
}

const spawn: Seams['spawn'] = async (kind, status) => {
  const { createPageEngine } = await import('../engine/index.ts')
  const engine = createPageEngine(kind)
  const ready = await engine.ready
  if (!ready.ok) {
    await engine.close()
    throw new Error(ready.error.message)
  }
  engine.subscribe((now) => {
    if (now === 'restarting' || now === 'busy' || now === 'failed') status(now)
  })
  return engine
}

/** The browser's own. */
export const browserSeams = (): Seams => {
  const local = withheld(() => (typeof localStorage === 'undefined' ? undefined : localStorage))
  const tab = withheld(() => (typeof sessionStorage === 'undefined' ? undefined : sessionStorage))
  const locks = typeof navigator === 'undefined' ? undefined : navigator.locks
  return {
    clock: () => Date.now(),
    random: (n) => crypto.getRandomValues(new Uint8Array(n)),
    later: (ms, run) => {
      const handle = setTimeout(run, ms)
      return () => clearTimeout(handle)
    },
    drawn,
    idle,
    rest: idle,
    indexedDB: withheld(() => (typeof indexedDB === 'undefined' ? undefined : indexedDB)),
    local: local && keyValue(local),
    tab: tab && keyValue(tab),
    lock: locks && lockWith(locks),
    channel: typeof BroadcastChannel === 'undefined' ? undefined : channelOf,
    persist,
    onHide,
    spawn,
    address: () => (typeof location === 'undefined' ? '' : location.href.replace(/#.*$/, '')),
  }
}
