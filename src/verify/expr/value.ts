/** A value of the evaluator. Dates, ranges, JSON and the like are their text. */
export type Known = string | number | boolean | null

/** What the evaluator cannot tell. */
export const unknown = Symbol('unknown')
export type Val = Known | typeof unknown

/** PostgreSQL's character classes in JavaScript's words, where the two differ. */
const classes: Readonly<Record<string, string>> = {
  '[:alpha:]': 'A-Za-z',
  '[:digit:]': '0-9',
  '[:alnum:]': 'A-Za-z0-9',
  '[:upper:]': 'A-Z',
  '[:lower:]': 'a-z',
  '[:space:]': '\\s',
  '[:xdigit:]': '0-9A-Fa-f',
}

/** The pattern with bracket classes spelled out. */
export const plainPattern = (pattern: string): string => pattern.replace(/\[:\w+:\]/g, (c) => classes[c] ?? c)

/** Long or nested patterns could take for ever; they are left unjudged. */
const risky = (pattern: string): boolean => pattern.length > 300 || /[+*}]\)?[+*{]/.test(pattern)

export const matchesRegex = (text: string, pattern: string, flags: string): Val => {
  if (risky(pattern)) return unknown
  try {
    return new RegExp(plainPattern(pattern), `s${flags}`).test(text)
  } catch {
    return unknown
  }
}

export const matchesLike = (text: string, pattern: string, flags: string): Val => {
  const source = pattern.replace(/\\([\s\S])|[%_]|[.*+?^${}()|[\]\\]/g, (c, escaped: string | undefined) => {
    if (escaped !== undefined) return escaped.replace(/[.*+?^${}()|[\]\\]/, '\\$&')
    return c === '%' ? '.*' : c === '_' ? '.' : `\\${c}`
  })
  return matchesRegex(text, `^${source.replace(/(\.\*)+/g, '.*')}$`, flags)
}
