const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const values: ReadonlyMap<string, number> = new Map(Array.from(alphabet, (c, i) => [c, i]))

/** A whole number below 64 ** digits. */
export const numberText = (value: number, digits: number): string => {
  let out = ''
  for (let rest = value; out.length < digits; rest = Math.floor(rest / 64))
    out = alphabet.charAt(rest % 64) + out
  return out
}
export const textNumber = (text: string): number | undefined => {
  let out = 0
  for (const c of text) {
    const v = values.get(c)
    if (v === undefined) return undefined
    out = out * 64 + v
  }
  return out
}

/** Bytes as text that needs no escape in an address, without padding. */
export const bytesText = (bytes: Uint8Array): string => {
  let out = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b = 0, c = 0] = bytes.subarray(i, i + 3)
    out += numberText(a * 65536 + b * 256 + c, 4).slice(0, Math.min(4, bytes.length - i + 1))
  }
  return out
}
export const textBytes = (text: string): Uint8Array | undefined => {
  const out = new Uint8Array(Math.floor((text.length * 3) / 4))
  for (let i = 0, at = 0; i < text.length; i += 4, at += 3) {
    const n = textNumber(text.slice(i, i + 4).padEnd(4, 'A'))
    if (n === undefined) return undefined
    out.set([n >> 16, (n >> 8) & 255, n & 255].slice(0, out.length - at), at)
  }
  return out
}
