/** How well `text` answers `query`: 0 not at all, more is better. Letters in order; whole words and starts count most. */
export const score = (text: string, query: string): number => {
  const t = text.toLowerCase()
  const q = query.toLowerCase().trim()
  if (q === '') return 1
  const at = t.indexOf(q)
  if (at === 0) return 100 - t.length / 100
  if (at > 0) return (/[\s_.]/.test(t.charAt(at - 1)) ? 80 : 60) - t.length / 100
  let from = 0
  for (const letter of q.replaceAll(' ', '')) {
    const next = t.indexOf(letter, from)
    if (next < 0) return 0
    from = next + 1
  }
  return 20 - Math.min(10, from / 10)
}
