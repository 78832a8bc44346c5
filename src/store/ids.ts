import { drawnId, drawnParts, type Id } from '../base/index.ts'
import { type Change, type Design, type DesignRecord, ownIds } from '../design/index.ts'
import type { History } from './history.ts'

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
  /** Marks the ids of these changes as used. */
  use(changes: readonly Change[]): void {
    const last = lastCounter(idsIn(changes), this.author)
    if (last > this.#last) this.#last = last
  }
}

/** Ids of the records that changes set, with those of their labels and parameters. */
export function* idsIn(changes: Iterable<Change>): Generator<Id> {
  for (const c of changes) {
    yield c.id
    if (c.to) yield* ownIds(c.to)
  }
}

/** The design with the author in its list of authors. */
export const withAuthor = (design: Design, author: string): Design =>
  design.authors.includes(author) ? design : { ...design, authors: [...design.authors, author] }

function* idsOf(records: Iterable<DesignRecord>): Generator<Id> {
  for (const r of records) yield* ownIds(r)
}

/** Ids that neither the design nor what can be brought back by undo and redo has. */
export const idsFor = (author: string, design: Design, history: History): Ids => {
  const changes = [...history.past, ...history.future].flatMap((s) => [...s.redo, ...s.undo])
  return new Ids(
    author,
    Math.max(lastCounter(idsIn(changes), author), lastCounter(idsOf(design.records.values()), author)),
  )
}
