import { type Design, serialise, settingsOf } from '../../design/index.ts'
import type { Commit } from '../desk.ts'
import { type History, keptHistory } from '../history.ts'
import type { Seams } from '../seams.ts'
import type { SaveState } from '../types.ts'
import type { Journal } from './journal.ts'
import type { Card, Entry, Outcome, Shelf, Snapshot } from './shelf.ts'

interface Tools {
  readonly seams: Seams
  readonly shelf: Shelf
  readonly journal: Journal
  readonly saved: (state: SaveState) => void
  /** Another tab writes now. */
  readonly fenced: () => void
}

/** What the card says of a design. */
export const cardOf = (card: Card, design: Design, now: number): Card => {
  let tables = 0
  for (const r of design.records.values()) if (r.kind === 'table') tables++
  return { ...card, name: settingsOf(design).name, tables, changed: now }
}

const words = (error: unknown): string =>
  error instanceof Error && error.name === 'QuotaExceededError'
    ? 'The browser’s storage is full. Save the design as a file; until there is room, changes live in this tab only.'
    : `The browser did not store the last changes${error instanceof Error ? ` (${error.message})` : ''}. Save the design as a file to be safe.`

const entriesPerSnapshot = 100
const retryMs = 5000

/**
 * Saves one design act by act: at once into the journal, in the same task into the database. A snapshot
 * replaces the acts now and then, when nothing else is to be done.
 */
export class Keeper {
  readonly #tools: Tools
  #card: Card
  #seq: number
  #design: Design
  #history: History
  #pending: Entry[] = []
  readonly #flying = new Set<number>()
  #sinceSnapshot: number
  #closed = false
  #retrying = false
  #last: Promise<void> = Promise.resolve()

  constructor(
    tools: Tools,
    at: {
      readonly card: Card
      readonly seq: number
      readonly design: Design
      readonly history: History
      readonly unsaved: number
    },
  ) {
    this.#tools = tools
    this.#card = at.card
    this.#seq = at.seq
    this.#design = at.design
    this.#history = at.history
    this.#sinceSnapshot = at.unsaved
  }

  get seq(): number {
    return this.#seq
  }

  /** Keeps what was just done and returns its entry, for other tabs. */
  keep(commit: Commit): Entry {
    const e: Entry = { seq: this.#seq + 1, author: commit.author, act: commit.act }
    this.#seq = e.seq
    this.#design = commit.design
    this.#history = commit.history
    this.#card = cardOf(this.#card, commit.design, this.#tools.seams.clock())
    this.#tools.journal.write(this.#card.id, e)
    this.#pending.push(e)
    this.#sinceSnapshot += 1
    this.#flush()
    if (this.#sinceSnapshot === entriesPerSnapshot) this.#tools.seams.idle(() => this.snapshot())
    return e
  }

  /** The person asked to run the design: it need not be asked for again. */
  async trust(): Promise<void> {
    const { held: _held, ...card } = this.#card
    this.#card = card
    await this.#tools.shelf.update(card.id, ({ held: _old, ...c }) => c).catch(() => undefined)
  }

  snapshotNow(): Snapshot {
    return {
      id: this.#card.id,
      seq: this.#seq,
      text: serialise(this.#design),
      history: keptHistory(this.#history),
    }
  }

  /** Starts to write what is not under way yet. */
  #flush(): void {
    const entries = this.#pending.filter((e) => !this.#flying.has(e.seq))
    if (entries.length === 0 || this.#closed) return
    for (const e of entries) this.#flying.add(e.seq)
    const written = this.#tools.shelf.append(this.#card, entries)
    this.#last = this.#settle(
      written.then((o) => (o === 'missing' ? this.#tools.shelf.put(this.#card, this.snapshotNow()) : o)),
      entries,
    )
  }

  async #settle(written: Promise<Outcome>, entries: readonly Entry[]): Promise<void> {
    const seqs = entries.map((e) => e.seq)
    try {
      const outcome = await written
      if (outcome === 'fenced') {
        this.#closed = true
        // Another tab counts on from what it read; these acts have no place in that order.
        this.#tools.journal.confirm(
          this.#card.id,
          this.#pending.map((e) => e.seq),
        )
        this.#tools.fenced()
        return
      }
      this.#pending = this.#pending.filter((e) => !seqs.includes(e.seq))
      this.#tools.journal.confirm(this.#card.id, seqs)
      if (this.#pending.length === 0 && !this.#closed) this.#tools.saved({ at: 'saved' })
    } catch (error) {
      this.#tools.saved({ at: 'failed', message: words(error) })
      this.#retry()
    } finally {
      for (const seq of seqs) this.#flying.delete(seq)
    }
  }

  #retry(): void {
    if (this.#retrying) return
    this.#retrying = true
    this.#tools.seams.later(retryMs, () => {
      this.#retrying = false
      this.#flush()
    })
  }

  /** Replaces acts by the whole design. A failure leaves the acts, which hold the same. */
  async snapshot(): Promise<void> {
    if (this.#closed) return
    const snapshot = this.snapshotNow()
    this.#sinceSnapshot = 0
    try {
      if ((await this.#tools.shelf.put(this.#card, snapshot)) !== 'kept') return
      this.#pending = this.#pending.filter((e) => e.seq > snapshot.seq)
      for (const e of this.#tools.journal.pending(this.#card.id))
        if (e.seq <= snapshot.seq) this.#tools.journal.confirm(this.#card.id, [e.seq])
    } catch {
      this.#sinceSnapshot = entriesPerSnapshot - 1
    }
  }

  /** Writes the whole design into a store that went away and may have come back empty. */
  async restore(): Promise<void> {
    if (this.#closed) return
    const snapshot = this.snapshotNow()
    try {
      if ((await this.#tools.shelf.put(this.#card, snapshot)) === 'kept' && snapshot.seq === this.#seq)
        this.#tools.saved({ at: 'saved' })
    } catch (error) {
      this.#tools.saved({ at: 'failed', message: words(error) })
      this.#tools.seams.later(retryMs, () => void this.restore())
    }
  }

  /** Settles once everything so far has been written or has failed. */
  async flushed(): Promise<void> {
    this.#flush()
    await this.#last
  }

  /** Writes what is left, as a snapshot where acts have gathered, and ends. */
  async close(): Promise<void> {
    await this.flushed()
    if (this.#sinceSnapshot > 0) await this.snapshot()
    this.#closed = true
  }

  /** Stops writing at once: another tab has taken over. */
  abandon(): void {
    this.#closed = true
  }
}
