/** `1 table`, `3 tables`; an irregular plural is given. */
export const count = (n: number, one: string, many = `${one}s`): string =>
  `${n.toLocaleString('en')} ${n === 1 ? one : many}`

/** A duration as people read it: `38 ms`, `1.4 s`. */
export const duration = (ms: number): string =>
  ms < 1000 ? `${Math.max(1, Math.round(ms))} ms` : `${(ms / 1000).toFixed(1)} s`

const units: readonly (readonly [number, string])[] = [
  [86_400_000, 'day'],
  [3_600_000, 'hour'],
  [60_000, 'minute'],
]

/** `3 minutes ago`; up to a minute is `just now`. */
export const ago = (then: number, now: number): string => {
  for (const [size, name] of units) {
    if (now - then >= size) return `${count(Math.floor((now - then) / size), name)} ago`
  }
  return 'just now'
}

/** `a, b and c` */
export const listed = (items: readonly string[]): string =>
  items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`
