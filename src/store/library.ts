import { err, newAuthor, ok, type Result } from '../base/index.ts'
import {
  applyChanges,
  change,
  copyDesign,
  type Design,
  newDesign,
  serialise,
  settingsOf,
} from '../design/index.ts'
import type { Commit, Desk } from './desk.ts'
import { emptyHistory, keptHistory, record } from './history.ts'
import { Ids } from './ids.ts'
import { type Journal, journalOn } from './persist/journal.ts'
import { cardOf } from './persist/keeper.ts'
import { joined, type Replayed, replay } from './persist/replay.ts'
import type { Card, Shelf } from './persist/shelf.ts'
import { type Steady, steadyShelf } from './persist/steady.ts'
import { registry } from './registry.ts'
import type { Channel, Seams } from './seams.ts'
import { Session } from './session.ts'
import { type Store, tell } from './state.ts'
import { templateDesign } from './templates/index.ts'

interface Tools {
  readonly store: Store
  readonly seams: Seams
  readonly desk: Desk
}

const openKey = 'damask:open'
/** A deleted design can be brought back at least this long, in milliseconds. */
const keepDeletedMs = 5 * 60_000

/** The designs of this browser, and the one of them that is open in this tab. */
export class Library {
  readonly #tools: Tools
  readonly #steady: Promise<Steady>
  readonly #journal: Journal
  readonly #channel: Channel | undefined
  #session: Session | undefined
  #asked = false
  /** Opening and leaving happen one after the other. */
  #turn: Promise<void> = Promise.resolve()
  /** Settles once the list has been read for the first time. */
  readonly ready: Promise<void>

  constructor(tools: Tools) {
    this.#tools = tools
    this.#journal = journalOn(tools.seams.local)
    this.#steady = steadyShelf(tools.seams)
    this.#channel = tools.seams.channel?.('damask:library', () => void this.#refresh())
    tools.seams.onHide(() => this.#session?.hide())
    this.ready = this.#start()
  }

  async #start(): Promise<void> {
    const { shelf } = await this.#steady
    const cards = await shelf.list().catch((): readonly Card[] => [])
    const now = this.#tools.seams.clock()
    for (const c of cards)
      if (c.deleted !== undefined && now - c.deleted > keepDeletedMs) await this.#drop(shelf, c.id)
    await this.#refresh()
  }

  async #drop(shelf: Shelf, id: string): Promise<void> {
    this.#journal.clear(id)
    await shelf.drop(id).catch(() => undefined)
  }

  async #refresh(): Promise<void> {
    const { shelf } = await this.#steady
    const cards = await shelf.list().catch((): readonly Card[] => [])
    const library = cards
      .filter((c) => c.deleted === undefined)
      .sort((a, b) => b.changed - a.changed)
      .map(({ id, name, tables, changed }) => ({ id, name, tables, changed }))
    this.#tools.store.setState({ library })
  }

  async #changed(): Promise<void> {
    await this.#refresh()
    this.#channel?.post('changed')
  }

  #fail(text: string): void {
    tell(this.#tools.store, { text, tone: 'error' })
  }

  /** What the desk did goes to the session that keeps it. */
  keep(commit: Commit): void {
    this.#session?.keep(commit)
    if (this.#asked || !this.#session) return
    this.#asked = true
    this.#tools.seams.persist().catch(() => false)
  }

  /** Puts a design of its own on the shelf. The author is new unless the design was made here. */
  async #add(design: Design, author: string, held: boolean): Promise<boolean> {
    const { shelf, trouble } = await this.#steady
    const now = this.#tools.seams.clock()
    const card = cardOf(
      { id: design.id, name: '', tables: 0, changed: now, author, epoch: 0, ...(held ? { held } : {}) },
      design,
      now,
    )
    const snapshot = { id: design.id, seq: 0, text: serialise(design), history: emptyHistory }
    const kept = await shelf.put(card, snapshot).catch(() => undefined)
    if (kept === undefined && trouble === undefined)
      this.#fail('The browser’s storage is full or refused, so nothing is kept. Save the design as a file.')
    await this.#changed()
    return kept !== undefined
  }

  /** Adds a design and opens it; where it cannot be kept it is opened in memory. */
  addAndOpen(
    design: Design,
    { author = newAuthor(this.#tools.seams.random), held = false } = {},
  ): Promise<void> {
    return this.#inTurn(() => this.#addAndOpen(design, author, held))
  }

  /** The person asked to run the open design. */
  trust(): void {
    this.#session?.trust()
  }

  #inTurn(run: () => Promise<void>): Promise<void> {
    const mine = this.#turn.then(run)
    this.#turn = mine.catch(() => undefined)
    return mine
  }

  async #addAndOpen(design: Design, author: string, held: boolean): Promise<void> {
    await this.#close()
    if (await this.#add(design, author, held)) return this.#open(design.id)
    const failed = { at: 'failed', message: 'This design is not stored. Save it as a file.' } as const
    this.#tools.desk.lay({
      design,
      history: emptyHistory,
      ids: new Ids(author, 0),
      mode: 'edit',
      mayRun: !held,
    })
    this.#tools.store.setState((s) => (s.open ? { open: { ...s.open, saved: failed } } : {}))
  }

  /** True where this browser holds a design of the id, even one that waits to be thrown away. */
  async knows(id: string): Promise<boolean> {
    const { shelf } = await this.#steady
    return (await shelf.read(id).catch(() => undefined)) !== undefined
  }

  async create(template?: string): Promise<void> {
    const { random } = this.#tools.seams
    if (template === undefined) {
      const design = newDesign('Untitled', random)
      return this.addAndOpen(design, { author: design.authors[0] })
    }
    const made = await templateDesign(template, random, registry)
    if (made) await this.addAndOpen(made, { author: made.authors[0] })
    else this.#fail(`There is no template called ${template}.`)
  }

  /** Opens a stored design; one that is open already stays as it is. */
  openStored(id: string): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#session?.id !== id || !this.#tools.desk.shows(id)) await this.#open(id)
    })
  }

  async #open(id: string): Promise<void> {
    await this.#close()
    const { shelf, trouble } = await this.#steady
    const { store, seams, desk } = this.#tools
    const session = new Session(id, { store, seams, shelf, journal: this.#journal, desk, trouble })
    this.#session = session
    const opened = await session.open()
    if (!opened.ok) {
      this.#session = undefined
      this.#fail(opened.error)
      return
    }
    this.#remember(id)
    if (seams.lock === undefined && trouble === undefined)
      tell(store, {
        text: 'This browser cannot tell tabs apart. Keep this design open in one tab only.',
        tone: 'plain',
      })
  }

  #remember(id: string | undefined): void {
    const { tab } = this.#tools.seams
    try {
      if (id === undefined) tab?.removeItem(openKey)
      else tab?.setItem(openKey, id)
    } catch {
      // A tab without room reopens at the start screen.
      return
    }
  }

  /** The design that this tab had open before it was reloaded. */
  async resume(): Promise<boolean> {
    await this.ready
    const id = this.#tools.seams.tab?.getItem(openKey)
    if (id === undefined || id === null || !this.#tools.store.getState().library.some((d) => d.id === id))
      return false
    await this.openStored(id)
    return true
  }

  async #close(): Promise<void> {
    const session = this.#session
    this.#session = undefined
    await session?.close()
  }

  leave(): Promise<void> {
    return this.#inTurn(async () => {
      this.#tools.desk.clear()
      this.#remember(undefined)
      await this.#close()
      await this.#changed()
    })
  }

  /** A shared design: read only, kept nowhere. */
  show(design: Design): Promise<void> {
    return this.#inTurn(async () => {
      await this.#close()
      this.#remember(undefined)
      const ids = new Ids(newAuthor(this.#tools.seams.random), 0)
      this.#tools.desk.lay({ design, history: emptyHistory, ids, mode: 'shared', mayRun: false })
    })
  }

  async keepCopy(): Promise<void> {
    const { open } = this.#tools.store.getState()
    if (!open) return
    await this.addAndOpen(copyDesign(open.design, this.#tools.seams.random), { held: !open.mayRun })
    tell(this.#tools.store, { text: 'This copy is yours. The link’s design stays as it is.', tone: 'plain' })
  }

  async takeOver(): Promise<void> {
    await this.#session?.takeOver()
  }

  /** Runs while no other tab has the design open. */
  async #alone(id: string, name: string, run: () => Promise<void>): Promise<void> {
    const { lock } = this.#tools.seams
    if (!lock) return run()
    await new Promise<void>((resolve) => {
      const release = lock({
        name: `damask:${id}`,
        how: 'try',
        held: () => {
          run().then(
            () => {
              release()
              resolve()
            },
            () => {
              release()
              this.#fail(`The browser did not store the change to “${name}”.`)
              resolve()
            },
          )
        },
        refused: () => {
          this.#fail(`“${name}” is open in another tab. Change it there, or close that tab first.`)
          resolve()
        },
      })
    })
  }

  async #read(id: string): Promise<Result<Replayed & { readonly card: Card }, string>> {
    const { shelf } = await this.#steady
    const stored = await shelf.read(id).catch(() => undefined)
    if (!stored) return err('This design is no longer stored in this browser.')
    const r = replay(stored.snapshot, joined(stored.entries, this.#journal.pending(id)))
    return r.ok ? ok({ card: stored.card, ...r.value }) : err(`The stored design cannot be read. ${r.error}`)
  }

  #nameOf(id: string): string {
    return this.#tools.store.getState().library.find((d) => d.id === id)?.name ?? 'This design'
  }

  /** Renames a design that is not open here. */
  async rename(id: string, name: string): Promise<void> {
    if (name.trim() === '') return this.#fail('A design needs a name.')
    await this.#alone(id, this.#nameOf(id), async () => {
      const read = await this.#read(id)
      if (!read.ok) return this.#fail(read.error)
      const { card, design, seq } = read.value
      const changes = [change({ ...settingsOf(design), name: name.trim() })]
      const applied = applyChanges(design, changes)
      const at = this.#tools.seams.clock()
      const history = record(read.value.history, {
        op: 'run',
        name: 'Rename design',
        changes,
        undo: applied.undo,
        at,
      })
      const { shelf } = await this.#steady
      const snapshot = { id, seq, text: serialise(applied.design), history: keptHistory(history) }
      await shelf.put({ ...card, name: name.trim() }, snapshot)
      this.#journal.clear(id)
    })
    await this.#changed()
  }

  async duplicate(id: string): Promise<void> {
    const read = await this.#read(id)
    if (!read.ok) return this.#fail(read.error)
    const { design } = read.value
    const copy = copyDesign(design, this.#tools.seams.random)
    const settings = settingsOf(design)
    const named = applyChanges(copy, [change({ ...settings, name: `${settings.name} copy` })]).design
    await this.#add(named, newAuthor(this.#tools.seams.random), read.value.card.held === true)
  }

  /** Deletes a design; until the next start it can be brought back. */
  async delete(id: string): Promise<void> {
    const { store, seams, desk } = this.#tools
    if (desk.shows(id)) await this.leave()
    const { shelf } = await this.#steady
    const name = this.#nameOf(id)
    await this.#alone(id, name, async () => {
      const card = await shelf.update(id, (c) => ({ ...c, deleted: seams.clock() }))
      if (!card) return
      const back = async (): Promise<void> => {
        await shelf.update(id, ({ deleted: _deleted, ...c }) => c)
        await this.#changed()
      }
      tell(store, {
        text: `Deleted “${name}”.`,
        tone: 'plain',
        action: { label: 'Undo', run: () => void back() },
      })
    })
    await this.#changed()
  }
}
