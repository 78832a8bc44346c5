import { type Run, runsBetween, type Span } from '../../../store/index.ts'

/** One replacement: what is `gone` from `offset` on becomes `text`. */
export interface Edit {
  readonly offset: number
  readonly gone: string
  readonly text: string
}

/** The least replacement that turns one text into the other; undefined where they are equal. */
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
  return {
    offset: start,
    gone: before.slice(start, before.length - end),
    text: after.slice(start, after.length - end),
  }
}

/** The parts of an emitted text that edits are told by: statements keep their identity while they stay the same. */
export interface Listed {
  readonly statements: readonly { readonly sql: string }[]
  readonly offsets: readonly number[]
}

const gap = '\n\n'

/** The text of a span with the gaps around it. */
const between = (of: Listed, { from, to }: Span): string => {
  const inner = of.statements.slice(from, to).map((s) => s.sql)
  const [first, last] = [from === 0, to === of.statements.length]
  if (inner.length === 0) return first ? '' : last ? '\n' : gap
  return (first ? '' : gap) + inner.join(gap) + (last ? '\n' : gap)
}

const startOf = (of: Listed, { from }: Span): number =>
  from === 0 ? 0 : (of.offsets[from - 1] ?? 0) + (of.statements[from - 1]?.sql.length ?? 0)

/** Replacements from the last to the first: one for each statement that has another text, one where others came. */
export const editsBetween = (
  before: Listed,
  after: Listed,
  runs: readonly Run[] = runsBetween(before.statements, after.statements),
): readonly Edit[] => {
  const out: Edit[] = []
  const add = (edit: Edit | undefined, at: number): void => {
    if (edit) out.push({ ...edit, offset: edit.offset + at })
  }
  for (const run of [...runs].reverse()) {
    const { from, to } = run.before
    if (to - from === run.after.to - run.after.from)
      for (let n = to - from - 1; n >= 0; n--)
        add(
          leastEdit(before.statements[from + n]?.sql ?? '', after.statements[run.after.from + n]?.sql ?? ''),
          before.offsets[from + n] ?? 0,
        )
    else add(leastEdit(between(before, run.before), between(after, run.after)), startOf(before, run.before))
  }
  return out
}

const breaks = (text: string): number => text.split('\n').length

/** Whether every line stays where it is, so that marks on lines stay true. */
export const keepsLines = (edits: readonly Edit[]): boolean =>
  edits.every((e) => breaks(e.gone) === breaks(e.text))
