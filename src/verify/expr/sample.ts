import { plainPattern } from './value.ts'

/** Reads a regular expression of the plain kind (classes, groups, repetition, alternation) and writes a match. */
class Sampler {
  private at = 0
  private readonly source: string
  private seed: number
  constructor(source: string, seed: number) {
    this.source = source
    this.seed = seed
  }

  whole(): string | undefined {
    const s = this.alternatives()
    return this.at < this.source.length ? undefined : s
  }

  private take(n: number): number {
    const digit = this.seed % n
    this.seed = Math.floor(this.seed / n)
    return digit
  }

  private alternatives(): string | undefined {
    let first: string | undefined
    do {
      const s = this.sequence()
      if (s === undefined) return undefined
      first ??= s
    } while (this.source[this.at] === '|' && ++this.at)
    return first
  }

  private sequence(): string | undefined {
    let out = ''
    while (this.at < this.source.length && !'|)'.includes(this.source[this.at] ?? '')) {
      const start = this.at
      const one = this.atom()
      if (one === undefined) return undefined
      const times = this.times()
      if (times === undefined) return undefined
      const end = this.at
      if (times > 0) out += one
      for (let i = 1; i < times; i++) {
        this.at = start
        out += this.atom() ?? ''
      }
      this.at = end
    }
    return out
  }

  private times(): number | undefined {
    const m = /^(?:([*+?])|\{(\d+)(?:,\d*)?\})\??/.exec(this.source.slice(this.at))
    if (!m) return 1
    this.at += m[0].length
    const n = m[2] === undefined ? (m[1] === '?' ? 0 : 1) : Number(m[2])
    return n > 1000 ? undefined : n
  }

  private atom(): string | undefined {
    const c = this.source[this.at++] ?? ''
    if (c === '^' || c === '$') return ''
    if (c === '.') return this.pick('abcdefghijklmnopqrstuvwxyz0123456789')
    if (c === '[') return this.bracket()
    if (c === '(') return this.group()
    if (c === '\\') return this.escape(this.source[this.at++] ?? '')
    return '*+?{'.includes(c) ? undefined : c
  }

  private pick(from: string): string {
    return from[this.take(from.length)] ?? ''
  }

  private group(): string | undefined {
    if (this.source[this.at] === '?') {
      if (this.source[this.at + 1] !== ':') return undefined
      this.at += 2
    }
    const s = this.alternatives()
    return this.source[this.at++] === ')' ? s : undefined
  }

  private escape(c: string): string | undefined {
    const sets: Readonly<Record<string, string>> = {
      d: '0123456789',
      w: 'abcdefghijklmnopqrstuvwxyz0123456789',
      s: ' ',
    }
    const set = sets[c]
    if (set) return this.pick(set)
    return /[A-Za-z0-9]/.test(c) ? undefined : c
  }

  private bracket(): string | undefined {
    const end = this.source.indexOf(']', this.at + 1)
    if (end < 0) return undefined
    const body = this.source.slice(this.at, end)
    this.at = end + 1
    const negated = body.startsWith('^')
    const members = spread(negated ? body.slice(1) : body)
    if (!negated) return members === '' ? undefined : this.pick(members)
    const rest = [...'abcdefghijklmnopqrstuvwxyz0123456789-_.'].filter((c) => !members.includes(c)).join('')
    return rest === '' ? undefined : this.pick(rest)
  }
}

const spread = (body: string): string => {
  const plain = body
    .replaceAll('\\d', '0-9')
    .replaceAll('\\w', 'A-Za-z0-9_')
    .replaceAll('\\s', ' ')
    .replace(/\\(.)/g, '$1')
  return plain.replace(/(.)-(.)/g, (_, a: string, b: string) => {
    const [from, to] = [a.charCodeAt(0), b.charCodeAt(0)]
    return to - from > 300
      ? a
      : Array.from({ length: Math.max(0, to - from + 1) }, (_v, i) => String.fromCharCode(from + i)).join('')
  })
}

/** A short text that the pattern matches, another for another seed where there is room; undefined where it is not plain. */
export const sampleRegex = (pattern: string, seed: number): string | undefined =>
  new Sampler(plainPattern(pattern), seed).whole()
