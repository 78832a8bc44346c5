/**
 * `word`: an unquoted identifier or keyword. `ident`: a quoted identifier. `string`: a constant in quotes of
 * any form. `op`: an operator, `::`, `:=` and `=>` included. `punct`: one of `( ) [ ] , ; . :`.
 */
export type TokenKind =
  | 'space'
  | 'comment'
  | 'word'
  | 'ident'
  | 'string'
  | 'number'
  | 'param'
  | 'op'
  | 'punct'
  | 'other'

export interface Token {
  readonly kind: TokenKind
  /** UTF-16 offsets into the text. */
  readonly from: number
  readonly to: number
  /** The text ended before the token did. */
  readonly unterminated?: true
}

const isDigit = (c: number): boolean => c >= 48 && c <= 57
const isLetter = (c: number): boolean => (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || c === 95 || c >= 128
const isWordPart = (c: number): boolean => isLetter(c) || isDigit(c) || c === 36
const isSpace = (c: number): boolean => c === 32 || (c >= 9 && c <= 13)
const isOperator = (c: number): boolean => '+-*/<>=~!@#%^&|`?'.includes(String.fromCharCode(c))

interface End {
  readonly kind: TokenKind
  readonly to: number
  readonly unterminated?: boolean
}
type Scan = (s: string, i: number) => End

const run = (s: string, i: number, test: (c: number) => boolean): number => {
  let j = i
  while (j < s.length && test(s.charCodeAt(j))) j++
  return j
}

/** From the opening quote at `i` to behind the closing one; a doubled quote is part of the constant. */
const quoted = (s: string, i: number, kind: TokenKind, escapes: boolean): End => {
  const quote = s.charCodeAt(i)
  for (let j = i + 1; j < s.length; j++) {
    const c = s.charCodeAt(j)
    if (escapes && c === 92) j++
    else if (c === quote && s.charCodeAt(j + 1) === quote) j++
    else if (c === quote) return { kind, to: j + 1 }
  }
  return { kind, to: s.length, unterminated: true }
}

const lineComment: Scan = (s, i) => {
  const end = s.indexOf('\n', i)
  return { kind: 'comment', to: end < 0 ? s.length : end }
}

const blockComment: Scan = (s, i) => {
  let depth = 0
  for (let j = i; j < s.length; j++) {
    const two = s.charCodeAt(j) === 47 ? s.charCodeAt(j + 1) === 42 : s.charCodeAt(j + 1) === 47
    if (!two || (s.charCodeAt(j) !== 47 && s.charCodeAt(j) !== 42)) continue
    depth += s.charCodeAt(j) === 47 ? 1 : -1
    j++
    if (depth === 0) return { kind: 'comment', to: j + 1 }
  }
  return { kind: 'comment', to: s.length, unterminated: true }
}

/** Length of the dollar-quote delimiter at `i`, or 0. A tag is an identifier without `$`. */
const delimiterLength = (s: string, i: number): number => {
  const tag = i + 1 < s.length && isLetter(s.charCodeAt(i + 1))
  const j = tag ? run(s, i + 1, (c) => isLetter(c) || isDigit(c)) : i + 1
  return s.charCodeAt(j) === 36 ? j + 1 - i : 0
}

const dollar: Scan = (s, i) => {
  if (isDigit(s.charCodeAt(i + 1))) return { kind: 'param', to: run(s, i + 1, isDigit) }
  const n = delimiterLength(s, i)
  if (n === 0) return { kind: 'other', to: i + 1 }
  const end = s.indexOf(s.slice(i, i + n), i + n)
  return end < 0 ? { kind: 'string', to: s.length, unterminated: true } : { kind: 'string', to: end + n }
}

const numberPattern =
  /(?:0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|(?:\d(?:_?\d)*(?:\.(?!\.)(?:\d(?:_?\d)*)?)?|\.\d(?:_?\d)*)(?:[eE][+-]?\d(?:_?\d)*)?)/y

const number: Scan = (s, i) => {
  numberPattern.lastIndex = i
  return { kind: 'number', to: numberPattern.test(s) ? numberPattern.lastIndex : i + 1 }
}

/** `E'…'`, `B'…'`, `X'…'`, `N'…'`, `U&'…'` and `U&"…"`, else a word. */
const word: Scan = (s, i) => {
  const c = s.charAt(i).toLowerCase()
  const next = s.charCodeAt(i + 1)
  if (next === 39 && 'ebxn'.includes(c)) return quoted(s, i + 1, 'string', c === 'e')
  if (c === 'u' && next === 38 && s.charCodeAt(i + 2) === 39) return quoted(s, i + 2, 'string', false)
  if (c === 'u' && next === 38 && s.charCodeAt(i + 2) === 34) return quoted(s, i + 2, 'ident', false)
  return { kind: 'word', to: run(s, i, isWordPart) }
}

/** Longest run of operator characters that holds no comment start; `+` and `-` end it as PostgreSQL's lexer does. */
const operator: Scan = (s, i) => {
  let j = i + 1
  while (j < s.length && isOperator(s.charCodeAt(j))) {
    const c = s.charCodeAt(j)
    const d = s.charCodeAt(j + 1)
    if ((c === 45 && d === 45) || (c === 47 && d === 42)) break
    j++
  }
  if (!/[~!@#%^&|`?]/.test(s.slice(i, j))) while (j > i + 1 && /[+-]/.test(s.charAt(j - 1))) j--
  return { kind: 'op', to: j }
}

const colon: Scan = (s, i) => {
  const next = s.charAt(i + 1)
  return next === ':' || next === '=' ? { kind: 'op', to: i + 2 } : { kind: 'punct', to: i + 1 }
}

const scan: Scan = (s, i) => {
  const c = s.charCodeAt(i)
  const d = s.charCodeAt(i + 1)
  if (isSpace(c)) return { kind: 'space', to: run(s, i, isSpace) }
  if (isLetter(c)) return word(s, i)
  if (c === 39) return quoted(s, i, 'string', false)
  if (c === 34) return quoted(s, i, 'ident', false)
  if (c === 36) return dollar(s, i)
  if (isDigit(c) || (c === 46 && isDigit(d))) return number(s, i)
  if (c === 45 && d === 45) return lineComment(s, i)
  if (c === 47 && d === 42) return blockComment(s, i)
  if (c === 58) return colon(s, i)
  if (isOperator(c)) return operator(s, i)
  return { kind: '()[],;.'.includes(s.charAt(i)) ? 'punct' : 'other', to: i + 1 }
}

/**
 * Tokens of PostgreSQL SQL, white space and comments included: their ranges cover the text without a gap.
 * Never fails, and takes time linear in the text's length.
 */
export const lex = (text: string): readonly Token[] => {
  const out: Token[] = []
  for (let i = 0; i < text.length; ) {
    const { kind, to, unterminated } = scan(text, i)
    out.push(unterminated ? { kind, from: i, to, unterminated: true } : { kind, from: i, to })
    i = to
  }
  return out
}

export const isTrivia = (t: Token): boolean => t.kind === 'space' || t.kind === 'comment'

/** The name that a word or a quoted identifier stands for: unquoted ones fold to lower case (ASCII only). */
export const identName = (source: string): string => {
  if (source.startsWith('"')) return source.slice(1, -1).replaceAll('""', '"')
  if (/^u&"/i.test(source)) return unicodeEscapes(source.slice(3, -1).replaceAll('""', '"'))
  return source.replace(/[A-Z]/g, (c) => c.toLowerCase())
}

const unicodeEscapes = (s: string): string =>
  s.replace(/\\(?:\\|\+([0-9a-f]{6})|([0-9a-f]{4}))/gi, (m, six?: string, four?: string) => {
    const code = Number.parseInt(six ?? four ?? '', 16)
    return Number.isNaN(code) ? '\\' : code > 0x10ffff ? m : String.fromCodePoint(code)
  })

/** The value of a plain `'…'` constant; undefined for the forms with escapes or a dollar. */
export const stringValue = (source: string): string | undefined =>
  source.length >= 2 && source.startsWith("'") && source.endsWith("'")
    ? source.slice(1, -1).replaceAll("''", "'")
    : undefined
