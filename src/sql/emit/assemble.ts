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
const patchLimit = 2000

const textOf = (statements: readonly Statement[]): string => statements.map((s) => s.sql + gap).join('')

/** Index of the first statement of each of these units, which ascend. */
const startsOf = (before: readonly (readonly Statement[])[], units: readonly number[]): readonly number[] => {
  let statement = 0
  let unit = 0
  return units.map((u) => {
    for (; unit < u; unit++) statement += before[unit]?.length ?? 0
    return statement
  })
}

/** The text with the units at `touched` (ascending) replaced; the rest is sliced from the previous text. */
export const patch = (
  previous: Emitted,
  before: readonly (readonly Statement[])[],
  after: readonly (readonly Statement[])[],
  touched: readonly number[],
): Emitted => {
  const sameCounts = touched.every((u) => before[u]?.length === after[u]?.length)
  if (touched.length > patchLimit || previous.text === '' || !sameCounts) return assemble(after)
  const old = previous.text + gap.slice(1)
  const statements = previous.statements.slice()
  const pieces: string[] = []
  let copied = 0
  startsOf(before, touched).forEach((first, n) => {
    const u = touched[n] ?? -1
    const gone = before[u] ?? []
    const made = after[u] ?? []
    const from = previous.offsets[first] ?? old.length
    pieces.push(old.slice(copied, from), textOf(made))
    copied = from + gone.reduce((sum, s) => sum + s.sql.length + gap.length, 0)
    made.forEach((s, i) => {
      statements[first + i] = s
    })
  })
  pieces.push(old.slice(copied))
  const text = pieces.join('')
  return { statements, text: text.slice(0, 1 - gap.length), offsets: offsetsOf(statements) }
}
