import { err, type Id, ok, type Result } from '../../base/index.ts'
import type { Catalog } from '../../catalog/index.ts'
import type { Emitted } from '../../sql/index.ts'
import { staticGaps } from '../gaps.ts'
import type {
  Batch,
  BatchResult,
  Engine,
  EngineInfo,
  EngineKind,
  Gap,
  Introspection,
  SqlError,
  Verdict,
} from '../types.ts'
import { Host } from './host.ts'
import { type AnyJob, type Ended, unbegun } from './jobs.ts'
import { type EngineOptions, type EngineStatus, engineNames, type Spawn } from './line.ts'
import { forWorker } from './transfer.ts'

const defaultWorkMs = 30_000
const defaultRunMs = 30_000

const tooSlow = (name: string, ms: number): string =>
  `${name} was ended: after ${Math.round(ms / 1000)} s it had not applied the design yet.`

/** An engine in a worker of its own. */
export interface RemoteEngine extends Engine {
  /** Once: the engine's version, or why it could not be started. */
  readonly ready: Promise<Result<EngineInfo, SqlError>>
  readonly status: EngineStatus
  /** Calls the listener on every change; the result ends it. */
  subscribe(listener: (status: EngineStatus) => void): () => void
}

class Client implements RemoteEngine {
  info: EngineInfo
  readonly ready: Promise<Result<EngineInfo, SqlError>>
  private readonly kind: EngineKind
  private readonly workMs: number
  private readonly listeners = new Set<(status: EngineStatus) => void>()
  private readonly host: Host
  private judged: { readonly catalog: Catalog; readonly gaps: readonly Gap[] } | undefined
  constructor(kind: EngineKind, spawn: Spawn, options: EngineOptions) {
    this.kind = kind
    this.workMs = options.workTimeoutMs ?? defaultWorkMs
    this.info = { kind, name: engineNames[kind], version: '' }
    let started: (r: Result<EngineInfo, SqlError>) => void = () => undefined
    this.ready = new Promise((resolve) => {
      started = resolve
    })
    this.host = new Host(spawn, options, {
      status: (status) => {
        for (const l of this.listeners) l(status)
      },
      started: (info) => {
        this.info = info
        started(ok(info))
      },
      gaveUp: (error) => started(err(error)),
    })
  }
  get status(): EngineStatus {
    return this.host.status
  }
  subscribe(listener: (status: EngineStatus) => void): () => void {
    this.listeners.add(listener)
    return () => {
      this.listeners.delete(listener)
    }
  }
  /** For the catalog that was judged last, with what the engine itself found. */
  gaps(catalog: Catalog): readonly Gap[] {
    return this.judged?.catalog === catalog ? this.judged.gaps : staticGaps(this.kind, catalog)
  }
  load(catalog: Catalog, emitted: Emitted): Promise<Verdict> {
    const start = performance.now()
    const failed = (error: Ended): Verdict => ({
      engine: this.info,
      ms: performance.now() - start,
      statements: emitted.statements.length,
      errors: [
        error.ended === 'timeout' ? { ...error, message: tooSlow(this.info.name, this.workMs) } : error,
      ],
      gaps: [],
    })
    return new Promise((resolve) => {
      this.host.add({
        op: 'load',
        ask: { op: 'load', ...forWorker[this.kind](catalog, emitted) },
        timeoutMs: this.workMs,
        done: (verdict) => {
          this.judged = { catalog, gaps: verdict.gaps }
          resolve({ ...verdict, statements: emitted.statements.length })
        },
        ended: (error) => resolve(failed(error)),
      })
    })
  }
  run(batch: Batch, timeoutMs: number = defaultRunMs, stop?: AbortSignal): Promise<BatchResult> {
    const ended = new AbortController()
    return new Promise<BatchResult>((resolve) => {
      const job: AnyJob = {
        op: 'run',
        ask: { op: 'run', batch },
        timeoutMs,
        done: resolve,
        ended: (error) => resolve({ results: [], error }),
      }
      if (stop?.aborted) return job.ended(unbegun)
      stop?.addEventListener('abort', () => this.host.drop(job), { signal: ended.signal })
      this.host.add(job)
    }).finally(() => ended.abort())
  }
  /** An engine that stops meanwhile comes back with its rows as they were loaded, which is what was asked for. */
  reset(without: readonly Id[] = []): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => resolve()
      this.host.add({ op: 'reset', ask: { op: 'reset', without }, timeoutMs: this.workMs, done, ended: done })
    })
  }
  introspect(): Promise<Result<Introspection, SqlError>> {
    return new Promise((resolve) => {
      this.host.add({
        op: 'introspect',
        ask: { op: 'introspect' },
        timeoutMs: this.workMs,
        done: (r) => resolve('error' in r ? err(r.error) : ok(r)),
        ended: (error) => resolve(err(error)),
      })
    })
  }
  rest(on: boolean): void {
    this.host.rest(on)
  }
  close(): Promise<void> {
    this.host.close()
    return Promise.resolve()
  }
}

/** Starts an engine in the worker that `spawn` makes. It answers once it is ready; until then, requests wait. */
export const createEngine = (kind: EngineKind, spawn: Spawn, options: EngineOptions = {}): RemoteEngine =>
  new Client(kind, spawn, options)
