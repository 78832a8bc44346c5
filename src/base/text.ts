/** Length in UTF-8 bytes; a lone surrogate counts as the three bytes of U+FFFD. */
export const utf8Length = (s: string): number => {
  let n = 0
  for (const c of s) {
    const p = c.codePointAt(0) ?? 0
    n += p < 0x80 ? 1 : p < 0x800 ? 2 : p < 0x10000 ? 3 : 4
  }
  return n
}

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
