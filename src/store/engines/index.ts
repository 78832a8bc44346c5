import { err, type Id, type Result } from '../../base/index.ts'
import { type Compiled, type Proof, proofsOf } from '../../compile/index.ts'
import type { EngineInfo, EngineKind, SqlError } from '../../engine/index.ts'
import type { Explained, RowTrial } from '../../verify/index.ts'
import { loadBook } from '../registry.ts'
import type { Seams } from '../seams.ts'
import { engineOff, type Store } from '../state.ts'
import type { EngineState, OpenDesign, QueryAnswer } from '../types.ts'
import { unwritten } from '../unwritten.ts'
import type { Bench } from './bench.ts'
import { Hands } from './hands.ts'
import { LateBenches } from './late.ts'
import { problemsOf } from './problems.ts'
import type { Judge } from './types.ts'

const kinds: readonly EngineKind[] = ['pg-mem', 'pglite']

const verify = () => import('../../verify/index.ts')

/** Both engines ask for them. */
const promises = new WeakMap<Compiled, readonly Proof[]>()

const judge = async (): Promise<Judge> => {
  const [{ runProof }, book] = await Promise.all([verify(), loadBook()])
  return {
    proofsOf: (compiled) => {
      const found = promises.get(compiled) ?? proofsOf(compiled, book)
      promises.set(compiled, found)
      return found
    },
    runProof: (engine, compiled, proof) => runProof(engine, compiled, proof),
  }
}

const notYet = 'Nothing of a design that came by link or file is run before you press “Run checks”.'
/** How long PostgreSQL lets pg-mem judge an edit first, in milliseconds: at once they would take each other's time. */
const turnMs = 500
/** How long an export waits for PostgreSQL, in milliseconds. */
const patienceMs = 30_000
const words = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** Both engines, following the open design. */
export class Engines {
  readonly #store: Store
  readonly #benches: LateBenches
  readonly #seams: Seams
  readonly #hands: Hands
  /** Engines start once the canvas has been drawn and nothing else is waiting, */
  #started: 'no' | 'waiting' | 'yes' = 'no'
  /** PostgreSQL first: what takes longest to start is what people wait for. */
  #following: readonly EngineKind[] = ['pglite']

  #pgliteCame = false
  #tellBooted: () => void = () => undefined
  /** Resolves once PostgreSQL has started for the first time. */
  readonly booted = new Promise<void>((done) => {
    this.#tellBooted = done
  })

  constructor(store: Store, seams: Seams) {
    this.#store = store
    this.#seams = seams
    this.#hands = new Hands(seams.later, (moving) => {
      for (const k of kinds) this.#benches.now?.[k].moving(moving)
    })
    this.#benches = new LateBenches({
      toolsOf: (kind) => ({
        kind,
        seams,
        judge,
        show: (state) => this.#show(kind, state),
        pause: () => this.#hands.pause,
        turn: (revision) => (kind === 'pglite' ? this.#turn(revision) : undefined),
      }),
      failed: (failure) => {
        this.#started = 'no'
        for (const k of kinds) this.#show(k, { ...engineOff, status: 'failed', failure })
      },
    })
    store.subscribe((now, before) => {
      if (now.open !== before.open) this.#follow(now.open, before.open)
      if (now.open?.compiled.issues !== before.open?.compiled.issues || now.engines !== before.engines)
        this.#problems()
    })
  }

  #show(kind: EngineKind, state: EngineState): void {
    this.#store.setState((s) => ({ engines: { ...s.engines, [kind]: state } }))
    if (kind !== 'pglite' || this.#pgliteCame) return
    this.#pgliteCame = state.info !== undefined || state.status === 'failed'
    if (state.info) this.#tellBooted()
    if (this.#pgliteCame) this.#seams.rest(() => this.#followBoth())
  }

  #followBoth(): void {
    const more = kinds.filter((k) => !this.#following.includes(k))
    this.#following = kinds
    // Aimed again, an engine that is loading would judge the same version twice.
    if (this.#started === 'yes') this.#aim(this.#store.getState().open, more)
  }

  /** Settles once pg-mem has judged the version, or has had its time; undefined where it has, or does not run. */
  #turn(revision: number): Promise<void> | undefined {
    const over = (): boolean => {
      const { status, revision: judged } = this.#store.getState().engines['pg-mem']
      return status === 'off' || status === 'failed' || (judged !== undefined && judged >= revision)
    }
    if (over()) return undefined
    return new Promise((resolve) => {
      const end = (): void => {
        stop()
        cancel()
        resolve()
      }
      const cancel = this.#seams.later(turnMs, end)
      const stop = this.#store.subscribe(() => {
        if (over()) end()
      })
    })
  }

  #problems(): void {
    const { open, engines, problems } = this.#store.getState()
    const next = problemsOf(open, engines)
    if (next.length > 0 || problems.length > 0) this.#store.setState({ problems: next })
  }

  #follow(open: OpenDesign | undefined, before: OpenDesign | undefined): void {
    const same = open && before && open.design.id === before.design.id
    if (same && open.revision === before.revision && open.mayRun === before.mayRun) return
    if (open && !same && before) for (const k of kinds) this.#benches.now?.[k].follow(undefined)
    if (this.#started === 'yes' || !open) this.#aim(open)
    else if (this.#started === 'no') {
      this.#started = 'waiting'
      this.#seams.idle(() => this.#begin())
    }
  }

  #begin(): void {
    if (this.#started === 'yes') return
    this.#started = 'yes'
    void this.#benches.have().then((benches) => {
      const { open } = this.#store.getState()
      this.#aim(open)
      // They may start before the design is to be loaded.
      if (open?.mayRun) for (const k of this.#following) benches?.[k].warm()
    })
  }

  /** Someone asks for an engine: it need not wait for an idle moment any more. */
  #wake(): void {
    this.#begin()
    this.#followBoth()
  }

  #aim(open: OpenDesign | undefined, engines = this.#following): void {
    // Without its DDL there is nothing to run yet.
    const target =
      open?.mayRun && open.emitted !== unwritten
        ? { compiled: open.compiled, emitted: open.emitted, revision: open.revision }
        : undefined
    for (const k of engines) {
      if (open?.mayRun && !target) this.#benches.now?.[k].warm()
      else this.#benches.now?.[k].follow(target)
    }
  }

  /** Something is being moved by hand until the result is called: nothing new begins and loads rest, for each picture counts. */
  hold(): () => void {
    return this.#hands.take()
  }

  /** Rejects where its code cannot be had. */
  async #bench(kind: EngineKind): Promise<Bench> {
    const benches = await this.#benches.have()
    if (!benches) throw new Error(this.#store.getState().engines[kind].failure)
    return benches[kind]
  }

  #info(kind: EngineKind): EngineInfo {
    return this.#store.getState().engines[kind].info ?? { kind, name: kind, version: '' }
  }

  #mayRun(): boolean {
    return this.#store.getState().open?.mayRun ?? false
  }

  async prove(ids?: readonly string[]): Promise<void> {
    this.#wake()
    if (!this.#mayRun()) return
    const benches = await this.#benches.have()
    await Promise.all(kinds.map((k) => benches?.[k].prove(ids)))
  }

  async query(sql: string, kind: EngineKind, limitMs: number, stop?: AbortSignal): Promise<QueryAnswer> {
    const failed = (message: string): QueryAnswer => ({
      engine: this.#info(kind),
      results: [],
      ms: 0,
      error: { message },
    })
    if (!this.#mayRun()) return failed(notYet)
    this.#wake()
    try {
      const bench = await this.#bench(kind)
      const { checkQuery } = await verify()
      return await bench.ask(async (engine) => {
        await bench.clean(engine)
        // Sequences stay where a query put them, and one that commits leaves more: there is no limit on the mending.
        bench.soil()
        return checkQuery(engine, sql, limitMs, stop)
      }, stop)
    } catch (error) {
      return failed(words(error))
    }
  }

  async explain(
    sql: string,
    kind: EngineKind,
    limitMs: number,
    stop?: AbortSignal,
  ): Promise<Result<Explained, SqlError>> {
    if (!this.#mayRun()) return err({ message: notYet })
    this.#wake()
    try {
      const bench = await this.#bench(kind)
      const { explainQuery } = await verify()
      return await bench.ask(async (engine) => {
        await bench.clean(engine)
        return explainQuery(engine, sql, limitMs, stop ? { stop } : {})
      }, stop)
    } catch (error) {
      return err({ message: words(error) })
    }
  }

  async tryRow(
    kind: EngineKind,
    table: Id,
    values: Readonly<Record<string, string | null>>,
  ): Promise<RowTrial> {
    const failed = (message: string): RowTrial => ({ label: 'as typed', values, accepted: false, message })
    if (!this.#mayRun()) return failed(notYet)
    this.#wake()
    try {
      const { tryRow } = await verify()
      const bench = await this.#bench(kind)
      bench.soil()
      return await bench.ask((engine, compiled) => tryRow(engine, compiled, table as Id<'table'>, values))
    } catch (error) {
      return failed(words(error))
    }
  }

  async tryCases(kind: EngineKind, table: Id): Promise<readonly RowTrial[]> {
    const failed = (message: string): readonly RowTrial[] => [
      { label: 'generated rows', values: {}, accepted: false, message },
    ]
    if (!this.#mayRun()) return failed(notYet)
    this.#wake()
    try {
      const { runCases } = await verify()
      const bench = await this.#bench(kind)
      bench.soil()
      return await bench.ask((engine, compiled) => runCases(engine, compiled, table as Id<'table'>))
    } catch (error) {
      return failed(words(error))
    }
  }

  allowRun(): void {
    this.#store.setState((s) => (s.open ? { open: { ...s.open, mayRun: true } } : {}))
  }

  /** Waits for PostgreSQL's verdict on the design as it is now, where there is one to come. */
  async settled(): Promise<void> {
    if (!this.#mayRun()) return
    this.#wake()
    const late = new Promise<void>((resolve) => this.#seams.later(patienceMs, resolve))
    const benches = await this.#benches.have()
    await Promise.race([benches?.pglite.settled(), late])
  }
}
