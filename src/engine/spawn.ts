import snapshotUrl from 'virtual:pglite-snapshot'
import { createEngine, type RemoteEngine } from './rpc/client.ts'
import type { EngineOptions, LineEvents, Spawn } from './rpc/line.ts'
import type { EngineKind } from './types.ts'

const attach = (worker: Worker, events: LineEvents): Worker => {
  worker.onmessage = (e) => events.message(e.data)
  worker.onerror = (e) => events.failed(e.message || 'its worker could not be run')
  worker.onmessageerror = () => events.failed('it sent what cannot be read')
  return worker
}

const workers: { readonly [K in EngineKind]: () => Worker } = {
  'pg-mem': () => new Worker(new URL('./worker-pgmem.ts', import.meta.url), { type: 'module' }),
  pglite: () => new Worker(new URL('./worker-pglite.ts', import.meta.url), { type: 'module' }),
}

const spawnOf =
  (kind: EngineKind): Spawn =>
  (events) => {
    const worker = attach(workers[kind](), events)
    return { post: (message) => worker.postMessage(message), terminate: () => worker.terminate() }
  }

/** The engine in a worker of the page. */
export const createPageEngine = (kind: EngineKind, options: EngineOptions = {}): RemoteEngine =>
  createEngine(kind, spawnOf(kind), kind === 'pglite' ? { snapshotUrl, ...options } : options)
