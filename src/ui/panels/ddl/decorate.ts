import {
  type Compiled,
  changedRanges,
  type Emitted,
  type Id,
  rangesOf,
  type Span,
} from '../../../store/index.ts'
import { roleWords } from '../../kit/role-words.ts'
import type { Model, MonacoApi } from '../editor/use-monaco.ts'

/** What patterns made of some of the statements: whole ones, and parts of those that a person drew. */
const madeSpans = (emitted: Emitted, { from, to }: Span): readonly Span[] =>
  emitted.statements.slice(from, to).flatMap((s, n): readonly Span[] => {
    const base = emitted.offsets[from + n] ?? 0
    if (s.why) return [{ from: base, to: base + s.sql.length }]
    return s.parts.filter((p) => p.why).map((p) => ({ from: base + p.from, to: base + p.to }))
  })

type Decoration = Parameters<Model['deltaDecorations']>[1][number]

const lines = (monaco: MonacoApi, model: Model, span: Span, options: Decoration['options']): Decoration => {
  const from = model.getPositionAt(span.from)
  const to = model.getPositionAt(span.to)
  return {
    range: new monaco.Range(from.lineNumber, 1, to.lineNumber, to.column),
    // What is put in right before a statement or after it is none of it.
    options: {
      isWholeLine: true,
      stickiness: monaco.editor.TrackedRangeStickiness.NeverGrowsWhenTypingAtEdges,
      ...options,
    },
  }
}

interface Marks {
  readonly emitted: Emitted
  readonly before: Emitted | undefined
  readonly selected: readonly Id[]
}

const madeClass = 'sql-made'

/** The tint of lines that patterns made, in some of the statements. Monaco moves it along with the text. */
export const madeMarks = (
  monaco: MonacoApi,
  model: Model,
  emitted: Emitted,
  of: Span = { from: 0, to: emitted.statements.length },
): Decoration[] => madeSpans(emitted, of).map((s) => lines(monaco, model, s, { className: madeClass }))

/** The tints that stand in some of the statements. */
export const madeMarksIn = (
  monaco: MonacoApi,
  model: Model,
  emitted: Emitted,
  of: Span,
): readonly string[] => {
  const last = emitted.statements[of.to - 1]
  if (of.from === of.to || !last) return []
  const from = model.getPositionAt(emitted.offsets[of.from] ?? 0)
  const to = model.getPositionAt((emitted.offsets[of.to - 1] ?? 0) + last.sql.length)
  return model
    .getDecorationsInRange(new monaco.Range(from.lineNumber, 1, to.lineNumber, to.column))
    .filter((d) => d.options.className === madeClass)
    .map((d) => d.id)
}

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

/** Names are text, whatever they look like in Markdown. */
const asText = (s: string): string => s.replace(/[!-/:-@[-`{-~]/g, '\\$&')

/** Who made what stands at an offset, in words for a hover. */
export const madeBy = (
  compiled: Compiled,
  why: { readonly use: Id; readonly role: string } | undefined,
): string | undefined => {
  const use = why && compiled.uses.get(why.use)
  return use
    ? `Made by **${use.pattern.manifest.title}** as its ${asText(roleWords(compiled.catalog, why.role))}.`
    : undefined
}
