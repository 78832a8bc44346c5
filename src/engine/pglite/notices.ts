import type { Notice, Notices } from '../types.ts'
import type { Hear } from './link.ts'

/** A loop may say something in each turn: so many are kept, and the others counted. */
const most = 100

/** Gathers what the server says, by the statement that is running. */
export class Heard {
  readonly #first: Notice[] = []
  #more = 0
  /** Of the batch, 0-based. */
  statement = 0

  readonly hear: Hear = ({ severity, message, detail, hint }) => {
    if (this.#first.length === most) this.#more++
    else
      this.#first.push({
        severity: severity ?? 'NOTICE',
        message: message ?? '',
        ...(detail === undefined ? {} : { detail }),
        ...(hint === undefined ? {} : { hint }),
        statement: this.statement,
      })
  }

  /** Undefined where nothing was said. */
  get all(): Notices | undefined {
    return this.#first.length === 0 ? undefined : { first: this.#first, more: this.#more }
  }
}
