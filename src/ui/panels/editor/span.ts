import { type Piece, splitStatements } from '../../../store/index.ts'

/** What is selected in a text, and where the caret stands. */
export interface Span {
  readonly text: string
  readonly from: number
  readonly to: number
  readonly caret: number
}

/** A part of the text, by where it starts in all of it. */
export interface Meant {
  readonly sql: string
  readonly from: number
  readonly selected: boolean
}

/** What is selected, else everything. */
export const meant = ({ text, from, to }: Span): Meant => {
  const sql = text.slice(from, to)
  return sql.trim() === '' ? { sql: text, from: 0, selected: false } : { sql, from, selected: true }
}

/** The statement that the caret is in, or behind in its line, else the next one; after all of them the last. */
const indexAt = (text: string, pieces: readonly Piece[], caret: number): number => {
  const found = pieces.findIndex((p) => caret <= p.to)
  if (found < 0) return pieces.length - 1
  const before = pieces[found - 1]
  const between = caret < (pieces[found]?.from ?? 0)
  return before && between && !text.slice(before.to, caret).includes('\n') ? found - 1 : found
}

/** One statement of what is meant, and the how manieth of how many it is. */
export interface MeantOne extends Meant {
  readonly number: number
  readonly count: number
}

/** The one that the caret stands at; undefined where there is none. */
export const meantOne = (span: Span): MeantOne | undefined => {
  const all = meant(span)
  const pieces = splitStatements(all.sql)
  const index = indexAt(all.sql, pieces, span.caret - all.from)
  const piece = pieces[index]
  return (
    piece && {
      sql: piece.text,
      from: all.from + piece.from,
      selected: all.selected,
      number: index + 1,
      count: pieces.length,
    }
  )
}
