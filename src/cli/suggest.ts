/** Insertions, deletions and exchanges between two words. */
const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const exchange = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(exchange, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}

/** ` Did you mean …?` for the known word that is nearest, or nothing where none is near. */
export const suggestion = (word: string, known: readonly string[]): string => {
  const short = word.slice(0, 60).toLowerCase()
  const near = known
    .map((k) => ({
      k,
      d: k.toLowerCase().startsWith(short) && short.length > 1 ? 0 : distance(short, k.toLowerCase()),
    }))
    .filter(({ k, d }) => d <= Math.max(1, Math.floor(k.length / 3)))
    .sort((a, b) => a.d - b.d)
  return near[0] ? ` Did you mean ${near[0].k}?` : ''
}
