import { identName, isTrivia, lex, type Token } from './lex.ts'

const read = (text: string, from: number): readonly Token[] =>
  lex(text.slice(from))
    .filter((t) => !isTrivia(t))
    .map((t) => ({ ...t, from: t.from + from, to: t.to + from }))

/** A cursor over the tokens of SQL, white space and comments left out. */
export class Reader {
  readonly text: string
  private items: readonly Token[]
  private at = 0
  constructor(text: string) {
    this.text = text
    this.items = read(text, 0)
  }
  /** The token as it stands, a word as PostgreSQL folds it; '' behind the last. */
  peek(offset = 0): string {
    const t = this.items[this.at + offset]
    const text = t ? this.text.slice(t.from, t.to) : ''
    return t?.kind === 'word' ? identName(text) : text
  }
  kind(): string {
    const t = this.items[this.at]
    return t ? (t.unterminated ? 'other' : t.kind) : 'end'
  }
  take(...texts: readonly string[]): boolean {
    if (!texts.every((t, i) => this.peek(i) === t)) return false
    this.at += texts.length
    return true
  }
  next(): string {
    const t = this.peek()
    this.at++
    return t
  }
  /** Takes the first character of an operator alone: `!=` may be a sign and what follows it. */
  chip(): void {
    this.items = read(this.text, this.from + 1)
    this.at = 0
  }
  /** Where the next token begins. */
  get from(): number {
    return this.items[this.at]?.from ?? this.text.length
  }
  /** Where the last one ended. */
  get behind(): number {
    return this.items[this.at - 1]?.to ?? 0
  }
  get rest(): string {
    return this.items
      .slice(this.at)
      .map((t) => this.text.slice(t.from, t.to))
      .join(' ')
  }
  /** A name, as PostgreSQL reads it. */
  ident(): string | undefined {
    return this.kind() === 'word' || this.kind() === 'ident' ? identName(this.next()) : undefined
  }
  /** What stands in the parentheses that open here, and moves behind them; undefined where none open or close. */
  inside(): string | undefined {
    if (!this.take('(')) return undefined
    const from = this.behind
    for (let depth = 1; this.kind() !== 'end'; ) {
      const t = this.next()
      if (t === '(') depth++
      else if (t === ')' && --depth === 0) return this.text.slice(from, this.behind - 1).trim()
    }
    return undefined
  }
}
