import type { Element, Sql, Template } from '../../catalog/index.ts'
import { isTrivia, lex, type Token } from '../lex.ts'
import { type Names, render } from '../names.ts'
import { quoteIdent } from '../quote.ts'

/** A line comment at the end would swallow what follows the fragment, so a line break closes it. */
const closed = (text: string): string => {
  if (!text.includes('--')) return text
  const last = lex(text).at(-1)
  return last?.kind === 'comment' && text.startsWith('--', last.from) ? `${text}\n` : text
}

/** An expression, safe to be followed by anything. */
export const exprText = (e: Template, names: Names): string => closed(render(e, names).trim())

/** A query or a statement without its final semicolons. */
export const queryText = (q: Template, names: Names): string => closed(unfinished(render(q, names).trim()))

/** Without the semicolons at the end of a trimmed text. */
export const unfinished = (text: string): string => (text.endsWith(';') ? text.replace(/[;\s]+$/, '') : text)

const significant = (text: string): readonly Token[] => lex(text).filter((t) => !isTrivia(t))

/** Whether the parenthesis at token `at` closes with the last token. */
const closesLast = (text: string, tokens: readonly Token[], at: number): boolean => {
  let depth = 0
  for (let i = at; i < tokens.length; i++) {
    const t = tokens[i]
    const c = t?.kind === 'punct' ? text.charAt(t.from) : ''
    if (c === '(') depth++
    if (c === ')' && --depth === 0) return i === tokens.length - 1
  }
  return false
}

const parenthesised = (text: string): boolean =>
  text.startsWith('(') && closesLast(text, significant(text), 0)

/** `( … )` around the text, once. */
export const inParens = (text: string): string => (parenthesised(text) ? text : `(${text})`)

/** Constants, names, calls and casts stand after DEFAULT as they are; any operator is put in parentheses. */
const plainDefault =
  /^(?:'(?:[^'\\]|'')*'|-?\d+(?:\.\d+)?|[a-z_][a-z0-9_.]*(?:\(\))?)(?:::[a-z_][a-z0-9_. ]*(?:\[\])?)?$/i
const words = /\b(?:and|or|not|in|like|ilike|similar|between|is|isnull|notnull|at|collate|overlaps)\b/i

export const defaultText = (e: Sql, names: Names): string => {
  const text = exprText(e, names)
  if (plainDefault.test(text) && !words.test(text.replace(/'(?:[^']|'')*'/g, ''))) return text
  const outside = outsideParens(text)
  return words.test(outside) || outside.includes('--') ? inParens(text) : text
}

/** The words outside parentheses and constants. */
const outsideParens = (text: string): string => {
  let depth = 0
  let out = ''
  for (const t of significant(text)) {
    const s = text.slice(t.from, t.to)
    if (s === '(') depth++
    else if (s === ')') depth--
    else if (depth === 0 && t.kind === 'word') out += `${s} `
  }
  return out
}

const isCall = (text: string): boolean => {
  const tokens = significant(text)
  const at = tokens.findIndex((t) => text.charAt(t.from) === '(')
  const head = tokens.slice(0, at)
  const named =
    head.length > 0 &&
    head.every((t) => t.kind === 'word' || t.kind === 'ident' || text.charAt(t.from) === '.')
  return named && (head.length === 1 || text.includes('.')) && closesLast(text, tokens, at)
}

/** Names that need no quoting, with a schema and parameters allowed: `gist_trgm_ops(siglen=32)`. */
const plainName = /^[a-z_][a-z0-9_$]*(?:\.[a-z_][a-z0-9_$]*)?(?:\s*\([a-z0-9_=, '.-]*\))?$/
const looseName = (name: string): string => (plainName.test(name) ? name : quoteIdent(name))

/** An item of an index or an exclusion, up to its operator class. */
export const elementText = (e: Element, names: Names): string => {
  const head = e.column === undefined ? elementExpr(e.expr, names) : names.quoted(e.column)
  const collation = e.collation === undefined ? '' : ` collate ${quoteIdent(e.collation)}`
  return head + collation + (e.opclass === undefined ? '' : ` ${looseName(e.opclass)}`)
}

const elementExpr = (e: Sql | undefined, names: Names): string => {
  if (!e) throw new Error('an element without column and expression')
  const text = exprText(e, names)
  // Nothing but a name: an output column of a materialized view, by the column that it hands through.
  if (e.refs.length === 1 && e.refs[0]?.as === 'name' && e.text.join('').trim() === '') return text
  return isCall(text) ? text : inParens(text)
}

/** Bare names of columns, separated by commas. */
export const columnList = (ids: readonly string[], names: Names): string =>
  ids.map((id) => names.quoted(id)).join(', ')
