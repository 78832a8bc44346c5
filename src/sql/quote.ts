import { stableHash, utf8Length } from '../base/index.ts'
import { isKeyword } from './keywords.ts'

const loneSurrogate = /\p{Surrogate}/u
const simple = /^[a-z_][a-z0-9_]*$/

/** The identifier as it must be written: bare where that reads back the same, else in double quotes. */
export const quoteIdent = (name: string): string =>
  simple.test(name) && !isKeyword(name) ? name : `"${name.replaceAll('"', '""')}"`

/** `body` between dollar quotes whose tag does not occur in it. `tag` is tried second, after the bare `$$`. */
export const dollarQuote = (body: string, tag = 'body'): string => {
  const fits = (t: string): boolean => !`${body}$`.includes(`$${t}$`) && !body.endsWith(`$${t}`)
  let t = ''
  for (let n = 0; !fits(t); n++) t = n === 0 ? tag : `${tag}_${stableHash(body + n)}`
  return `$${t}$${body}$${t}$`
}

/** The most bytes of UTF-8 that PostgreSQL keeps of a name. */
export const maxNameBytes = 63

/** Why PostgreSQL could not keep the name as it is, in words; undefined for a good name. */
export const nameProblem = (name: string): string | undefined => {
  if (name === '') return 'A name must not be empty.'
  if (name.includes('\0')) return 'A name must not contain a NUL character.'
  if (loneSurrogate.test(name)) return 'The name contains half of a surrogate pair, which is no character.'
  const bytes = utf8Length(name)
  return bytes > maxNameBytes
    ? `The name takes ${bytes} bytes; PostgreSQL keeps ${maxNameBytes} and cuts the rest.`
    : undefined
}
