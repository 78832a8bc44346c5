import type { Rank } from './rank.ts'

const digits = '0123456789abcdefghijklmnopqrstuvwxyz'
const base = digits.length
const value = (s: string, i: number): number => digits.indexOf(s.charAt(i))
const digit = (n: number): string => digits.charAt(n)
const wellFormed = /^[0-9a-z]*[1-9a-z]$/

const runOf = (s: string, c: string): number => {
  let n = 0
  while (s.charAt(n) === c) n++
  return n
}

/** Digits as a whole number plus `by`, of the same width. */
const plus = (s: string, by: 1 | -1): string => {
  const out = Array.from(s, (_, i) => value(s, i))
  for (let i = out.length - 1; i >= 0; i--) {
    const n = (out[i] ?? 0) + by
    out[i] = (n + base) % base
    if (n >= 0 && n < base) break
  }
  return out.map(digit).join('')
}

/**
 * Where `n` of the same digit lead, the `n + 1` digits behind them count on: 1,000 items appended one by one
 * have ranks of 3 digits, 50,000 of 5.
 */
const after = (a: Rank): Rank => {
  const lead = runOf(a, 'z')
  const counted = a.slice(lead, 2 * lead + 1).padEnd(lead + 1, '0')
  const next = plus(counted, 1)
  return a.slice(0, lead) + (next.endsWith('0') ? plus(next, 1) : next)
}

const before = (b: Rank): Rank => {
  const lead = runOf(b, '0')
  const counted = b.slice(lead, 2 * lead + 1).padEnd(lead + 1, '0')
  const less = (b.length > 2 * lead + 1 ? counted : plus(counted, -1)).replace(/0+$/, '')
  return '0'.repeat(lead) + (less === '' ? `0${'z'.repeat(lead + 2)}` : less)
}

const between = (a: Rank, b: Rank): Rank => {
  let out = ''
  let open = false
  for (let i = 0; ; i++) {
    const lo = i < a.length ? value(a, i) : 0
    const hi: number = open ? base : value(b, i)
    if (hi - lo > 1) return out + digit((lo + hi) >> 1)
    out += digit(lo)
    open ||= hi > lo
  }
}

/**
 * A rank strictly between `a` and `b`; '' as `a` means the start, undefined as `b` the end. Links count on
 * what follows a rank at the end: the result for given ranks never changes.
 */
export const rankBetween = (a: Rank, b: Rank | undefined): Rank => {
  for (const r of [a, b]) if (r && !wellFormed.test(r)) throw new Error(`no rank: ${r}`)
  if (b === undefined) return a === '' ? 'i' : after(a)
  if (a >= b) throw new Error(`ranks out of order: ${a} ≥ ${b}`)
  return a === '' ? before(b) : between(a, b)
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

/**
 * A rank for a new item at `index` of items with these ascending ranks. Two people may have given the same
 * rank to two items: between those there is no room, so the new one goes behind them.
 */
export const rankAt = (ranks: readonly Rank[], index: number): Rank => {
  const a = index > 0 ? (ranks[index - 1] ?? ranks.at(-1) ?? '') : ''
  return rankBetween(
    a,
    ranks.slice(Math.max(0, index)).find((r) => r > a),
  )
}
