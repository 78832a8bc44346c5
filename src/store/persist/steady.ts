import type { Seams } from '../seams.ts'
import { openShelf } from './idb.ts'
import { memoryShelf } from './memory.ts'
import type { Shelf } from './shelf.ts'

/** The shelf in use; `trouble` says in words why nothing will outlast the page, if so. */
export interface Steady {
  readonly shelf: Shelf
  readonly trouble: string | undefined
  /** Hears each time that the database goes away: it may come back empty. Answers what ends that. */
  readonly hear: (lost: () => void) => () => void
}

/** How long the database may take to open, in milliseconds. */
const patience = 3000

const noStore =
  'This browser keeps nothing for this page, so the design lives in this tab only. Save it as a file before you close it.'

/** A shelf whose connection is opened again after the browser closed it. */
class Reopening implements Shelf {
  readonly #factory: IDBFactory
  readonly #hearing = new Set<() => void>()
  /** None where the last one could not be opened: right after it closed one, a browser may refuse another. */
  #current: Promise<Shelf> | Shelf | undefined
  constructor(factory: IDBFactory) {
    this.#factory = factory
  }
  /** Settles once the first connection stands. */
  async ready(): Promise<void> {
    await this.#connected()
  }
  hear(lost: () => void): () => void {
    this.#hearing.add(lost)
    return () => this.#hearing.delete(lost)
  }
  #lost(): void {
    this.#current = undefined
    for (const lost of this.#hearing) lost()
  }
  #connected(): Promise<Shelf> | Shelf {
    if (this.#current) return this.#current
    const next = openShelf(this.#factory, () => this.#lost())
    this.#current = next
    next.then(
      (shelf) => {
        if (this.#current === next) this.#current = shelf
      },
      // Who asked is told, and the save state tells.
      () => {
        if (this.#current === next) this.#current = undefined
      },
    )
    return next
  }
  /** Calls the open connection in the same task; waits only while there is none. */
  #on<T>(call: (shelf: Shelf) => Promise<T>): Promise<T> {
    const shelf = this.#connected()
    return 'then' in shelf ? shelf.then(call) : call(shelf)
  }
  list: Shelf['list'] = () => this.#on((s) => s.list())
  read: Shelf['read'] = (id) => this.#on((s) => s.read(id))
  put: Shelf['put'] = (card, snapshot) => this.#on((s) => s.put(card, snapshot))
  append: Shelf['append'] = (card, entries) => this.#on((s) => s.append(card, entries))
  update: Shelf['update'] = (id, change) => this.#on((s) => s.update(id, change))
  drop: Shelf['drop'] = (id) => this.#on((s) => s.drop(id))
}

/** The browser's database, or memory where there is none or it does not answer. */
export const steadyShelf = async (seams: Seams): Promise<Steady> => {
  const memory: Steady = { shelf: memoryShelf(), trouble: noStore, hear: () => () => undefined }
  if (!seams.indexedDB) return memory
  const shelf = new Reopening(seams.indexedDB)
  const late = new Promise<'late'>((resolve) => seams.later(patience, () => resolve('late')))
  const outcome = await Promise.race([
    shelf.ready().then(
      () => 'open' as const,
      () => 'refused' as const,
    ),
    late,
  ])
  return outcome === 'open' ? { shelf, trouble: undefined, hear: (lost) => shelf.hear(lost) } : memory
}
