import type { Id } from '../../base/index.ts'
import type { Ref, Sql } from '../../catalog/index.ts'
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
  /** Whether it names something with its schema, other than what was found. */
  qualifies(found: readonly Found[]): boolean {
    const inside = (at: number): boolean => found.some((f) => f.from < at && at < f.to)
    return this.words.some(
      ({ text, token }, i) => text === '.' && token.kind === 'punct' && !this.ofRow(i) && !inside(token.from),
    )
  }
}

/** A name found in a text: tokens `from` to `to` are the reference. */
interface Found {
  readonly from: number
  readonly to: number
  readonly ref: Ref
}

type Paths = ReadonlyMap<string, Id>

const isName = (w: Word | undefined): boolean => w?.token.kind === 'word' || w?.token.kind === 'ident'

/** `schema.name` as the server writes it in full, where it is one thing only. */
const pathAt = (words: readonly Word[], i: number, paths: Paths): Found | undefined => {
  const [schema, dot, name] = [words[i], words[i + 1], words[i + 2]]
  if (!schema || !name || dot?.text !== '.' || !isName(schema) || !isName(name)) return undefined
  if (words[i - 1]?.text === '.') return undefined
  const id = paths.get(`${schema.text}.${name.text}`)
  return id === undefined
    ? undefined
    : { from: schema.token.from, to: name.token.to, ref: { id, as: 'qualified' } }
}

const columnAt = (reader: Reader, i: number, columns: Columns): Found | undefined => {
  const w = reader.words[i]
  if (!w || !isName(w)) return undefined
  const id = columns.get(unquoted(w.text))
  if (id === undefined || !reader.isColumn(i)) return undefined
  return { from: w.token.from, to: w.token.to, ref: { id, as: 'name' } }
}

const withRefs = (
  text: string,
  found: readonly Found[],
): { text: readonly string[]; refs: readonly Ref[] } => {
  const parts: string[] = []
  let from = 0
  for (const f of found) {
    parts.push(text.slice(from, f.from))
    from = f.to
  }
  return { text: [...parts, text.slice(from)], refs: found.map((f) => f.ref) }
}

/** An expression over one table as the server prints it, with its columns and what it names in full as references. */
export const expression = (text: string, columns: Columns, paths: Paths): Sql => {
  const reader = new Reader(text)
  const found = reader.words.flatMap((_, i) => {
    const path = pathAt(reader.words, i, paths)
    return path ?? (reader.queries ? [] : (columnAt(reader, i, columns) ?? []))
  })
  const opaque = reader.queries || reader.qualifies(found)
  return { ...withRefs(text, found), ...(opaque ? { opaque } : {}), server: text }
}

/** A query, a body or a return type: what it names in full becomes references, columns stay text. */
export const whole = (text: string, paths: Paths): Sql => {
  const { words } = new Reader(text)
  const found = words.flatMap((_, i) => pathAt(words, i, paths) ?? [])
  return { ...withRefs(text, found), opaque: true, server: text }
}
