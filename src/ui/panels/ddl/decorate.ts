import { type Compiled, changedRanges, type Emitted, type Id, rangesOf } from '../../../store/index.ts'
import type { Model, MonacoApi } from '../editor/use-monaco.ts'

interface Span {
  readonly from: number
  readonly to: number
}

/** What patterns made: whole statements, and parts of statements that a person drew. */
const madeSpans = (emitted: Emitted): readonly Span[] =>
  emitted.statements.flatMap((s, i): readonly Span[] => {
    const base = emitted.offsets[i] ?? 0
    if (s.why) return [{ from: base, to: base + s.sql.length }]
    return s.parts.filter((p) => p.why).map((p) => ({ from: base + p.from, to: base + p.to }))
  })

type Decoration = Parameters<Model['deltaDecorations']>[1][number]

const lines = (monaco: MonacoApi, model: Model, span: Span, options: Decoration['options']): Decoration => {
  const from = model.getPositionAt(span.from)
  const to = model.getPositionAt(span.to)
  return {
    range: new monaco.Range(from.lineNumber, 1, to.lineNumber, 1),
    options: { isWholeLine: true, ...options },
  }
}

interface Marks {
  readonly emitted: Emitted
  readonly before: Emitted | undefined
  readonly selected: readonly Id[]
}

/** The tint of lines that patterns made. Monaco moves it along with the text, so a rename need not set it anew. */
export const madeMarks = (monaco: MonacoApi, model: Model, emitted: Emitted): Decoration[] =>
  madeSpans(emitted).map((s) => lines(monaco, model, s, { className: 'sql-made' }))

/** A bar where the last edit changed lines, and the selection. */
export const movingMarks = (
  monaco: MonacoApi,
  model: Model,
  { emitted, before, selected }: Marks,
): Decoration[] => [
  ...(before ? changedRanges(before, emitted) : []).map((s) =>
    lines(monaco, model, s, { linesDecorationsClassName: 'sql-changed' }),
  ),
  ...selected
    .flatMap((id) => rangesOf(emitted, id))
    .map((s) => lines(monaco, model, s, { className: 'sql-selected' })),
]

/** Who made what stands at an offset, in words for a hover. */
export const madeBy = (
  compiled: Compiled,
  why: { readonly use: Id; readonly role: string } | undefined,
): string | undefined => {
  const use = why && compiled.uses.get(why.use)
  return use
    ? `Made by **${use.pattern.manifest.title}** as its ${why.role.replaceAll('/', ' ')}.`
    : undefined
}
