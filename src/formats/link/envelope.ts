import { deflateSync, Inflate } from 'fflate'
import { err, ok, type Result, stableHash } from '../../base/index.ts'
import { bytesText, numberText, textBytes, textNumber } from './base64url.ts'
import { dictionary } from './dictionary.ts'
import { Reader } from './reader.ts'
import { Writer } from './writer.ts'

/**
 * Of the envelope, the tables of members and the dictionary together, as a link's first character. Anything
 * but appending to the tables or putting words before the dictionary's first needs a new one.
 */
const version = '1'
const digits = { length: 4, checksum: 6 } as const
const head = 1 + digits.length + digits.checksum

/** Characters of a link that is looked at at all. */
export const longestLink = 1_000_000
/** Bytes that a link may unfold to. */
const mostBytes = 8 * 1024 * 1024

export interface LinkError {
  /** `cut`: it lost its end on the way. `altered`: it is not as it was written. `invalid`: no Damask wrote it so. */
  readonly code: 'empty' | 'too-long' | 'newer' | 'cut' | 'altered' | 'invalid'
  readonly message: string
}
export const linkError = (
  code: LinkError['code'],
  message: string,
): { readonly ok: false; readonly error: LinkError } => err({ code, message })

export const newerLink = linkError(
  'newer',
  'The link was made by a newer Damask. Reload the page or update, then open it again.',
)

const checksum = (body: string): string => numberText(Number.parseInt(stableHash(body), 16), digits.checksum)

/** Bytes, deflated, with what tells whether all of them arrived. */
export const sealBytes = (bytes: Uint8Array): string => {
  const body = bytesText(deflateSync(bytes, { level: 9, dictionary }))
  return version + numberText(body.length, digits.length) + checksum(body) + body
}

/** What a writer wrote as a link. */
export const seal = (w: Writer): string => {
  const { numbers, texts } = w.done()
  const front = new Writer()
  front.uint(texts.length)
  const length = front.done().numbers
  const bytes = new Uint8Array(length.length + texts.length + numbers.length)
  bytes.set(length)
  bytes.set(texts, length.length)
  bytes.set(numbers, length.length + texts.length)
  return sealBytes(bytes)
}

/** Unfolds in small steps, so that a link made to grow without end is left after the first bytes too many. */
const inflate = (bytes: Uint8Array): Result<Uint8Array, string> => {
  const out: Uint8Array[] = []
  let length = 0
  const stream = new Inflate({ dictionary }, (chunk) => {
    length += chunk.length
    if (length <= mostBytes) out.push(chunk)
  })
  const step = 1024
  try {
    for (let i = 0; i < bytes.length && length <= mostBytes; i += step)
      stream.push(bytes.subarray(i, i + step), i + step >= bytes.length)
  } catch (e) {
    return err(e instanceof Error ? e.message : String(e))
  }
  if (length > mostBytes) return err('it unfolds to too much')
  const whole = new Uint8Array(length)
  let at = 0
  for (const chunk of out) {
    whole.set(chunk, at)
    at += chunk.length
  }
  return ok(whole)
}

/** Programs on the way break long lines, put invisible marks into them, or escape what needs no escape. */
const mended = (link: string): string =>
  link
    .replace(/%([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/[\s\p{Cf}]+/gu, '')

const wholeBody = (link: string): Result<string, LinkError> => {
  if (link === '') return linkError('empty', 'The link carries no design.')
  if (link.length > longestLink)
    return linkError('too-long', 'The link is too long to be a design; ask for the file.')
  if (link.charAt(0) !== version)
    return /^[2-9]/.test(link)
      ? newerLink
      : linkError('altered', 'This is no link to a Damask design, or its beginning was lost.')
  const length = textNumber(link.slice(1, 1 + digits.length))
  // What a mail program put behind the link is not part of it.
  const body = link.slice(head, head + (length ?? 0))
  if (link.length < head || (length !== undefined && body.length < length))
    return linkError('cut', 'The link was cut short on its way. Ask for it again, or for the file.')
  if (checksum(body) !== link.slice(1 + digits.length, head))
    return linkError('altered', 'The link was altered on its way. Ask for it again, or for the file.')
  return ok(body)
}

const bodyOf = (link: string): Result<string, LinkError> => {
  const body = wholeBody(link)
  if (body.ok || link.length > longestLink) return body
  const again = wholeBody(mended(link))
  return again.ok ? again : body
}

/** The bytes that `sealBytes` was given. */
export const unsealBytes = (link: string): Result<Uint8Array, LinkError> => {
  const body = bodyOf(link)
  if (!body.ok) return body
  const bytes = textBytes(body.value)
  const payload = bytes ? inflate(bytes) : err('it is no base64')
  return payload.ok ? payload : linkError('invalid', `The link holds no design: ${payload.error}.`)
}

/** What `seal` made, ready to be read. */
export const unseal = (link: string): Result<Reader, LinkError> => {
  const payload = unsealBytes(link)
  if (!payload.ok) return payload
  const front = new Reader(payload.value, new Uint8Array())
  const length = front.uint()
  const from = front.at
  return ok(new Reader(payload.value.subarray(from + length), payload.value.subarray(from, from + length)))
}
