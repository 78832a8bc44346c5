import type { Cancel, Seams } from '../seams.ts'

/** Who moves something for so long waits for verdicts rather than for pictures, in milliseconds. */
const longestMs = 5000

/** Whether something is being moved by hand. */
export class Hands {
  readonly #later: Seams['later']
  readonly #tell: (moving: boolean) => void
  #moving = 0
  #pause: Promise<void> | undefined
  #resume: () => void = () => undefined
  #late: Cancel | undefined

  /** `tell` is called when something begins to be moved, and when nothing is any more or has been for very long. */
  constructor(later: Seams['later'], tell: (moving: boolean) => void) {
    this.#later = later
    this.#tell = tell
  }

  /** Settles once nothing is moved any more, or has been for very long; undefined while nothing is. */
  get pause(): Promise<void> | undefined {
    return this.#pause
  }

  /** Something is moved until the result is called; calling it again does nothing. */
  take(): () => void {
    this.#moving += 1
    if (this.#moving === 1) {
      this.#pause = new Promise((done) => {
        this.#resume = done
      })
      this.#late = this.#later(longestMs, () => this.#end())
      this.#tell(true)
    }
    let held = true
    return () => {
      if (!held) return
      held = false
      this.#moving -= 1
      if (this.#moving === 0) this.#end()
    }
  }

  #end(): void {
    this.#late?.()
    if (!this.#pause) return
    this.#pause = undefined
    this.#tell(false)
    this.#resume()
  }
}
