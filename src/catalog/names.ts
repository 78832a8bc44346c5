import { utf8Length } from '../base/index.ts'

const loneSurrogate = /\p{Surrogate}/u
/** What nearly every name is: printable ASCII that fits. */
const plain = /^[ -~]{1,63}$/

/** The most bytes of UTF-8 that PostgreSQL keeps of a name. */
export const maxNameBytes = 63

/** Why PostgreSQL could not keep the name as it is, in words; undefined for a good name. */
export const nameProblem = (name: string): string | undefined => {
  if (plain.test(name)) return undefined
  if (name === '') return 'A name must not be empty.'
  if (name.includes('\0')) return 'A name must not contain a NUL character.'
  if (loneSurrogate.test(name)) return 'The name contains half of a surrogate pair, which is no character.'
  const bytes = utf8Length(name)
  return bytes > maxNameBytes
    ? `The name takes ${bytes} bytes; PostgreSQL keeps ${maxNameBytes} and cuts the rest.`
    : undefined
}
