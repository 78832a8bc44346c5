import type { Id } from '../../base/index.ts'
import type { Sql } from '../../catalog/index.ts'

/** A piece of a query: a reference, a word (in small letters), a quoted name, a constant or a sign. */
export type SqlToken = { readonly depth: number } & (
  | { readonly is: 'ref'; readonly id: Id }
  | { readonly is: 'word' | 'name' | 'text' | 'number' | 'sign'; readonly v: string }
)

/** White space, comments, strings, quoted names, dollar strings, words, numbers, operators and single signs. */
const shape =
  /\s+|--[^\n]*|\/\*[\s\S]*?\*\/|e?'(?:[^']|'')*'|\$(\w*)\$[\s\S]*?\$\1\$|"(?:[^"]|"")*"|[a-z_\u0080-\uffff][\w$\u0080-\uffff]*|\$?\d+(?:\.\d+)?|::|[-+*/<>=~!@#%^&|?]+|[^\s]/giy

const kindOf = (s: string): 'word' | 'name' | 'text' | 'number' | 'sign' => {
  if (/^(e?'|\$\w*\$)/i.test(s)) return 'text'
  if (s.startsWith('"')) return 'name'
  if (/^\$?\d/.test(s)) return 'number'
  return /^[a-z_\u0080-\uffff]/i.test(s) ? 'word' : 'sign'
}

const textOf = (s: string): string =>
  s.startsWith('"') ? s.slice(1, -1).replaceAll('""', '"') : /^[a-z_]/i.test(s) ? s.toLowerCase() : s

/** The tokens of a fragment, each with how many parentheses are open around it. */
export const sqlTokens = (sql: Sql): readonly SqlToken[] => {
  const out: SqlToken[] = []
  let depth = 0
  sql.text.forEach((part, i) => {
    for (const [s] of part.matchAll(shape)) {
      if (/^(\s|--|\/\*)/.test(s)) continue
      if (s === ')' || s === ']') depth--
      out.push({ is: kindOf(s), v: kindOf(s) === 'text' ? s : textOf(s), depth })
      if (s === '(' || s === '[') depth++
    }
    const ref = sql.refs[i]
    if (ref) out.push({ is: 'ref', id: ref.id, depth })
  })
  return out
}

export const isWordToken = (t: SqlToken | undefined, ...words: readonly string[]): boolean =>
  t !== undefined && t.is === 'word' && words.includes(t.v)
export const isSign = (t: SqlToken | undefined, ...signs: readonly string[]): boolean =>
  t !== undefined && t.is === 'sign' && signs.includes(t.v)

/** Cuts a list at a sign that stands outside every parenthesis opened within it. */
export const cutAt = (
  tokens: readonly SqlToken[],
  ends: (t: SqlToken) => boolean,
): readonly (readonly SqlToken[])[] => {
  const level = Math.min(...tokens.map((t) => t.depth))
  const parts: SqlToken[][] = [[]]
  for (const t of tokens) {
    if (t.depth === level && ends(t)) parts.push([])
    else parts.at(-1)?.push(t)
  }
  return parts.filter((p) => p.length > 0)
}
