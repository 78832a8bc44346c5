import { isTrivia, lex } from './lex.ts'

/** What stands between commas outside parentheses, brackets and constants, trimmed; of blank text nothing. */
export const listItems = (list: string): readonly string[] => {
  const out: string[] = []
  let depth = 0
  let from = 0
  for (const t of lex(list)) {
    const s = t.kind === 'punct' ? list.charAt(t.from) : ''
    if (s === '(' || s === '[') depth++
    else if (s === ')' || s === ']') depth--
    else if (s === ',' && depth === 0) {
      out.push(list.slice(from, t.from).trim())
      from = t.to
    }
  }
  const last = list.slice(from).trim()
  return out.length === 0 && last === '' ? [] : [...out, last]
}

/**
 * Why a fragment cannot stand where it is put: it would take what follows along, or end what it stands in.
 * Undefined where it can. Whether it makes sense is PostgreSQL's to say.
 */
export const fragmentFlaw = (text: string): string | undefined => {
  const open: string[] = []
  const tokens = lex(text)
  for (const t of tokens) {
    const s = text.slice(t.from, t.to)
    if (t.unterminated) return `“${s}” never ends. Close its quote or comment.`
    if (t.kind !== 'punct') continue
    if (s === ';') return '“;” would end the statement here. Remove it and what follows.'
    if (s === '(' || s === '[') open.push(s)
    else if ((s === ')' || s === ']') && open.pop() !== (s === ')' ? '(' : '['))
      return `“${text.slice(0, t.to)}” closes a parenthesis that is not open. Remove “${s}” or open it before.`
  }
  if (tokens.every(isTrivia)) return 'There is no expression here. Type one.'
  const left = open.at(-1)
  return left && `A “${left}” is not closed. Add “${left === '(' ? ')' : ']'}”.`
}
