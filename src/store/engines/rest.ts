import type { Engine } from '../../engine/index.ts'

/** Lets the load that is under way rest while each picture counts: it would take the time that they need. */
export class Rest {
  #loading: Engine | undefined
  #rests = false

  /** Runs the load, which may be told to rest meanwhile. */
  async during<T>(engine: Engine, load: () => Promise<T>): Promise<T> {
    this.#loading = engine
    try {
      return await load()
    } finally {
      this.goOn()
      this.#loading = undefined
    }
  }

  begin(): void {
    if (this.#rests || !this.#loading?.rest) return
    this.#rests = true
    this.#loading.rest(true)
  }

  goOn(): void {
    if (!this.#rests) return
    this.#rests = false
    this.#loading?.rest?.(false)
  }
}
