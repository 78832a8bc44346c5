import type { Card, Entry, Shelf, Snapshot } from './shelf.ts'

interface Kept {
  card: Card
  snapshot: Snapshot
  entries: Entry[]
}

/** A shelf that lasts as long as the page: for where the browser keeps nothing. */
export const memoryShelf = (): Shelf => {
  const kept = new Map<string, Kept>()
  return {
    list: async () => [...kept.values()].map((k) => k.card),
    read: async (id) => {
      const k = kept.get(id)
      return k && { ...k, entries: [...k.entries] }
    },
    put: async (card, snapshot) => {
      const old = kept.get(card.id)
      if (old && old.card.epoch > card.epoch) return 'fenced'
      kept.set(card.id, { card, snapshot, entries: old?.entries.filter((e) => e.seq > snapshot.seq) ?? [] })
      return 'kept'
    },
    append: async (card, entries) => {
      const k = kept.get(card.id)
      if (!k) return 'missing'
      if (k.card.epoch > card.epoch) return 'fenced'
      const seqs = new Set(entries.map((e) => e.seq))
      k.card = card
      k.entries = [...k.entries.filter((e) => !seqs.has(e.seq)), ...entries]
      return 'kept'
    },
    update: async (id, change) => {
      const k = kept.get(id)
      if (k) k.card = change(k.card)
      return k?.card
    },
    drop: async (id) => {
      kept.delete(id)
    },
  }
}
