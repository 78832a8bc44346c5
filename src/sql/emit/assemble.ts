import type { Emitted, Statement } from '../types.ts'

const gap = '\n\n'

const offsetsOf = (statements: readonly Statement[]): readonly number[] => {
  let at = 0
  return statements.map((s) => {
    const from = at
    at += s.sql.length + gap.length
    return from
  })
}

/** Statements as one text, joined by blank lines. */
export const emittedOf = (statements: readonly Statement[]): Emitted => {
  const text = statements.length === 0 ? '' : `${statements.map((s) => s.sql).join(gap)}\n`
  return { statements, text, offsets: offsetsOf(statements) }
}

export const assemble = (made: readonly (readonly Statement[])[]): Emitted => emittedOf(made.flat())

/** More replaced units than this are joined anew. */
const patchLimit = 200

const textOf = (statements: readonly Statement[]): string => statements.map((s) => s.sql + gap).join('')

/** The text with the units at `touched` (ascending) replaced; the rest is sliced from the previous text. */
export const patch = (
  previous: Emitted,
  before: readonly (readonly Statement[])[],
  after: readonly (readonly Statement[])[],
  touched: readonly number[],
): Emitted => {
  const statements = after.flat()
  if (touched.length > patchLimit || previous.text === '' || statements.length === 0)
    return emittedOf(statements)
  const old = previous.text + gap.slice(1)
  let text = ''
  let copied = 0
  let statement = 0
  let unit = 0
  for (const u of touched) {
    for (; unit < u; unit++) statement += before[unit]?.length ?? 0
    const from = previous.offsets[statement] ?? old.length
    const gone = before[u] ?? []
    text += old.slice(copied, from) + textOf(after[u] ?? [])
    copied = from + gone.reduce((n, s) => n + s.sql.length + gap.length, 0)
  }
  text += old.slice(copied)
  return { statements, text: text.slice(0, 1 - gap.length), offsets: offsetsOf(statements) }
}
