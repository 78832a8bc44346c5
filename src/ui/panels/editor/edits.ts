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

/** The parts of an emitted text that edits are told by: statements keep their identity while they stay the same. */
export interface Listed {
  readonly statements: readonly { readonly sql: string }[]
  readonly offsets: readonly number[]
  readonly text: string
}

/**
 * Replacements from the last to the first. After a rename each changed statement gets one of its own, however far
 * apart they are; where statements came or went, one replacement covers all.
 */
export const editsBetween = (before: Listed, after: Listed): readonly Edit[] => {
  if (before.statements.length !== after.statements.length) {
    const edit = leastEdit(before.text, after.text)
    return edit ? [edit] : []
  }
  const out: Edit[] = []
  for (let i = after.statements.length - 1; i >= 0; i--) {
    const [old, now] = [before.statements[i], after.statements[i]]
    if (!old || !now || old === now) continue
    const edit = leastEdit(old.sql, now.sql)
    if (edit) out.push({ ...edit, offset: edit.offset + (before.offsets[i] ?? 0) })
  }
  return out
}

const breaks = (text: string): number => text.split('\n').length

/** Whether every line stays where it is, so that marks on lines stay true. */
export const keepsLines = (edits: readonly Edit[], before: string): boolean =>
  edits.every((e) => breaks(before.slice(e.offset, e.offset + e.length)) === breaks(e.text))
