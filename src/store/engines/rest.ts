import type { Engine } from '../../engine/index.ts'
import type { Cancel, Seams } from '../seams.ts'

/** A load rests so long in all, in milliseconds: then verdicts count more, and its own time is running. */
const longestMs = 5000

/** Lets the load that is under way rest while someone types: it would take the time that each picture needs. */
export class Rest {
  readonly #seams: Pick<Seams, 'later' | 'clock'>
  #loading: Engine | undefined
  #left = 0
  #since: number | undefined
  #cancel: Cancel | undefined

  constructor(seams: Pick<Seams, 'later' | 'clock'>) {
    this.#seams = seams
  }

  /** Runs the load, which may be told to rest meanwhile. */
  async during<T>(engine: Engine, load: () => Promise<T>): Promise<T> {
    this.#loading = engine
    this.#left = longestMs
    try {
      return await load()
    } finally {
      this.goOn()
      this.#loading = undefined
    }
  }

  begin(): void {
    if (this.#since !== undefined || !this.#loading?.rest || this.#left <= 0) return
    this.#loading.rest(true)
    this.#since = this.#seams.clock()
    this.#cancel = this.#seams.later(this.#left, () => this.goOn())
  }

  goOn(): void {
    if (this.#since === undefined) return
    this.#cancel?.()
    this.#left -= this.#seams.clock() - this.#since
    this.#since = undefined
    this.#loading?.rest?.(false)
  }
}
