import type { Random } from './seams.ts'

declare const kind: unique symbol

/**
 * A stable identity. A drawn object's id is `author.counter`; a derived object's id is
 * `pattern@target#n/role`. The brand keeps ids of different kinds apart at compile time.
 */
export type Id<K extends string = string> = string & { readonly [kind]?: K }

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/** An author's prefix: 40 random bits as 8 characters of Crockford base 32, starting with a letter. */
export const newAuthor = (random: Random): string => {
  const bytes = random(8)
  return Array.from(bytes, (b, i) => alphabet[i === 0 ? 10 + (b % 22) : b % 32] ?? 'a').join('')
}

export const drawnId = <K extends string>(author: string, counter: number): Id<K> =>
  `${author}.${counter.toString(36)}` as Id<K>

const drawn = /^([a-z][0-9a-z]{7})\.(0|[1-9a-z][0-9a-z]{0,7})$/

/** Author and counter of a drawn id; undefined for a derived one. */
export const drawnParts = (id: string): { readonly author: string; readonly counter: number } | undefined => {
  const m = drawn.exec(id)
  return m?.[1] && m[2] ? { author: m[1], counter: Number.parseInt(m[2], 36) } : undefined
}

/** The id of an object that a pattern use makes: the same switch on the same target gives the same id. */
export const derivedId = <K extends string>(use: string, role: string): Id<K> => `${use}/${role}` as Id<K>

const isLetter = (c: number): boolean => c >= 97 && c <= 122
const isDigit = (c: number): boolean => c >= 48 && c <= 57
const dot = 8

/** Says what `drawn` says, character by character: it is asked for every id that is sorted. */
export const isDrawn = (id: string): boolean => {
  const { length } = id
  if (id.charCodeAt(dot) !== 46 || length > dot + 9 || length === dot + 1) return false
  if (!isLetter(id.charCodeAt(0))) return false
  if (id.charCodeAt(dot + 1) === 48) return length === dot + 2 && isPlain(id, 1, dot)
  return isPlain(id, 1, dot) && isPlain(id, dot + 1, length)
}

const isPlain = (id: string, from: number, to: number): boolean => {
  for (let i = from; i < to; i++) {
    const c = id.charCodeAt(i)
    if (!isLetter(c) && !isDigit(c)) return false
  }
  return true
}

const sameAuthor = (a: string, b: string): boolean => {
  for (let i = 0; i < dot; i++) if (a.charCodeAt(i) !== b.charCodeAt(i)) return false
  return true
}

/**
 * The one order of ids: drawn before derived, drawn by author and counter, derived by text.
 * It does not depend on names, so a rename never reorders anything.
 */
export const compareIds = (a: string, b: string): number => {
  const x = isDrawn(a)
  if (x !== isDrawn(b)) return x ? -1 : 1
  // Counters have no leading zeros: the longer one is the greater, and of one length text decides.
  if (x && a.length !== b.length && sameAuthor(a, b)) return a.length - b.length
  return a < b ? -1 : a > b ? 1 : 0
}
