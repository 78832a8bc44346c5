import { isTrivia, lex, type Token } from './lex.ts'

/** A statement of a longer text: UTF-16 offsets without surrounding white space and comments or the semicolon. */
export interface Piece {
  readonly from: number
  readonly to: number
  readonly text: string
}

/** Tracks BEGIN ATOMIC … END, whose semicolons belong to the routine; CASE … END nests inside. */
class Atomic {
  private depth = 0
  private previous = ''
  word(w: string): void {
    if (w === 'atomic' && this.previous === 'begin') this.depth++
    else if (this.depth > 0 && w === 'case') this.depth++
    else if (this.depth > 0 && w === 'end') this.depth--
    this.previous = w
  }
  reset(): void {
    this.depth = 0
    this.previous = ''
  }
  get open(): boolean {
    return this.depth > 0
  }
}

/** The statements between semicolons on the top level: parentheses and BEGIN ATOMIC bodies keep theirs. */
export const splitStatements = (text: string, tokens: readonly Token[] = lex(text)): readonly Piece[] => {
  const out: Piece[] = []
  const atomic = new Atomic()
  let parens = 0
  let from = -1
  let to = -1
  const finish = (): void => {
    if (from >= 0) out.push({ from, to, text: text.slice(from, to) })
    from = -1
    parens = 0
    atomic.reset()
  }
  for (const t of tokens) {
    if (isTrivia(t)) continue
    const c = t.kind === 'punct' ? text.charAt(t.from) : ''
    if (c === ';' && parens === 0 && !atomic.open) {
      finish()
      continue
    }
    if (c === '(') parens++
    else if (c === ')' && parens > 0) parens--
    else if (t.kind === 'word') atomic.word(text.slice(t.from, t.to).toLowerCase())
    if (from < 0) from = t.from
    to = t.to
  }
  finish()
  return out
}
