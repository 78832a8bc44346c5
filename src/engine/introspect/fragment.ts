import type { Id } from '../../base/index.ts'
import { type Ref, rawSql, type Sql } from '../../catalog/index.ts'
import { lex, type Token } from '../../sql/index.ts'

type Columns = ReadonlyMap<string, Id<'column'>>

interface Word {
  readonly token: Token
  readonly text: string
}

/** A type's second and later words, as the server writes them after `::`. */
const typeTail = /^(?:varying|precision|with|without|time|zone|[()]|\d+)$/

const unquoted = (text: string): string =>
  text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text

/**
 * Tells columns from the other words of an expression about one table. The server writes keywords in capitals,
 * types after `::`, functions before `(`, and quotes a column that reads like a keyword.
 */
class Reader {
  readonly words: readonly Word[]
  constructor(text: string) {
    this.words = lex(text)
      .filter((t) => t.kind !== 'space' && t.kind !== 'comment')
      .map((token) => ({ token, text: text.slice(token.from, token.to) }))
  }
  private text(i: number): string {
    return this.words[i]?.text ?? ''
  }
  private inType(i: number): boolean {
    let first = i
    while (typeTail.test(this.text(first))) first--
    return this.text(first - 1) === '::'
  }
  private ofRow(i: number): boolean {
    return this.text(i) === '.' && /^(?:new|old)$/.test(this.text(i - 1))
  }
  isColumn(i: number): boolean {
    const before = this.text(i - 1)
    const after = this.text(i + 1)
    if (after === '(' || after === '.' || after === '=>') return false
    if (before === '.') return this.ofRow(i - 1)
    if (before === 'COLLATE' || this.inType(i)) return false
    return !(before === '(' && this.text(i - 2) === 'EXTRACT')
  }
  get queries(): boolean {
    return this.words.some((w) => w.text === 'SELECT')
  }
  /** Whether it names something with its schema: a function or a type that stays text here. */
  get qualifies(): boolean {
    return this.words.some((w, i) => w.text === '.' && w.token.kind === 'punct' && !this.ofRow(i))
  }
}

const resolved = (text: string, reader: Reader, columns: Columns): Sql => {
  const parts: string[] = []
  const refs: Ref[] = []
  let from = 0
  reader.words.forEach(({ token, text: word }, i) => {
    if (token.kind !== 'word' && token.kind !== 'ident') return
    const id = columns.get(unquoted(word))
    if (id === undefined || !reader.isColumn(i)) return
    parts.push(text.slice(from, token.from))
    refs.push({ id, as: 'name' })
    from = token.to
  })
  return { text: [...parts, text.slice(from)], refs, ...(reader.qualifies ? { opaque: true } : {}) }
}

/** An expression over one table as the server prints it, its columns as references. */
export const expression = (text: string, columns: Columns): Sql => {
  const reader = new Reader(text)
  const fragment = reader.queries ? rawSql(text, true) : resolved(text, reader, columns)
  return { ...fragment, server: text }
}

/** A query, a body or a return type: kept whole. */
export const whole = (text: string): Sql => ({ ...rawSql(text, true), server: text })
