/** Elements `from` up to `to` of a list. */
export interface Span {
  readonly from: number
  readonly to: number
}
/** Neighbours that came where others were; either span may be empty. */
export interface Run {
  readonly before: Span
  readonly after: Span
}

/** The places in a list, by element, of those from `from` up to `to`. */
const placesOf = (list: readonly object[], { from, to }: Span): Map<object, number> => {
  const out = new Map<object, number>()
  for (let n = from; n < to; n++) {
    const element = list[n]
    if (element) out.set(element, n)
  }
  return out
}

/** What is left of the two between the elements with which both begin and those with which both end. */
const differing = (old: readonly object[], now: readonly object[]): Run => {
  const most = Math.min(old.length, now.length)
  let start = 0
  while (start < most && old[start] === now[start]) start++
  let end = 0
  while (end < most - start && old[old.length - 1 - end] === now[now.length - 1 - end]) end++
  return { before: { from: start, to: old.length - end }, after: { from: start, to: now.length - end } }
}

/**
 * What changed between two lists whose elements stay the same objects, from the first run to the last. An element
 * stands once in a list; one that changed places is gone from one and came to the other.
 */
export const runsBetween = (old: readonly object[], now: readonly object[]): readonly Run[] => {
  const { before, after } = differing(old, now)
  const [was, is] = [placesOf(old, before), placesOf(now, after)]
  const out: Run[] = []
  let [i, j] = [before.from, after.from]
  let start = { i, j }
  const close = (): void => {
    if (i > start.i || j > start.j)
      out.push({ before: { from: start.i, to: i }, after: { from: start.j, to: j } })
  }
  while (i < before.to || j < after.to) {
    const left = i < before.to ? old[i] : undefined
    const came = j < after.to ? now[j] : undefined
    if (left !== undefined && left === came) {
      close()
      i++
      j++
      start = { i, j }
      continue
    }
    const next = left && is.get(left)
    const last = came && was.get(came)
    if (left && next === undefined) i++
    else if (came && last === undefined) j++
    // Both stay, in another order: the one that has the longer way to go moves.
    else if (left && (last === undefined || (next ?? 0) - j >= last - i)) {
      is.delete(left)
      was.delete(left)
      i++
    } else if (came) {
      is.delete(came)
      was.delete(came)
      j++
    }
  }
  close()
  return out
}
