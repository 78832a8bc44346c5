import type { Id } from '../../base/index.ts'
import type { Sql } from '../../catalog/index.ts'
import { identName, isTrivia, type Token as Lexed, lex, stringValue } from '../../sql/index.ts'

/** A token of an expression. Words are folded to lower case unless quoted; `ref` is a hole of the fragment. */
export type Token =
  | { readonly t: 'word'; readonly v: string; readonly quoted?: boolean }
  | { readonly t: 'number'; readonly v: number }
  | { readonly t: 'string'; readonly v: string }
  | { readonly t: 'op'; readonly v: string }
  | { readonly t: 'ref'; readonly id: Id }

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' }

/** The text of a constant, plain or with backslashes; undefined for the rarer forms. */
const constant = (source: string): string | undefined => {
  if (!/^e'/i.test(source)) return stringValue(source)
  return stringValue(source.slice(1))?.replace(/\\([\s\S])/g, (_, c: string) => escapes[c] ?? c)
}

const token = (source: string, kind: Lexed['kind']): Token | undefined => {
  switch (kind) {
    case 'word':
      return { t: 'word', v: identName(source) }
    case 'ident':
      return { t: 'word', v: identName(source), quoted: true }
    case 'number':
      return { t: 'number', v: Number(source.replaceAll('_', '')) }
    case 'string': {
      const v = constant(source)
      return v === undefined ? undefined : { t: 'string', v }
    }
    case 'op':
    case 'punct':
      return { t: 'op', v: source }
    default:
      return undefined
  }
}

/**
 * The tokens of a fragment; undefined where some of its text is outside the small language that is read here
 * (dollar quotes, parameters).
 */
export const tokensOf = (sql: Sql): readonly Token[] | undefined => {
  const out: Token[] = []
  for (const [i, text] of sql.text.entries()) {
    for (const l of lex(text)) {
      if (isTrivia(l)) continue
      const t = l.unterminated ? undefined : token(text.slice(l.from, l.to), l.kind)
      if (!t) return undefined
      out.push(t)
    }
    const ref = sql.refs[i]
    if (ref) out.push({ t: 'ref', id: ref.id })
  }
  return out
}
