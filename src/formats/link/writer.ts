/** Bytes that grow. Whole numbers go 7 bits a byte, the lowest first. */
class Bytes {
  #bytes = new Uint8Array(1024)
  length = 0
  push(byte: number): void {
    if (this.length === this.#bytes.length) {
      const more = new Uint8Array(this.length * 2)
      more.set(this.#bytes)
      this.#bytes = more
    }
    this.#bytes[this.length++] = byte
  }
  uint(value: number): void {
    let rest = value
    for (; rest > 0x7f; rest = Math.floor(rest / 128)) this.push((rest % 128) | 0x80)
    this.push(rest)
  }
  done(): Uint8Array {
    return this.#bytes.subarray(0, this.length)
  }
}

/** Ends a text: no byte of UTF-8, nor of a lone surrogate written in its manner. */
export const endOfText = 0xff

/** Numbers and texts in two sections, since each compresses best among its own. */
export class Writer {
  readonly #numbers = new Bytes()
  readonly #texts = new Bytes()

  uint(value: number): void {
    this.#numbers.uint(value)
  }
  /** A whole number, small ones of either sign in few bytes. */
  int(value: number): void {
    this.uint(value < 0 ? -2 * value - 1 : 2 * value)
  }
  /** 0 none, 1 all, 2 some, followed by eight to a byte. */
  bits(values: readonly boolean[]): void {
    const count = values.filter(Boolean).length
    const mixed = count > 0 && count < values.length
    this.uint(mixed ? 2 : count === 0 ? 0 : 1)
    if (!mixed) return
    for (let i = 0; i < values.length; i += 8) {
      let byte = 0
      for (let bit = 0; bit < 8; bit++) if (values[i + bit]) byte |= 1 << bit
      this.#numbers.push(byte)
    }
  }
  bytes(values: Iterable<number>): void {
    for (const v of values) this.#numbers.push(v)
  }
  /** Any string: a lone surrogate is written like a character of its own. */
  text(value: string): void {
    for (const c of value) {
      const p = c.codePointAt(0) ?? 0
      const put = (byte: number): void => this.#texts.push(byte)
      const tail = (shift: number): void => put(0x80 | ((p >> shift) & 0x3f))
      if (p < 0x80) put(p)
      else if (p < 0x800) {
        put(0xc0 | (p >> 6))
        tail(0)
      } else if (p < 0x10000) {
        put(0xe0 | (p >> 12))
        tail(6)
        tail(0)
      } else {
        put(0xf0 | (p >> 18))
        tail(12)
        tail(6)
        tail(0)
      }
    }
    this.#texts.push(endOfText)
  }
  done(): { readonly numbers: Uint8Array; readonly texts: Uint8Array } {
    return { numbers: this.#numbers.done(), texts: this.#texts.done() }
  }
}
