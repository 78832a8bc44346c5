/** Length in UTF-8 bytes; a lone surrogate counts as the three bytes of U+FFFD. */
export const utf8Length = (s: string): number => {
  let n = 0
  for (let i = 0; i < s.length; i++) {
    const c = s.charCodeAt(i)
    if (c < 0x80) n += 1
    else if (c < 0x800) n += 2
    else if (!isPair(c, s.charCodeAt(i + 1))) n += 3
    else {
      n += 4
      i++
    }
  }
  return n
}

const isPair = (high: number, low: number): boolean =>
  high >= 0xd800 && high < 0xdc00 && low >= 0xdc00 && low < 0xe000

/** The longest prefix of whole characters that fits into `bytes` bytes of UTF-8. */
export const utf8Prefix = (s: string, bytes: number): string => {
  let out = ''
  let n = 0
  for (const c of s) {
    n += utf8Length(c)
    if (n > bytes) break
    out += c
  }
  return out
}

/** FNV-1a over UTF-16 units, as 8 hexadecimal digits. Stable across versions: cut names depend on it. */
export const stableHash = (s: string): string => {
  let h = 0x811c9dc5
  for (let i = 0; i < s.length; i++) {
    h ^= s.charCodeAt(i)
    h = Math.imul(h, 0x01000193)
  }
  return (h >>> 0).toString(16).padStart(8, '0')
}
