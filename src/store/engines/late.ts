import type { EngineKind } from '../../engine/index.ts'
import { fetched } from '../parts.ts'
import type { Bench } from './bench.ts'
import type { Tools } from './types.ts'

export type Benches = Readonly<Record<EngineKind, Bench>>

interface Making {
  readonly toolsOf: (kind: EngineKind) => Tools
  /** Told in words where their code cannot be had. */
  readonly failed: (why: string) => void
}

/** Engines at work, whose code comes when they are first needed. */
export class LateBenches {
  readonly #making: Making
  #coming: Promise<Benches | undefined> | undefined
  /** Undefined before they are there. */
  now: Benches | undefined

  constructor(making: Making) {
    this.#making = making
  }

  /** Settles with undefined where their code cannot be had; asked again, it is tried again. */
  have(): Promise<Benches | undefined> {
    this.#coming ??= this.#fetch()
    return this.#coming
  }

  async #fetch(): Promise<Benches | undefined> {
    const { toolsOf, failed } = this.#making
    const part = await fetched(import('./bench.ts'), 'running the design')
    if (part.ok) {
      const { Bench } = part.value
      this.now = { 'pg-mem': new Bench(toolsOf('pg-mem')), pglite: new Bench(toolsOf('pglite')) }
    } else {
      this.#coming = undefined
      failed(part.error)
    }
    return this.now
  }
}
