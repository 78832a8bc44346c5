import type { EngineInfo } from '../types.ts'
import {
  type AnyJob,
  closed,
  crashed,
  type Ended,
  type Job,
  ran,
  replaced,
  stopped,
  unbegun,
} from './jobs.ts'
import { type EngineOptions, type EngineStatus, type Line, realAfter, type Spawn } from './line.ts'
import { type Answers, type Ask, isAnswer, isResponse, type Op, type Pace } from './protocol.ts'

const bootAttempts = 2
const defaultBootMs = 60_000

interface Running {
  readonly job: AnyJob
  readonly id: number
  cancelTimer: () => void
}

export interface HostEvents {
  status(status: EngineStatus): void
  started(info: EngineInfo): void
  gaveUp(error: Ended): void
}

/**
 * Keeps one worker alive and gives it one job at a time. A worker that runs out of time or breaks is replaced, and
 * the load that it held is repeated before anything else is.
 */
export class Host {
  private readonly spawn: Spawn
  private readonly options: EngineOptions
  private readonly events: HostEvents
  private line: Line | undefined
  private running: Running | undefined
  private queue: AnyJob[] = []
  private held: (Ask & { readonly op: 'load' }) | undefined
  private lastId = 0
  private failures = 0
  private state: EngineStatus = 'booting'
  constructor(spawn: Spawn, options: EngineOptions, events: HostEvents) {
    this.spawn = spawn
    this.options = options
    this.events = events
    this.start()
  }
  get status(): EngineStatus {
    return this.state
  }
  /** A load takes the place of those that still wait. */
  add(job: AnyJob): void {
    if (this.state === 'failed' || this.state === 'closed') {
      job.ended(this.state === 'closed' ? closed : crashed('it could not be started'))
      return
    }
    if (job.op === 'load') this.dropAll((waiting) => waiting.op === 'load', replaced)
    this.queue.push(job)
    this.next()
  }
  /** The time of a job that rests stands still, and begins anew when it goes on. A new worker knows of no rest. */
  rest(on: boolean): void {
    this.line?.post({ rest: on } satisfies Pace)
    if (!this.running) return
    this.running.cancelTimer()
    if (!on) this.running.cancelTimer = this.timer(this.running.job, this.running.id)
  }
  /** Ends this one alone: what has not begun costs no worker. */
  drop(job: AnyJob): void {
    if (this.running?.job === job) this.replace(this.running, stopped)
    else this.dropAll((waiting) => waiting === job, unbegun)
  }
  close(): void {
    const { running } = this
    this.stop()
    this.become('closed')
    running?.job.ended(closed)
    this.dropAll(() => true, closed)
  }
  private dropAll(which: (job: AnyJob) => boolean, why: Ended): void {
    const gone = this.queue.filter(which)
    this.queue = this.queue.filter((job) => !which(job))
    for (const job of gone) job.ended(why)
  }
  private become(state: EngineStatus): void {
    if (this.state === state) return
    this.state = state
    this.events.status(state)
  }
  private start(): void {
    const line = this.spawn({
      message: (data) => {
        if (this.line === line) this.receive(data)
      },
      failed: (message) => {
        if (this.line === line) this.broke(message)
      },
    })
    this.line = line
    this.send(this.bootJob())
  }
  private bootJob(): Job<'boot'> {
    const { snapshotUrl } = this.options
    return {
      op: 'boot',
      ask: { op: 'boot', options: snapshotUrl === undefined ? {} : { snapshotUrl } },
      timeoutMs: this.options.bootTimeoutMs ?? defaultBootMs,
      done: (info) => this.booted(info),
      ended: (error) => this.notBooted(error),
    }
  }
  private booted(info: EngineInfo): void {
    this.failures = 0
    this.events.started(info)
    if (this.held) this.send(this.again(this.held))
  }
  private notBooted(error: Ended): void {
    this.failures++
    if (this.failures < bootAttempts && this.state !== 'closed') return
    if (this.state !== 'closed') this.become('failed')
    this.events.gaveUp(error)
    this.dropAll(() => true, error)
  }
  /** Loads what the ended worker held; a design that ends the worker again is let go. */
  private again(ask: Ask & { readonly op: 'load' }): Job<'load'> {
    return {
      op: 'load',
      ask,
      timeoutMs: this.options.bootTimeoutMs ?? defaultBootMs,
      done: () => undefined,
      ended: () => {
        this.held = undefined
      },
    }
  }
  private next(): void {
    if (this.running || !this.line) return
    const job = this.queue.shift()
    this.become(job ? 'busy' : 'ready')
    if (job) this.send(job)
  }
  private send(job: AnyJob): void {
    const id = ++this.lastId
    this.running = { job, id, cancelTimer: this.timer(job, id) }
    this.line?.post({ ...job.ask, id })
  }
  private timer(job: AnyJob, id: number): () => void {
    return (this.options.after ?? realAfter)(job.timeoutMs, () => this.ranOut(id))
  }
  private receive(data: unknown): void {
    const { running } = this
    if (!running || !isResponse(data) || data.id !== running.id) return
    if ('broken' in data) this.broke(data.broken)
    else this.answered(running, data.value)
  }
  private answered({ job, cancelTimer }: Running, value: unknown): void {
    if (!isAnswer(job.op, value)) {
      this.broke('it gave an answer of the wrong shape')
      return
    }
    cancelTimer()
    this.running = undefined
    if (job.op === 'load') this.held = job.ask
    deliver(job, value)
    this.next()
  }
  private ranOut(id: number): void {
    const { running } = this
    if (running?.id === id) this.replace(running, ran(running.job.timeoutMs))
  }
  private broke(message: string): void {
    this.replace(this.running, crashed(message))
  }
  private replace(running: Running | undefined, why: Ended): void {
    this.stop()
    this.become('restarting')
    running?.job.ended(why)
    if (this.status === 'restarting') this.start()
  }
  private stop(): void {
    this.running?.cancelTimer()
    this.running = undefined
    this.line?.terminate()
    this.line = undefined
  }
}

const deliver = <O extends Op>(job: Job<O>, value: Answers[O]): void => job.done(value)
