import { drawnId, drawnParts, type Id } from '../base/index.ts'
import type { Change, Design } from '../design/index.ts'

/** The highest counter that an author has used in a design; 0 for none. */
export const lastCounter = (ids: Iterable<Id>, author: string): number => {
  let last = 0
  for (const id of ids) {
    const parts = drawnParts(id)
    if (parts?.author === author && parts.counter > last) last = parts.counter
  }
  return last
}

/**
 * Ids for one person at one design. A counter once used is never used again, not even after undo: an id that
 * came back for another object would read as a rename to whoever compares versions.
 */
export class Ids {
  readonly author: string
  #last: number
  constructor(author: string, last: number) {
    this.author = author
    this.#last = last
  }
  /** A source for one attempt. Attempts that are never run use nothing up. */
  source(): <K extends string>() => Id<K> {
    let last = this.#last
    return <K extends string>() => {
      last += 1
      return drawnId<K>(this.author, last)
    }
  }
  /** Marks the ids of these changes as used; true where they hold an id of this author. */
  use(changes: readonly Change[]): boolean {
    const last = lastCounter(
      changes.map((c) => c.id),
      this.author,
    )
    if (last > this.#last) this.#last = last
    return last > 0
  }
  get last(): number {
    return this.#last
  }
}

/** The design with the author in its list of authors. */
export const withAuthor = (design: Design, author: string): Design =>
  design.authors.includes(author) ? design : { ...design, authors: [...design.authors, author] }
