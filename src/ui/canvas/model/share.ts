import { equal } from '../../../store/index.ts'

const plain = (v: unknown): v is Readonly<Record<string, unknown>> =>
  typeof v === 'object' && v !== null && Object.getPrototypeOf(v) === Object.prototype

/**
 * `next`, with each part that equals the same part of `prev` replaced by it, so that what did not change
 * keeps its identity and a memoised component its output.
 */
export const share = <T>(prev: unknown, next: T): T => (equal(prev, next) ? (prev as T) : rebuilt(prev, next))

const rebuilt = <T>(prev: unknown, next: T): T => {
  if (Array.isArray(prev) && Array.isArray(next)) return next.map((v, i) => share(prev[i], v)) as T
  if (!plain(prev) || !plain(next)) return next
  return Object.fromEntries(Object.keys(next).map((k) => [k, share(prev[k], next[k])])) as T
}

/** `next`, or `before` itself when it holds the same objects in the same order. */
export const sameList = <T>(before: readonly T[], next: readonly T[]): readonly T[] =>
  before.length === next.length && next.every((v, i) => Object.is(v, before[i])) ? before : next
