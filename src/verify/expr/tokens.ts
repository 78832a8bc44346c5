import type { Id } from '../../base/index.ts'
import type { Sql } from '../../catalog/index.ts'

/** A token of an expression. Words are folded to lower case unless quoted; `ref` is a hole of the fragment. */
export type Token =
  | { readonly t: 'word'; readonly v: string; readonly quoted?: boolean }
  | { readonly t: 'number'; readonly v: number }
  | { readonly t: 'string'; readonly v: string }
  | { readonly t: 'op'; readonly v: string }
  | { readonly t: 'ref'; readonly id: Id }

const rules: readonly (readonly [RegExp, (m: RegExpExecArray) => Token | undefined])[] = [
  [/\s+|--[^\n]*/y, () => undefined],
  [/[eE]'((?:[^'\\]|''|\\[\s\S])*)'/y, (m) => ({ t: 'string', v: unescape(m[1] ?? '') })],
  [/'((?:[^']|'')*)'/y, (m) => ({ t: 'string', v: (m[1] ?? '').replaceAll("''", "'") })],
  [/"((?:[^"]|"")*)"/y, (m) => ({ t: 'word', v: (m[1] ?? '').replaceAll('""', '"'), quoted: true })],
  [/(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y, (m) => ({ t: 'number', v: Number(m[0]) })],
  [/[\p{L}_][\p{L}\p{N}_$]*/uy, (m) => ({ t: 'word', v: m[0].toLowerCase() })],
  [/::|!~~\*|!~~|~~\*|!~\*|!~|~~|~\*|<=|>=|<>|!=|\|\||->>|->|@>|<@|&&/y, (m) => ({ t: 'op', v: m[0] })],
  [/[-+*/%^<>=~()[\],.#?|&]/y, (m) => ({ t: 'op', v: m[0] })],
]

const unescape = (s: string): string =>
  s.replaceAll("''", "'").replace(/\\([\s\S])/g, (_, c: string) => ({ n: '\n', t: '\t', r: '\r' })[c] ?? c)

const scan = (text: string, out: Token[]): boolean => {
  let at = 0
  outer: while (at < text.length) {
    for (const [re, make] of rules) {
      re.lastIndex = at
      const m = re.exec(text)
      if (!m) continue
      const token = make(m)
      if (token) out.push(token)
      at = re.lastIndex
      continue outer
    }
    return false
  }
  return true
}

/**
 * The tokens of a fragment; undefined where some of its text is outside the small language that is read here
 * (dollar quotes, parameters, comments in braces).
 */
export const tokensOf = (sql: Sql): readonly Token[] | undefined => {
  const out: Token[] = []
  for (const [i, text] of sql.text.entries()) {
    if (!scan(text, out)) return undefined
    const ref = sql.refs[i]
    if (ref) out.push({ t: 'ref', id: ref.id })
  }
  return out
}
