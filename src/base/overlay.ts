/** A layer of more than this share of its map is merged into a map of its own. */
const mostLaid = 1 / 8

/** Whoever goes through all of it pays for one copy; looking up single keys costs none. */
class Overlay<K, V extends object> implements ReadonlyMap<K, V> {
  readonly below: ReadonlyMap<K, V>
  readonly over: ReadonlyMap<K, V>
  readonly size: number
  private merged: ReadonlyMap<K, V> | undefined

  constructor(below: ReadonlyMap<K, V>, over: ReadonlyMap<K, V>) {
    this.below = below
    this.over = over
    this.size = below.size
  }
  private get whole(): ReadonlyMap<K, V> {
    if (!this.merged) {
      const merged = new Map(this.below)
      for (const [key, value] of this.over) merged.set(key, value)
      this.merged = merged
    }
    return this.merged
  }
  get(key: K): V | undefined {
    return this.over.get(key) ?? this.below.get(key)
  }
  has(key: K): boolean {
    return this.below.has(key)
  }
  forEach(each: (value: V, key: K, map: ReadonlyMap<K, V>) => void): void {
    this.whole.forEach((value, key) => {
      each(value, key, this)
    })
  }
  entries(): MapIterator<[K, V]> {
    return this.whole.entries()
  }
  values(): MapIterator<V> {
    return this.whole.values()
  }
  keys(): MapIterator<K> {
    return this.below.keys()
  }
  [Symbol.iterator](): MapIterator<[K, V]> {
    return this.entries()
  }
}

/**
 * The map with other values for some of its keys, in the same order, without a copy of the rest. Neither of the two
 * may change afterwards.
 */
export const withValues = <K, V extends object>(
  map: ReadonlyMap<K, V>,
  values: ReadonlyMap<K, V>,
): ReadonlyMap<K, V> => {
  if (values.size === 0) return map
  const laid = map instanceof Overlay ? new Map<K, V>([...map.over, ...values]) : values
  const below = map instanceof Overlay ? map.below : map
  const overlay = new Overlay(below, laid)
  return laid.size > below.size * mostLaid ? new Map(overlay) : overlay
}
