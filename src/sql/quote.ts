import { stableHash } from '../base/index.ts'
import { bodyReserved, isKeyword } from './keywords.ts'

const simple = /^[a-z_][a-z0-9_]*$/

/** The identifier as it must be written: bare where that reads back the same everywhere, else in double quotes. */
export const quoteIdent = (name: string): string =>
  simple.test(name) && !isKeyword(name) && !bodyReserved.has(name) ? name : `"${name.replaceAll('"', '""')}"`

/** `body` between dollar quotes whose tag does not occur in it. `tag` is tried second, after the bare `$$`. */
export const dollarQuote = (body: string, tag = 'body'): string => {
  const fits = (t: string): boolean => !body.includes(`$${t}$`) && !body.endsWith(`$${t}`)
  let t = ''
  for (let n = 0; !fits(t); n++) t = n === 0 ? tag : `${tag}_${stableHash(body + n)}`
  return `$${t}$${body}$${t}$`
}
