import type { Compiled, Proof } from '../../compile/index.ts'
import type { Engine } from '../../engine/index.ts'
import type { Cancel } from '../seams.ts'
import { engineOff } from '../state.ts'
import type { EngineState } from '../types.ts'
import { Rest } from './rest.ts'
import type { Target, Task, Tools } from './types.ts'

/** Edits within this time are judged together, in milliseconds. */
const settleMs = 30
/** Edits that follow one another faster than this are typing, */
const typingMs = 500
/** which is judged at its first key and then once it has paused for so long: engines would only slow the hand down. */
const pauseMs = 250
const attempts = 3

const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** Whether they differ at most in what no engine sees: something was moved, or a note written. */
const isSame = (a: Target, b: Target): boolean =>
  a.emitted === b.emitted && a.compiled.uses === b.compiled.uses

/**
 * One engine at work: it loads the newest design, then answers requests, then proves what the patterns promise.
 * An edit makes everything older pointless, so proofs stop at the next one. One thing happens at a time.
 */
export class Bench {
  readonly #tools: Tools
  readonly #rest = new Rest()
  #state: EngineState = engineOff
  #engine: Engine | undefined
  #target: Target | undefined
  #held: Target | undefined
  /** Why the engine was ended over the version that it was judged on: it holds an older one since, or nothing. */
  #ended: string | undefined
  #tasks: Task[] = []
  #proofs: Proof[] = []
  #waiting: (() => void)[] = []
  #working = false
  #failures = 0
  #dirty = false
  #cancel: Cancel | undefined
  #edited = Number.NEGATIVE_INFINITY
  /** A design is about to come. */
  #warming = false
  /** The newest version is not taken up yet, because someone types or because it is not on the screen yet. */
  #unsettled: 'typing' | 'drawing' | undefined

  constructor(tools: Tools) {
    this.#tools = tools
  }

  #set(part: Partial<EngineState>): void {
    this.#state = { ...this.#state, ...part }
    this.#tools.show(this.#state)
  }

  /** From now on this version counts; undefined: none is open. */
  follow(target: Target | undefined): void {
    const opens = this.#target === undefined
    this.#target = target
    this.#cancel?.()
    this.#unsettled = undefined
    if (!target) {
      this.#rest.goOn()
      this.#proofs = []
      const { verdict: _v, revision: _r, ...rest } = this.#state
      this.#state = { ...rest, answers: new Map(), running: new Set() }
      this.#tools.show(this.#state)
      return
    }
    if (this.#held && isSame(this.#held, target)) {
      this.#rest.goOn()
      this.#held = target
      this.#set({ revision: target.revision })
      return
    }
    const now = this.#tools.seams.clock()
    // Before the first verdict there is none to keep up to date: it waits for the hand as well.
    const first = this.#state.verdict === undefined
    const typing = !opens && (first || now - this.#edited < typingMs)
    this.#unsettled = typing ? 'typing' : 'drawing'
    this.#edited = now
    if (typing && !this.#awaited) this.#rest.begin()
    this.#cancel = this.#settling(typing ? pauseMs : settleMs)
  }

  /** Takes up the newest version that long after what it changed was drawn: handing it over takes a while too. */
  #settling(ms: number): Cancel {
    const { drawn, later } = this.#tools.seams
    let cancel = drawn(() => {
      cancel = later(ms, () => {
        this.#unsettled = undefined
        this.#rest.goOn()
        void this.#work()
      })
    })
    return () => cancel()
  }

  /** Something is moved by hand, or not any more. */
  moving(on: boolean): void {
    if (!on) this.#rest.goOn()
    else if (!this.#awaited) this.#rest.begin()
  }

  /** Starts the engine for what will be followed in a moment. */
  warm(): void {
    this.#warming = true
    void this.#work()
  }

  /**
   * Runs on the newest design, after what is under way. Rejects where the engine cannot be had, and where it is
   * stopped before its turn: from then on `run` has to heed it.
   */
  ask<T>(run: (engine: Engine, compiled: Compiled) => Promise<T>, stop?: AbortSignal): Promise<T> {
    const design = this.#target?.compiled.design.id
    return new Promise((resolve, reject) => {
      const task: Task = {
        run: async (engine) => {
          const compiled = this.#held?.compiled
          if (!compiled) return reject(new Error('No design is loaded.'))
          if (design !== undefined && compiled.design.id !== design)
            return reject(new Error('Another design was opened meanwhile.'))
          if (this.#ended !== undefined) return reject(new Error(this.#ended))
          await run(engine, compiled).then(resolve, reject)
        },
        fail: (why) => reject(new Error(why)),
      }
      const takeBack = (): void => {
        const at = this.#tasks.indexOf(task)
        if (at >= 0) this.#tasks.splice(at, 1)[0]?.fail('You stopped it before it began.')
      }
      this.#tasks.push(task)
      stop?.addEventListener('abort', takeBack)
      if (stop?.aborted) return takeBack()
      if (this.#state.status === 'failed') this.#failures = 0
      this.#hurry()
    })
  }

  /** Empties the tables if proofs or trials have left rows. */
  async clean(engine: Engine): Promise<void> {
    if (this.#dirty) await engine.reset()
    this.#dirty = false
  }

  /** The next request has to empty the tables. */
  soil(): void {
    this.#dirty = true
  }

  /** Proofs again; settles when they have been answered or became pointless. */
  async prove(ids: readonly string[] | undefined): Promise<void> {
    const { judge } = this.#tools
    const target = this.#target
    if (!target) return
    const all = (await judge()).proofsOf(target.compiled)
    const wanted = ids === undefined ? all : all.filter((p) => ids.includes(p.id))
    const queued = new Set(this.#proofs.map((p) => p.id))
    this.#proofs.push(...wanted.filter((p) => !queued.has(p.id)))
    this.#set({ running: new Set(this.#proofs.map((p) => p.id)) })
    await this.settled()
  }

  /** Settles once the newest design has been judged and nothing waits. */
  async settled(): Promise<void> {
    const done = new Promise<void>((resolve) => this.#waiting.push(resolve))
    this.#hurry()
    await done
  }

  /** Somebody waits for what comes after the newest version. */
  get #awaited(): boolean {
    return this.#tasks.length > 0 || this.#waiting.length > 0
  }

  #hurry(): void {
    this.#rest.goOn()
    void this.#work()
  }

  async #work(): Promise<void> {
    if (this.#working) return
    this.#working = true
    try {
      for (let more = true; more; ) more = await this.#step()
    } finally {
      this.#working = false
    }
    for (const resolve of this.#waiting.splice(0)) resolve()
  }

  /** The next thing to do; false when there is none. */
  async #step(): Promise<boolean> {
    if (!this.#target && this.#tasks.length === 0 && !this.#warming) return this.#idle()
    if (!this.#awaited) await this.#tools.pause()
    try {
      if (!this.#engine) await this.#boot()
      this.#warming = false
      const engine = this.#engine
      if (!engine) return false
      const target = this.#target
      if (target && this.#held !== target) {
        if (this.#unsettled && !this.#awaited) return this.#unsettled === 'typing' ? this.#idle() : false
        if (await this.#isTurn(target)) await this.#load(engine, target)
      } else if (this.#tasks.length > 0) await this.#tasks.shift()?.run(engine)
      else if (this.#proofs.length > 0) await this.#prove(engine)
      else return this.#idle()
      this.#failures = 0
      return true
    } catch (error) {
      return this.#failed(reason(error))
    }
  }

  /** False where the version became outdated meanwhile. Nobody's turn is waited for before a first verdict, or by who asks. */
  async #isTurn(target: Target): Promise<boolean> {
    const turn = this.#state.verdict && !this.#awaited ? this.#tools.turn(target.revision) : undefined
    await turn
    return this.#target === target
  }

  #idle(): boolean {
    if (this.#engine && this.#state.status !== 'ready') this.#set({ status: 'ready', running: new Set() })
    return false
  }

  async #boot(): Promise<void> {
    this.#set({ status: this.#state.info ? 'restarting' : 'booting' })
    const engine = await this.#tools.seams.spawn(this.#tools.kind, (now) => {
      if (this.#engine !== engine) return
      if (now === 'failed') this.#engine = undefined
      else if (this.#state.status !== now && (now === 'restarting' || this.#state.status === 'restarting'))
        this.#set({ status: now })
    })
    this.#engine = engine
    this.#held = undefined
    const { failure: _old, ...rest } = this.#state
    this.#state = { ...rest, info: engine.info }
    this.#set({ status: 'ready' })
  }

  /** The engine broke. It is started anew, but not without end. */
  #failed(why: string): boolean {
    this.#engine?.close().catch(() => undefined)
    this.#engine = undefined
    this.#held = undefined
    this.#failures += 1
    if (this.#failures < attempts) return true
    for (const t of this.#tasks.splice(0)) t.fail(why)
    this.#proofs = []
    this.#set({ status: 'failed', failure: why, running: new Set() })
    return false
  }

  async #load(engine: Engine, target: Target): Promise<void> {
    this.#proofs = []
    if (this.#state.status !== 'busy') this.#set({ status: 'busy' })
    const { catalog } = target.compiled
    const verdict = await this.#rest.during(engine, () => engine.load(catalog, target.emitted))
    this.#dirty = false
    this.#ended = verdict.errors.find((e) => e.ended)?.message
    // A verdict that nobody waits for is not told, so this version would have to be judged again.
    this.#held = this.#target === target ? target : undefined
    if (!this.#held) return
    this.#set({ verdict, revision: target.revision, answers: new Map(), running: new Set() })
    if (verdict.errors.length > 0) return
    const { judge, seams } = this.#tools
    const { proofsOf } = await judge()
    // To find out what is promised takes a while in a large design: the verdict is seen first.
    await new Promise<void>((done) => seams.drawn(done))
    const held = this.#held
    if (!held || this.#target !== held) return
    this.#proofs = [...proofsOf(held.compiled)]
    this.#set({ running: new Set(this.#proofs.map((p) => p.id)) })
  }

  async #prove(engine: Engine): Promise<void> {
    const proof = this.#proofs.shift()
    const held = this.#held
    if (!proof || !held) return
    if (this.#ended !== undefined) {
      this.#proofs = []
      this.#set({ running: new Set() })
      return
    }
    this.#dirty = true
    const answer = await (await this.#tools.judge()).runProof(engine, held.compiled, proof)
    if (!this.#target || !isSame(held, this.#target)) return
    const running = new Set(this.#state.running)
    running.delete(proof.id)
    this.#set({ answers: new Map(this.#state.answers).set(proof.id, answer), running })
  }
}
