/**
 * Ordering keys: strings over 0-9a-z that compare bytewise, never end in '0', and always leave room between
 * two neighbours. Items keep theirs when others move, so that two people can insert at once.
 */
export type Rank = string

const digits = '0123456789abcdefghijklmnopqrstuvwxyz'
const value = (s: string, i: number): number => Math.max(0, digits.indexOf(s.charAt(i)))
const digit = (n: number): string => digits.charAt(n)

/** A rank strictly between `a` and `b`; '' as `a` means the start, undefined as `b` the end. */
export const rankBetween = (a: Rank, b: Rank | undefined): Rank => {
  if (b !== undefined && a >= b) throw new Error(`ranks out of order: ${a} ≥ ${b}`)
  let out = ''
  let open = b === undefined
  for (let i = 0; ; i++) {
    const lo = i < a.length ? value(a, i) : 0
    const hi = open || b === undefined ? 36 : i < b.length ? value(b, i) : 0
    if (hi - lo > 1) return out + digit(b === undefined && i === 0 && a !== '' ? lo + 1 : (lo + hi) >> 1)
    out += digit(lo)
    if (hi > lo) open = true
  }
}

/** `n` ranks in ascending order after `a`. */
export const ranksAfter = (a: Rank, n: number): readonly Rank[] => {
  const out: Rank[] = []
  for (let last = a; out.length < n; ) {
    last = rankBetween(last, undefined)
    out.push(last)
  }
  return out
}

export const compareRanks = (a: Rank, b: Rank): number => (a < b ? -1 : a > b ? 1 : 0)
