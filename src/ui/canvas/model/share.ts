const plain = (v: unknown): v is Readonly<Record<string, unknown>> =>
  typeof v === 'object' && v !== null && Object.getPrototypeOf(v) === Object.prototype

/**
 * `next`, with each part that equals the same part of `prev` replaced by it, so that what did not change
 * keeps its identity and a memoised component its output.
 */
export const share = <T>(prev: unknown, next: T): T => {
  if (Object.is(prev, next)) return next
  if (Array.isArray(prev) && Array.isArray(next)) {
    const parts = next.map((v, i) => share(prev[i], v))
    const same = prev.length === next.length && parts.every((v, i) => Object.is(v, prev[i]))
    return (same ? prev : parts) as T
  }
  if (!plain(prev) || !plain(next)) return next
  const keys = Object.keys(next)
  const parts = Object.fromEntries(keys.map((k) => [k, share(prev[k], next[k])]))
  const same =
    keys.length === Object.keys(prev).length && keys.every((k) => k in prev && Object.is(parts[k], prev[k]))
  return (same ? prev : parts) as T
}

/** `next`, or `before` itself when it holds the same objects in the same order. */
export const sameList = <T>(before: readonly T[], next: readonly T[]): readonly T[] =>
  before.length === next.length && next.every((v, i) => Object.is(v, before[i])) ? before : next
