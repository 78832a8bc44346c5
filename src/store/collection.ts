import { err, newAuthor, ok, type Result } from '../base/index.ts'
import { applyChanges, change, copyDesign, type Design, serialise, settingsOf } from '../design/index.ts'
import { emptyHistory, keptHistory, record } from './history.ts'
import { draftsOn } from './persist/drafts.ts'
import { type Journal, journalOn } from './persist/journal.ts'
import { cardOf } from './persist/keeper.ts'
import { joined, type Replayed, replay } from './persist/replay.ts'
import { type Card, notHere, type Shelf } from './persist/shelf.ts'
import { type Steady, steadyShelf } from './persist/steady.ts'
import type { Channel, Seams } from './seams.ts'
import { type Store, tell } from './state.ts'
import type { Drafts } from './types.ts'

/** A deleted design can be brought back at least this long, in milliseconds. */
const keepDeletedMs = 5 * 60_000

/** The designs that this browser keeps, whether one of them is open or not. */
export class Collection {
  readonly #store: Store
  readonly #seams: Seams
  readonly #channel: Channel | undefined
  readonly steady: Promise<Steady>
  readonly journal: Journal
  readonly drafts: Drafts
  /** Settles once the list has been read for the first time. */
  readonly ready: Promise<void>
  /** Deleted designs that a notice offers to bring back, and which notice. */
  #offered: { readonly ids: readonly string[]; readonly by?: object | undefined } = { ids: [] }

  constructor(store: Store, seams: Seams) {
    this.#store = store
    this.#seams = seams
    this.journal = journalOn(seams.local)
    this.drafts = draftsOn(seams.local, seams.clock)
    this.steady = steadyShelf(seams)
    this.#channel = seams.channel?.('damask:library', () => void this.#refresh())
    this.ready = this.#start()
  }

  async #start(): Promise<void> {
    const { shelf } = await this.steady
    const now = this.#seams.clock()
    for (const c of await this.#cards())
      if (c.deleted !== undefined && now - c.deleted > keepDeletedMs) await this.#drop(shelf, c.id)
    await this.#refresh()
  }

  async #cards(): Promise<readonly Card[]> {
    const { shelf } = await this.steady
    return shelf.list().catch((): readonly Card[] => [])
  }

  async #drop(shelf: Shelf, id: string): Promise<void> {
    this.journal.clear(id)
    this.drafts.write(id, '')
    await shelf.drop(id).catch(() => undefined)
  }

  async #refresh(): Promise<void> {
    const library = [...(await this.#cards())]
      .filter((c) => c.deleted === undefined)
      .sort((a, b) => b.changed - a.changed)
      .map(({ id, name, tables, changed }) => ({ id, name, tables, changed }))
    this.#store.setState({ library })
  }

  /** Reads the list again, here and in the other tabs. */
  async changed(): Promise<void> {
    await this.#refresh()
    this.#channel?.post('changed')
  }

  #fail(text: string): void {
    tell(this.#store, { text, tone: 'error' })
  }

  /** True where there is a design of the id, even one that waits to be thrown away. */
  async knows(id: string): Promise<boolean> {
    return (await this.#cards()).some((c) => c.id === id)
  }

  /** Puts a design on the shelf; false where it refused. `held`: nothing of it is run before the person asks. */
  async add(design: Design, author: string, held: boolean): Promise<boolean> {
    const { shelf } = await this.steady
    const now = this.#seams.clock()
    const blank: Card = { id: design.id, name: '', tables: 0, changed: now, author, epoch: 0 }
    const card = cardOf(held ? { ...blank, held } : blank, design, now)
    const snapshot = { id: design.id, seq: 0, text: serialise(design), history: emptyHistory }
    const kept = await shelf.put(card, snapshot).catch(() => undefined)
    if (kept === undefined)
      this.#fail('The browser’s storage is full or refused, so nothing is kept. Save the design as a file.')
    await this.changed()
    return kept !== undefined
  }

  /** Runs while no other tab has the design open. */
  async #alone(id: string, run: () => Promise<void>): Promise<void> {
    const name = this.#nameOf(id)
    const safely = (): Promise<void> =>
      run().catch(() => this.#fail(`The browser did not store the change to “${name}”.`))
    const { lock } = this.#seams
    if (!lock) return safely()
    await new Promise<void>((resolve) => {
      const release = lock({
        name: `damask:${id}`,
        how: 'try',
        held: () =>
          void safely().then(() => {
            release()
            resolve()
          }),
        refused: () => {
          this.#fail(`“${name}” is open in another tab. Change it there, or close that tab first.`)
          resolve()
        },
      })
    })
  }

  async #read(id: string): Promise<Result<Replayed & { readonly card: Card }, string>> {
    const { shelf } = await this.steady
    const stored = await shelf.read(id).catch(() => undefined)
    if (!stored) return err(notHere)
    const r = replay(stored.snapshot, joined(stored.entries, this.journal.pending(id)))
    return r.ok ? ok({ card: stored.card, ...r.value }) : err(`The stored design cannot be read. ${r.error}`)
  }

  #nameOf(id: string): string {
    return this.#store.getState().library.find((d) => d.id === id)?.name ?? 'This design'
  }

  /** Renames a design that is not open here. */
  async rename(id: string, typed: string): Promise<void> {
    const name = typed.trim()
    if (name === '') return this.#fail('A design needs a name.')
    await this.#alone(id, async () => {
      const read = await this.#read(id)
      if (!read.ok) return this.#fail(read.error)
      const { card, design, seq } = read.value
      const changes = [change({ ...settingsOf(design), name })]
      const { design: renamed, undo } = applyChanges(design, changes)
      const act = { op: 'run', name: 'Rename design', changes, undo, at: this.#seams.clock() } as const
      const history = keptHistory(record(read.value.history, act))
      const { shelf } = await this.steady
      await shelf.put({ ...card, name }, { id, seq, text: serialise(renamed), history })
      this.journal.clear(id)
    })
    await this.changed()
  }

  async duplicate(id: string): Promise<void> {
    const read = await this.#read(id)
    if (!read.ok) return this.#fail(read.error)
    const { design, card } = read.value
    const { random } = this.#seams
    const settings = settingsOf(design)
    const named = change({ ...settings, name: `${settings.name} copy` })
    const copy = applyChanges(copyDesign(design, random), [named]).design
    await this.add(copy, newAuthor(random), card.held === true)
  }

  /** Deletes a design that is not open here; until a later start it can be brought back. */
  async delete(id: string): Promise<void> {
    const { shelf } = await this.steady
    const name = this.#nameOf(id)
    await this.#alone(id, async () => {
      const card = await shelf.update(id, (c) => ({ ...c, deleted: this.#seams.clock() }))
      if (!card) return
      this.#offer(id, name)
    })
    await this.changed()
  }

  /** Offers to bring back what was deleted, and with it what that is offered of as yet: there is one notice at a time. */
  #offer(id: string, name: string): void {
    const { ids: before, by } = this.#offered
    const ids = this.#store.getState().notice === by ? [...before, id] : [id]
    const text =
      ids.length === 1 ? `Deleted “${name}”.` : `Deleted ${ids.length} designs, “${name}” the last.`
    const run = (): void => {
      for (const d of ids) void this.#bringBack(d)
    }
    tell(this.#store, { text, tone: 'plain', action: { label: 'Undo', run } })
    this.#offered = { ids, by: this.#store.getState().notice }
  }

  async #bringBack(id: string): Promise<void> {
    const { shelf } = await this.steady
    const back = await shelf.update(id, ({ deleted: _deleted, ...c }) => c).catch(() => undefined)
    if (!back) this.#fail('This design is gone for good.')
    await this.changed()
  }
}
