/** A layer of more than this share of its map is merged into a map of its own. */
const mostLaid = 1 / 8

class Overlay<K, V extends object> implements ReadonlyMap<K, V> {
  readonly below: ReadonlyMap<K, V>
  readonly over: ReadonlyMap<K, V>
  readonly size: number

  constructor(below: ReadonlyMap<K, V>, over: ReadonlyMap<K, V>) {
    this.below = below
    this.over = over
    this.size = below.size
  }
  get(key: K): V | undefined {
    return this.over.get(key) ?? this.below.get(key)
  }
  has(key: K): boolean {
    return this.below.has(key)
  }
  forEach(each: (value: V, key: K, map: ReadonlyMap<K, V>) => void): void {
    for (const [key, value] of this.entries()) each(value, key, this)
  }
  *entries(): MapIterator<[K, V]> {
    for (const [key, value] of this.below) yield [key, this.over.get(key) ?? value]
    return undefined
  }
  *values(): MapIterator<V> {
    for (const [key, value] of this.below) yield this.over.get(key) ?? value
    return undefined
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
