import { reserved, typeOrFunction } from '../keywords.ts'
import { identName, isTrivia, lex } from '../lex.ts'

/** A token that means something, as the resolver sees it. */
export interface Tok {
  readonly kind: 'name' | 'string' | 'number' | 'other'
  /** Source text; lower-case for an unquoted word. */
  readonly text: string
  /** For a name: what it stands for. */
  readonly name: string
  readonly quoted: boolean
  readonly from: number
  readonly to: number
  /** For a parenthesis or bracket: index of its partner, or the number of tokens. */
  pair: number
}

const kindOf = (kind: string): Tok['kind'] =>
  kind === 'word' || kind === 'ident' ? 'name' : kind === 'string' || kind === 'number' ? kind : 'other'

/** Deeper nesting than any person writes is not followed: the walk over it is recursive. */
const maxDepth = 200

/** Pairs parentheses and brackets; returns how deep they nest. */
const match = (toks: readonly Tok[]): number => {
  const open: number[] = []
  let depth = 0
  toks.forEach((t, i) => {
    if (t.text === '(' || t.text === '[') depth = Math.max(depth, open.push(i))
    if (t.text !== ')' && t.text !== ']') return
    const from = open.pop()
    const partner = from === undefined ? undefined : toks[from]
    if (from === undefined || !partner) return
    partner.pair = i
    t.pair = from
  })
  return depth
}

/** The tokens without white space and comments; undefined where one does not end or they nest too deep. */
export const tokens = (text: string): readonly Tok[] | undefined => {
  const all = lex(text)
  if (all.some((t) => t.unterminated)) return undefined
  const out = all
    .filter((t) => !isTrivia(t))
    .map((t): Tok => {
      const source = text.slice(t.from, t.to)
      const kind = kindOf(t.kind)
      const name = kind === 'name' ? identName(source) : ''
      return {
        kind,
        text: t.kind === 'word' ? name : source,
        name,
        quoted: t.kind === 'ident',
        from: t.from,
        to: t.to,
        pair: -1,
      }
    })
  for (const t of out) if (t.text === '(' || t.text === '[') t.pair = out.length
  return match(out) > maxDepth ? undefined : out
}

/** Whether the token is this unquoted word. */
export const isWord = (t: Tok | undefined, ...words: readonly string[]): boolean =>
  t !== undefined && t.kind === 'name' && !t.quoted && words.includes(t.text)

/** Whether the token can name a column, a table or an alias. */
export const isName = (t: Tok | undefined): t is Tok =>
  t !== undefined && t.kind === 'name' && (t.quoted || !(reserved.has(t.text) || typeOrFunction.has(t.text)))

/** A dotted name: the indices of its parts. */
export const chainAt = (toks: readonly Tok[], i: number): readonly number[] => {
  const out = [i]
  for (let j = i; toks[j + 1]?.text === '.' && toks[j + 2]?.kind === 'name'; j += 2) out.push(j + 2)
  return out
}

/** Words that begin a query in parentheses. */
export const queryWords = [
  'select',
  'with',
  'values',
  'insert',
  'update',
  'delete',
  'merge',
  'table',
] as const

/** Whether the parenthesis at `i` holds a query, possibly in more parentheses. */
export const opensQuery = (toks: readonly Tok[], i: number): boolean => {
  let j = i + 1
  while (toks[j]?.text === '(') j++
  return isWord(toks[j], ...queryWords)
}
