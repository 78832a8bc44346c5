/** One replacement: `length` characters at `offset` become `text`. */
export interface Edit {
  readonly offset: number
  readonly length: number
  readonly text: string
}

/** The least replacement that turns one text into the other, in whole lines' reach; undefined where they are equal. */
export const leastEdit = (before: string, after: string): Edit | undefined => {
  if (before === after) return undefined
  const most = Math.min(before.length, after.length)
  let start = 0
  while (start < most && before.charCodeAt(start) === after.charCodeAt(start)) start++
  let end = 0
  while (
    end < most - start &&
    before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)
  )
    end++
  return { offset: start, length: before.length - start - end, text: after.slice(start, after.length - end) }
}
