import { endOfText } from './writer.ts'

/** Values that one link may hold, members of objects counted each. */
const mostValues = 1_500_000
/** UTF-16 units of all its texts as the design will hold them, repeats counted each. */
const mostText = 20 * 1024 * 1024

/** The problem of a link whose writer knew more kinds, members or choices. */
export const newer = 'it was made by a newer Damask'

/**
 * Reads what a Writer wrote. The first thing wrong is kept in `problem`; from then on everything reads as
 * nothing, so that callers need no checks of their own and end soon.
 */
export class Reader {
  problem: string | undefined
  readonly #numbers: Uint8Array
  readonly #texts: Uint8Array
  #number = 0
  #text = 0
  #values = 0
  #units = 0

  constructor(numbers: Uint8Array, texts: Uint8Array) {
    this.#numbers = numbers
    this.#texts = texts
  }

  fail(problem: string): void {
    this.problem ??= problem
  }

  #byte(): number {
    const byte = this.#numbers[this.#number++]
    if (byte === undefined) this.fail('it ends too early')
    return this.problem === undefined ? (byte ?? 0) : 0
  }

  uint(): number {
    let value = 0
    for (let scale = 1; ; scale *= 128) {
      const byte = this.#byte()
      value += (byte & 0x7f) * scale
      if (value > Number.MAX_SAFE_INTEGER) this.fail('it has a number out of range')
      if (byte < 0x80 || this.problem !== undefined) return this.problem === undefined ? value : 0
    }
  }

  int(): number {
    const value = this.uint()
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2
  }

  /** Takes `n` values off the budget; how many of them may be read. */
  spend(n: number): number {
    this.#values += n
    if (this.#values > mostValues) this.fail('it holds too much')
    return this.problem === undefined ? n : 0
  }

  /** A text that was repeated or put together; '' where that takes the whole over its limit. */
  made(value: string): string {
    this.#units += value.length
    if (this.#units > mostText) this.fail('it holds too much text')
    return this.problem === undefined ? value : ''
  }

  /** `n` bytes as they were written. */
  bytes(n: number): Uint8Array {
    return Uint8Array.from({ length: n }, () => this.#byte())
  }

  bits(n: number): readonly boolean[] {
    const mode = this.uint()
    if (mode > 2) this.fail('it has an unknown form')
    if (mode < 2) return new Array<boolean>(n).fill(mode === 1)
    const out: boolean[] = []
    for (let byte = 0; out.length < n; byte >>= 1) {
      if (out.length % 8 === 0) byte = this.#byte()
      out.push((byte & 1) === 1)
    }
    return out
  }

  text(): string {
    const from = this.#text
    const end = this.#texts.indexOf(endOfText, from)
    if (end < 0) this.fail('it ends too early')
    if (this.problem !== undefined) return ''
    this.#text = end + 1
    let out = ''
    for (let i = from; i < end; ) {
      const lead = this.#texts[i] ?? 0
      const more = lead < 0x80 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3
      let p = more === 0 ? lead : lead & (0x3f >> more)
      for (let k = 1; k <= more; k++) p = (p << 6) | ((this.#texts[i + k] ?? 0) & 0x3f)
      if (p > 0x10ffff) this.fail('it has a character out of range')
      else out += String.fromCodePoint(p)
      i += more + 1
    }
    return this.made(out)
  }

  /** Bytes of the numbers that were read. */
  get at(): number {
    return this.#number
  }

  /** True where everything was read. */
  get atEnd(): boolean {
    return this.#number === this.#numbers.length && this.#text === this.#texts.length
  }
}
