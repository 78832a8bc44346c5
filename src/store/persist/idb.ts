import { type DBSchema, type IDBPDatabase, wrap } from 'idb'
import type { Card, Entry, Shelf, Snapshot } from './shelf.ts'

interface Tables extends DBSchema {
  cards: { key: string; value: Card }
  snapshots: { key: string; value: Snapshot }
  log: { key: [string, number]; value: Entry }
}
type Db = IDBPDatabase<Tables>

const relaxed: IDBTransactionOptions = { durability: 'relaxed' }
const entriesOf = (id: string): IDBKeyRange => IDBKeyRange.bound([id, 0], [id, Number.MAX_SAFE_INTEGER])
const upTo = (id: string, seq: number): IDBKeyRange => IDBKeyRange.bound([id, 0], [id, seq])

/** A transaction that fails tells who waits for its end, or for a part of it: nobody else need hear of it. */
const quiet = (tx: { readonly done: Promise<void> }): void => void tx.done.catch(() => undefined)

const shelfOn = (db: Db): Shelf => ({
  list: () => db.getAll('cards'),
  read: async (id) => {
    const tx = db.transaction(['cards', 'snapshots', 'log'])
    quiet(tx)
    const [card, snapshot, entries] = await Promise.all([
      tx.objectStore('cards').get(id),
      tx.objectStore('snapshots').get(id),
      tx.objectStore('log').getAll(entriesOf(id)),
      tx.done,
    ])
    return card && snapshot && { card, snapshot, entries: entries.filter((e) => e.seq > snapshot.seq) }
  },
  put: async (card, snapshot) => {
    const tx = db.transaction(['cards', 'snapshots', 'log'], 'readwrite', relaxed)
    quiet(tx)
    const old = await tx.objectStore('cards').get(card.id)
    if (old && old.epoch > card.epoch) return 'fenced'
    await Promise.all([
      tx.objectStore('cards').put(card),
      tx.objectStore('snapshots').put(snapshot),
      tx.objectStore('log').delete(upTo(card.id, snapshot.seq)),
      tx.done,
    ])
    return 'kept'
  },
  append: async (card, entries) => {
    const tx = db.transaction(['cards', 'log'], 'readwrite', relaxed)
    quiet(tx)
    const old = await tx.objectStore('cards').get(card.id)
    if (!old) return 'missing'
    if (old.epoch > card.epoch) return 'fenced'
    await Promise.all([
      tx.objectStore('cards').put(card),
      ...entries.map((e) => tx.objectStore('log').put(e, [card.id, e.seq])),
      tx.done,
    ])
    return 'kept'
  },
  update: async (id, change) => {
    const tx = db.transaction('cards', 'readwrite', relaxed)
    quiet(tx)
    const card = await tx.store.get(id)
    const next = card && change(card)
    if (next) await tx.store.put(next)
    await tx.done
    return next
  },
  drop: async (id) => {
    const tx = db.transaction(['cards', 'snapshots', 'log'], 'readwrite', relaxed)
    quiet(tx)
    await Promise.all([
      tx.objectStore('cards').delete(id),
      tx.objectStore('snapshots').delete(id),
      tx.objectStore('log').delete(entriesOf(id)),
      tx.done,
    ])
  },
})

/** Opens the browser's database; rejects where it is refused or broken. `lost` runs if it goes away later. */
export const openShelf = (factory: IDBFactory, lost: () => void): Promise<Shelf> =>
  new Promise((resolve, reject) => {
    const request = factory.open('damask', 1)
    request.onupgradeneeded = () => {
      request.result.createObjectStore('cards', { keyPath: 'id' })
      request.result.createObjectStore('snapshots', { keyPath: 'id' })
      request.result.createObjectStore('log')
    }
    request.onerror = () => reject(request.error ?? new Error('the database did not open'))
    request.onsuccess = () => {
      const db = request.result
      db.onversionchange = () => {
        db.close()
        lost()
      }
      db.onclose = lost
      resolve(shelfOn(wrap(db) as unknown as Db))
    }
  })
