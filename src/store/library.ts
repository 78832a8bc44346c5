import { newAuthor, ok } from '../base/index.ts'
import { copyDesign, type Design, newDesign } from '../design/index.ts'
import type { Collection } from './collection.ts'
import type { Commit, Desk } from './desk.ts'
import { emptyHistory } from './history.ts'
import { idsFor } from './ids.ts'
import { fetched } from './parts.ts'
import { loadPatterns, patternsIn } from './registry.ts'
import type { Seams } from './seams.ts'
import { Session } from './session.ts'
import { type Store, tell } from './state.ts'
import { templateDesign } from './templates/index.ts'

interface Tools {
  readonly store: Store
  readonly seams: Seams
  readonly desk: Desk
  readonly collection: Collection
}

interface Origin {
  /** Who draws from here on: new unless the design was made here. */
  readonly author?: string | undefined
  /** It came by file or link: nothing of it is run before the person asks. */
  readonly held?: boolean
}

const openKey = 'damask:open'

/** Which design is open in this tab. Opening and leaving happen one after the other. */
export class Library {
  readonly #tools: Tools
  #session: Session | undefined
  #asked = false
  /** The shared design, as it was read, of which a copy is being made. */
  #copied: Design | undefined
  #turn: Promise<void> = Promise.resolve()

  constructor(tools: Tools) {
    this.#tools = tools
    tools.seams.onHide(() => this.#session?.hide())
  }

  #inTurn<T>(run: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(run)
    this.#turn = mine.then(
      () => undefined,
      () => undefined,
    )
    return mine
  }

  /** What the desk did goes to the session that keeps it. */
  keep(commit: Commit): void {
    this.#session?.keep(commit)
    if (this.#asked || !this.#session) return
    this.#asked = true
    this.#tools.seams.persist().catch(() => false)
  }

  /** The person asked to run the open design. */
  trust(): void {
    this.#session?.trust()
  }

  /** Adds a design and opens it; where it cannot be kept it is opened in memory. Answers whether it is kept. */
  addAndOpen(design: Design, origin: Origin = {}): Promise<boolean> {
    const { desk, store, seams, collection } = this.#tools
    const { author = newAuthor(seams.random), held = false } = origin
    return this.#inTurn(async () => {
      await this.#close()
      if (await collection.add(design, author, held)) {
        await this.#open(design.id)
        return true
      }
      await loadPatterns(patternsIn(design))
      const ids = idsFor(author, design, emptyHistory)
      desk.lay({ design, history: emptyHistory, ids, mode: 'edit', mayRun: !held })
      const saved = { at: 'failed', message: 'This design is not stored. Save it as a file.' } as const
      store.setState((s) => (s.open ? { open: { ...s.open, saved } } : {}))
      return false
    })
  }

  async create(template?: string): Promise<void> {
    const { random } = this.#tools.seams
    const got =
      template === undefined
        ? ok(newDesign('Untitled', random))
        : await fetched(templateDesign(template, random), 'this template')
    if (!got.ok) return tell(this.#tools.store, { text: got.error, tone: 'error' })
    const made = got.value
    if (made) await this.addAndOpen(made, { author: made.authors[0] })
    else tell(this.#tools.store, { text: `There is no template called ${template}.`, tone: 'error' })
  }

  /** Opens a stored design; one that is open already stays as it is. */
  openStored(id: string): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#session?.id !== id || !this.#tools.desk.shows(id)) await this.#open(id)
    })
  }

  async #open(id: string): Promise<void> {
    await this.#close()
    const { store, seams, desk, collection } = this.#tools
    const { shelf, trouble, hear } = await collection.steady
    const { journal } = collection
    const session = new Session(id, { store, seams, shelf, journal, desk, trouble, hear })
    this.#session = session
    const opened = await session.open()
    if (!opened.ok) {
      this.#session = undefined
      desk.clear()
      tell(store, { text: opened.error, tone: 'error' })
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

  /** Opens the design that this tab had open before it was reloaded. */
  async resume(): Promise<void> {
    await this.#tools.collection.ready
    const id = this.#tools.seams.tab?.getItem(openKey)
    const known = this.#tools.store.getState().library.some((d) => d.id === id)
    if (id !== undefined && id !== null && known) await this.openStored(id)
  }

  /** Until the next design is on the desk, nothing may be done to this one: nobody would keep it. */
  async #close(): Promise<void> {
    const session = this.#session
    this.#session = undefined
    if (!session) return
    const { desk, store } = this.#tools
    if (desk.shows(session.id)) store.setState((s) => (s.open ? { open: { ...s.open, mode: 'follow' } } : {}))
    await session.close()
  }

  leave(): Promise<void> {
    return this.#inTurn(async () => {
      this.#tools.desk.clear()
      this.#remember(undefined)
      await this.#close()
      await this.#tools.collection.changed()
    })
  }

  /** A shared design: read only, kept nowhere. */
  show(design: Design): Promise<void> {
    return this.#inTurn(async () => {
      await this.#close()
      this.#remember(undefined)
      await loadPatterns(patternsIn(design))
      const ids = idsFor(newAuthor(this.#tools.seams.random), design, emptyHistory)
      this.#tools.desk.lay({ design, history: emptyHistory, ids, mode: 'shared', mayRun: false })
    })
  }

  /** Keeps a copy of the shared design. Asked again before the copy is there, as by a double click, it is the same one. */
  async keepCopy(): Promise<void> {
    const { store, seams, collection } = this.#tools
    const { open } = store.getState()
    if (!open || this.#copied === open.design) return
    this.#copied = open.design
    const copy = copyDesign(open.design, seams.random)
    collection.drafts.write(copy.id, collection.drafts.read(open.design.id) ?? '')
    const kept = await this.addAndOpen(copy, { held: !open.mayRun }).finally(() => {
      this.#copied = undefined
    })
    if (kept) tell(store, { text: 'This copy is yours. The original stays as it is.', tone: 'plain' })
  }

  async takeOver(): Promise<void> {
    await this.#session?.takeOver()
  }
}
