import { err, ok, type Result } from '../base/index.ts'
import type { Commit, Desk } from './desk.ts'
import { idsFor } from './ids.ts'
import type { Journal } from './persist/journal.ts'
import { Keeper } from './persist/keeper.ts'
import { type Message, parseMessage } from './persist/messages.ts'
import { joined, type Replayed, replay } from './persist/replay.ts'
import { type Card, notHere, type Shelf } from './persist/shelf.ts'
import type { Steady } from './persist/steady.ts'
import { loadPatterns, patternsIn } from './registry.ts'
import type { Channel, Release, Seams } from './seams.ts'
import { type Store, tell } from './state.ts'
import type { SaveState } from './types.ts'

interface Tools {
  readonly store: Store
  readonly seams: Seams
  readonly shelf: Shelf
  readonly journal: Journal
  readonly desk: Desk
  /** Why nothing is kept, if so. */
  readonly trouble: string | undefined
  /** Hears each time that the shelf goes away. */
  readonly hear: Steady['hear']
}

interface Loaded extends Replayed {
  readonly card: Card
  /** Acts since the snapshot. */
  readonly unsaved: number
  /** Acts that only the journal holds. */
  readonly recovered: number
}

const yieldMs = 700
/** After it closed a database, a browser refuses to open it for a moment. */
const reopenMs = 1000

/** One stored design open in this tab: writes it, or follows the tab that does. */
export class Session {
  readonly id: string
  readonly #tools: Tools
  #keeper: Keeper | undefined
  #channel: Channel | undefined
  #release: Release | undefined
  #seq = 0
  #closed = false
  #freed: (() => void) | undefined
  #deaf: (() => void) | undefined

  constructor(id: string, tools: Tools) {
    this.id = id
    this.#tools = tools
  }

  #lockName(): string {
    return `damask:${this.id}`
  }

  async #load(): Promise<Result<Loaded, string>> {
    const stored = await this.#tools.shelf.read(this.id)
    if (!stored) return err(notHere)
    const journal = this.#tools.journal.pending(this.id)
    const logged = stored.entries.at(-1)?.seq ?? stored.snapshot.seq
    const r = replay(stored.snapshot, joined(stored.entries, journal))
    if (!r.ok) return err(`The stored design cannot be read. ${r.error}`)
    const unsaved = r.value.seq - stored.snapshot.seq
    return ok({ ...r.value, card: stored.card, unsaved, recovered: Math.max(0, r.value.seq - logged) })
  }

  /** Opens the design, as writer where no other tab is. */
  async open(): Promise<Result<void, string>> {
    const writes = await this.#tryLock()
    const loaded = await this.#load()
    if (!loaded.ok) {
      this.#release?.()
      return loaded
    }
    const { channel, later } = this.#tools.seams
    this.#channel = channel?.(`damask:${this.id}`, (m) => this.#hear(m))
    this.#deaf = this.#tools.hear(() => later(reopenMs, () => void this.#keeper?.restore()))
    if (writes) await this.#write(loaded.value)
    else await this.#follow(loaded.value)
    return ok(undefined)
  }

  #tryLock(): Promise<boolean> {
    const { lock } = this.#tools.seams
    if (!lock) return Promise.resolve(true)
    return new Promise((resolve) => {
      this.#release = lock({
        name: this.#lockName(),
        how: 'try',
        held: () => resolve(true),
        refused: () => resolve(false),
        lost: () => this.#stolen(),
      })
    })
  }

  #lay(l: Loaded, mode: 'edit' | 'follow'): void {
    const { desk, store } = this.#tools
    const { selection } = store.getState()
    const same = desk.shows(this.id)
    this.#seq = l.seq
    desk.lay({
      design: l.design,
      history: l.history,
      ids: idsFor(l.card.author, l.design, l.history),
      mode,
      mayRun: (same && (store.getState().open?.mayRun ?? false)) || l.card.held !== true,
    })
    if (same) store.setState({ selection: selection.filter((id) => l.design.records.has(id)) })
  }

  async #write(l: Loaded): Promise<void> {
    const { shelf, journal, seams } = this.#tools
    await loadPatterns(patternsIn(l.design, l.history))
    const raised = await shelf.update(this.id, (c) => ({ ...c, epoch: c.epoch + 1 })).catch(() => undefined)
    const card = raised ?? { ...l.card, epoch: l.card.epoch + 1 }
    this.#keeper = new Keeper(
      {
        seams,
        shelf,
        journal,
        // In memory every write succeeds, and yet nothing is kept.
        saved: (s) => {
          if (this.#tools.trouble === undefined) this.#saved(s)
        },
        fenced: () => this.#stolen(' The last change here was not kept.'),
      },
      { card, seq: l.seq, design: l.design, history: l.history, unsaved: l.unsaved },
    )
    this.#lay({ ...l, card }, 'edit')
    if (this.#tools.trouble !== undefined) this.#saved({ at: 'failed', message: this.#tools.trouble })
    if (l.recovered > 0) await this.#keeper.snapshot()
  }

  /** The other tab may switch on any pattern. */
  async #follow(l: Loaded): Promise<void> {
    await loadPatterns()
    this.#lay(l, 'follow')
    this.#waitForWriter()
    this.#post({ kind: 'hello' })
  }

  /** Stands in line for the lock: the writer's tab may close. */
  #waitForWriter(): void {
    if (!this.#closed) this.#claim('wait', 'The other tab has closed this design. You can edit it here now.')
  }

  /** Asks for the lock and writes once it is here, unless it is lost again meanwhile. */
  #claim(how: 'wait' | 'steal', text: string, then?: () => void): void {
    const claim = { lost: false }
    this.#release = this.#tools.seams.lock?.({
      name: this.#lockName(),
      how,
      held: () => {
        const done = this.#promoted(text, claim)
        if (then) void done.then(then)
      },
      lost: () => {
        claim.lost = true
        this.#stolen()
      },
    })
  }

  async #promoted(text: string, claim: { readonly lost: boolean }): Promise<void> {
    const over = (): boolean => this.#closed || claim.lost
    if (over()) return
    const loaded = await this.#load()
    if (over()) return
    if (!loaded.ok) {
      tell(this.#tools.store, { text: loaded.error, tone: 'error' })
      return
    }
    await this.#write(loaded.value)
    tell(this.#tools.store, { text, tone: 'plain' })
  }

  #saved(state: SaveState): void {
    if (this.#closed) return
    this.#tools.store.setState((s) =>
      s.open && s.open.saved !== state ? { open: { ...s.open, saved: state } } : {},
    )
  }

  #post(m: Message): void {
    this.#channel?.post(m)
  }

  /** Keeps what was done here and shows it to the tabs that follow. */
  keep(commit: Commit): void {
    if (!this.#keeper) return
    if (this.#tools.trouble === undefined) this.#saved({ at: 'saving' })
    const entry = this.#keeper.keep(commit)
    this.#seq = entry.seq
    this.#post({ kind: 'act', entry })
  }

  #hear(value: unknown): void {
    const m = parseMessage(value)
    if (!m || this.#closed) return
    if (m.kind === 'free') this.#freed?.()
    else if (this.#keeper) this.#hearAsWriter(m, this.#keeper)
    else this.#hearAsFollower(m)
  }

  #hearAsWriter(m: Message, keeper: Keeper): void {
    if (m.kind === 'hello') {
      const { seq, text, history } = keeper.snapshotNow()
      this.#post({ kind: 'state', seq, text, history })
    } else if (m.kind === 'yield') void this.#give(keeper)
  }

  async #give(keeper: Keeper): Promise<void> {
    this.#demote('This design is now being edited in another tab.')
    await keeper.close()
    this.#release?.()
    this.#release = undefined
    this.#post({ kind: 'free' })
    // The one who asked comes first.
    this.#tools.seams.later(2 * yieldMs, () => {
      if (!this.#keeper) this.#waitForWriter()
    })
  }

  #hearAsFollower(m: Message): void {
    if (m.kind === 'act') {
      if (m.entry.seq === this.#seq + 1) {
        this.#seq = m.entry.seq
        this.#tools.desk.follow(m.entry.act, m.entry.author)
      } else if (m.entry.seq > this.#seq) this.#post({ kind: 'hello' })
    } else if (m.kind === 'state' && m.seq > this.#seq) {
      const r = replay({ id: this.id, seq: m.seq, text: m.text, history: m.history }, [])
      const author = this.#tools.desk.ids()?.author
      if (r.ok && author !== undefined) {
        const card: Card = { id: this.id, name: '', tables: 0, changed: 0, author, epoch: 0 }
        this.#lay({ ...r.value, card, unsaved: 0, recovered: 0 }, 'follow')
      }
    }
  }

  #demote(text: string): void {
    this.#keeper = undefined
    this.#tools.store.setState((s) =>
      s.open ? { open: { ...s.open, mode: 'follow', saved: { at: 'saved' } } } : {},
    )
    tell(this.#tools.store, { text, tone: 'plain' })
  }

  /** Another tab took the lock, or wrote with a newer epoch, without waiting for this one. */
  #stolen(more = ''): void {
    if (this.#closed || !this.#keeper) return
    this.#keeper.abandon()
    this.#demote(`This design is now being edited in another tab.${more}`)
    this.#waitForWriter()
    // What is on the desk may differ from what the other tab read: its state counts, whatever its number.
    this.#seq = -1
    this.#post({ kind: 'hello' })
  }

  /** Makes this tab the writer: the other one writes everything first, unless it does not answer. */
  async takeOver(): Promise<void> {
    if (this.#keeper || this.#closed) return
    const { seams } = this.#tools
    const freed = new Promise<void>((resolve) => {
      this.#freed = resolve
      seams.later(yieldMs, resolve)
    })
    this.#release?.()
    this.#post({ kind: 'yield' })
    await freed
    this.#freed = undefined
    const said = 'You are editing this design here now. The other tab follows.'
    if (!seams.lock) return this.#promoted(said, { lost: false })
    await new Promise<void>((resolve) => this.#claim('steal', said, resolve))
  }

  trust(): void {
    void this.#keeper?.trust()
  }

  /** What the page is hidden with: the journal has every act already, the database gets the rest. */
  hide(): void {
    void this.#keeper?.flushed()
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#deaf?.()
    const keeper = this.#keeper
    this.#keeper = undefined
    await keeper?.close()
    this.#release?.()
    this.#channel?.close()
  }
}
