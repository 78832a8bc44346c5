/** Where a text stops being JSON, from 0, and what would have been right there. */
export interface SyntaxProblem {
  readonly offset: number
  readonly message: string
}

const space = /[ \t\n\r]*/y
const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y
const escaped = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y

/** The offset after the string constant that starts at `from`, or -1. A loop: one pattern for it all could exhaust the stack. */
const endOfString = (text: string, from: number): number => {
  for (let i = from + 1; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (c === 0x22) return i + 1
    if (c < 0x20) return -1
    if (c === 0x5c) {
      escaped.lastIndex = i
      if (!escaped.test(text)) return -1
      i = escaped.lastIndex - 1
    }
  }
  return -1
}

class Scanner {
  at = 0
  readonly open: { readonly list: boolean; readonly offset: number }[] = []
  readonly text: string
  constructor(text: string) {
    this.text = text
  }

  match(pattern: RegExp): boolean {
    pattern.lastIndex = this.at
    if (!pattern.test(this.text)) return false
    this.at = pattern.lastIndex
    return true
  }

  take(c: string): boolean {
    this.match(space)
    if (this.text.charAt(this.at) !== c) return false
    this.at++
    return true
  }

  fail(expected: string): SyntaxProblem {
    this.match(space)
    if (this.at < this.text.length) return { offset: this.at, message: `expected ${expected} here` }
    const inside = this.open.at(-1)
    const where = inside ? `, inside ${inside.list ? 'a list' : 'an object'} that is not closed` : ''
    return { offset: this.at, message: `the text ends here${where}; expected ${expected}` }
  }

  string(expected: string): SyntaxProblem | undefined {
    this.match(space)
    if (this.text.charAt(this.at) !== '"') return this.fail(expected)
    const end = endOfString(this.text, this.at)
    if (end < 0)
      return { offset: this.at, message: 'this text in quotes is not closed or holds a wrong character' }
    this.at = end
    return undefined
  }

  key(): SyntaxProblem | undefined {
    const wrong = this.string('a name in double quotes')
    if (wrong) return wrong
    return this.take(':') ? undefined : this.fail('a colon')
  }

  /** Reads up to where a value has ended; containers only open. */
  value(): SyntaxProblem | 'opened' | 'ended' {
    this.match(space)
    const offset = this.at
    const list = this.take('[')
    if (list || this.take('{')) {
      this.open.push({ list, offset })
      if (this.take(list ? ']' : '}')) {
        this.open.pop()
        return 'ended'
      }
      return (list ? undefined : this.key()) ?? 'opened'
    }
    if (this.text.charAt(offset) === '"') return this.string('a value') ?? 'ended'
    return this.match(scalar) && this.at > offset ? 'ended' : this.fail('a value')
  }

  /** After a value: closes what ends here; 'more' when another value follows, 'done' at the end. */
  after(): SyntaxProblem | 'more' | 'done' {
    for (let inside = this.open.at(-1); inside; inside = this.open.at(-1)) {
      if (this.take(',')) return (inside.list ? undefined : this.key()) ?? 'more'
      if (!this.take(inside.list ? ']' : '}')) return this.fail(inside.list ? 'a comma or ]' : 'a comma or }')
      this.open.pop()
    }
    this.match(space)
    return this.at === this.text.length ? 'done' : this.fail('the end of the text')
  }
}

/** The first place at which `text` is not JSON; undefined when it is. Iterative: depth cannot exhaust the stack. */
export const findSyntaxProblem = (text: string): SyntaxProblem | undefined => {
  const s = new Scanner(text)
  for (;;) {
    const value = s.value()
    if (value === 'opened') continue
    if (value !== 'ended') return value
    const after = s.after()
    if (after === 'done') return undefined
    if (after !== 'more') return after
  }
}

/** Line and column of an offset, both from 1. */
export const positionOf = (
  text: string,
  offset: number,
): { readonly line: number; readonly column: number } => {
  let line = 1
  let start = 0
  for (let i = text.indexOf('\n'); i >= 0 && i < offset; i = text.indexOf('\n', i + 1)) {
    line++
    start = i + 1
  }
  return { line, column: offset - start + 1 }
}

/** What a text holds outside quotes, if it is JSON. */
export interface Survey {
  /** The deepest nesting; not looked at beyond the limit. */
  readonly depth: number
  /** Values of any kind, at most. */
  readonly values: number
  /** Members of the objects that are members of the outermost one. */
  readonly inner: number
}

/** Looks at brackets, commas and colons alone, before anything is given to the parser. */
export const survey = (text: string, limit: number): Survey => {
  let [depth, deepest, values, inner] = [0, 0, 1, 0]
  let quoted = false
  for (let i = 0; i < text.length && deepest <= limit; i++) {
    const c = text.charCodeAt(i)
    if (c === 0x22) quoted = !quoted
    else if (quoted) i += c === 0x5c ? 1 : 0
    else if (c === 0x2c) values++
    else if (c === 0x3a) inner += depth === 2 ? 1 : 0
    else if ((c | 0x20) === 0x7b) {
      values++
      deepest = Math.max(deepest, ++depth)
    } else if ((c | 0x20) === 0x7d) depth--
  }
  return { depth: deepest, values, inner }
}
