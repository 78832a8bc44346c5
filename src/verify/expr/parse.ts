import type { Id } from '../../base/index.ts'
import type { Token } from './tokens.ts'

/** The part of SQL's expressions that constraints use. */
export type Expr =
  | { readonly e: 'value'; readonly value: string | number | boolean | null }
  /** A hole of the fragment: a column, or something with a name. */
  | { readonly e: 'ref'; readonly id: Id }
  /** A bare name that the text spells out: a column by name, or `value` in a domain. */
  | { readonly e: 'name'; readonly name: string }
  | { readonly e: 'call'; readonly name: string; readonly args: readonly Expr[] }
  | { readonly e: 'op'; readonly op: string; readonly args: readonly Expr[] }
  | { readonly e: 'array'; readonly items: readonly Expr[] }
  | {
      readonly e: 'any'
      readonly op: string
      readonly left: Expr
      readonly right: Expr
      readonly all: boolean
    }
  | { readonly e: 'cast'; readonly to: string; readonly arg: Expr }
  | { readonly e: 'is'; readonly arg: Expr; readonly what: 'null' | 'true' | 'false' }

/** How tightly an infix operator binds, weakest first, as PostgreSQL's grammar has it. */
const binds: Readonly<Record<string, number>> = {
  or: 1,
  and: 2,
  is: 4,
  '=': 5,
  '<': 5,
  '>': 5,
  '<=': 5,
  '>=': 5,
  '<>': 5,
  '!=': 5,
  between: 6,
  in: 6,
  like: 6,
  ilike: 6,
  '+': 8,
  '-': 8,
  '*': 9,
  '/': 9,
  '%': 9,
  '^': 10,
  '::': 13,
}
const other = 7
const negation = 3
const unary = 11

/** Deeper nesting is left unread: the parser is recursive. */
const deepest = 200

/** A thrown value of this class leaves `parseExpr` as undefined; it never leaves this file. */
class Unread extends Error {}

class Parser {
  private at = 0
  private depth = 0
  private readonly tokens: readonly Token[]
  constructor(tokens: readonly Token[]) {
    this.tokens = tokens
  }

  whole(): Expr {
    const e = this.expr(0)
    if (this.at < this.tokens.length) throw new Unread()
    return e
  }

  private peek(ahead = 0): string | undefined {
    const t = this.tokens[this.at + ahead]
    if (!t) return undefined
    if (t.t === 'op') return t.v
    return t.t === 'word' && !t.quoted ? t.v : undefined
  }
  private accept(...words: readonly string[]): boolean {
    if (!words.every((w, i) => this.peek(i) === w)) return false
    this.at += words.length
    return true
  }
  private expect(word: string): void {
    if (!this.accept(word)) throw new Unread()
  }

  private expr(least: number): Expr {
    if (++this.depth > deepest) throw new Unread()
    const e = this.infixes(this.prefix(), least)
    this.depth--
    return e
  }

  private infixes(first: Expr, least: number): Expr {
    let left = first
    for (;;) {
      const not = this.peek() === 'not' && ['between', 'in', 'like', 'ilike'].includes(this.peek(1) ?? '')
      const op = this.peek(not ? 1 : 0)
      if (op === undefined || !this.isInfix(op)) return left
      const power = binds[op] ?? other
      if (power <= least) return left
      this.at += not ? 2 : 1
      const e = this.infix(left, op, power)
      left = not ? { e: 'op', op: 'not', args: [e] } : e
    }
  }

  private isInfix(op: string): boolean {
    if (op in binds) return true
    return this.tokens[this.at]?.t === 'op' && !['(', ')', '[', ']', ',', '.'].includes(op)
  }

  private infix(left: Expr, op: string, power: number): Expr {
    switch (op) {
      case 'is':
        return this.is(left)
      case 'in':
        return { e: 'any', op: '=', left, right: { e: 'array', items: this.list() }, all: false }
      case 'between': {
        const low = this.expr(power)
        this.expect('and')
        const high = this.expr(power)
        const both: readonly Expr[] = [
          { e: 'op', op: '>=', args: [left, low] },
          { e: 'op', op: '<=', args: [left, high] },
        ]
        return { e: 'op', op: 'and', args: both }
      }
      case '::':
        return { e: 'cast', to: this.typeName(), arg: left }
      default:
        return this.operator(left, op, power)
    }
  }

  private operator(left: Expr, op: string, power: number): Expr {
    const all = this.peek() === 'all'
    if ((all || this.peek() === 'any' || this.peek() === 'some') && this.peek(1) === '(') {
      this.at += 2
      const right = this.expr(0)
      this.expect(')')
      return { e: 'any', op, left, right, all }
    }
    return { e: 'op', op, args: [left, this.expr(power)] }
  }

  private is(arg: Expr): Expr {
    const not = this.accept('not')
    const what = (['null', 'true', 'false'] as const).find((w) => this.accept(w))
    if (!what) throw new Unread()
    const e: Expr = { e: 'is', arg, what }
    return not ? { e: 'op', op: 'not', args: [e] } : e
  }

  private list(): readonly Expr[] {
    this.expect('(')
    const items: Expr[] = []
    if (this.accept(')')) return items
    do items.push(this.expr(0))
    while (this.accept(','))
    this.expect(')')
    return items
  }

  private typeName(): string {
    const words: string[] = []
    for (let w = this.tokens[this.at]; w?.t === 'word' || w?.t === 'ref'; w = this.tokens[this.at]) {
      const word = w.t === 'word' ? w.v : w.id
      if (words.length > 0 && !['varying', 'precision', 'with', 'without', 'time', 'zone'].includes(word))
        break
      words.push(word)
      this.at++
      if (this.accept('.')) words.pop()
    }
    if (words.length === 0) throw new Unread()
    if (this.peek() === '(') this.list()
    while (this.accept('[', ']')) words.push('[]')
    return words.join(' ')
  }

  private prefix(): Expr {
    const t = this.tokens[this.at++]
    if (!t) throw new Unread()
    if (t.t === 'number' || t.t === 'string') return { e: 'value', value: t.v }
    if (t.t === 'ref') return this.named({ e: 'ref', id: t.id })
    if (t.t === 'op') return this.prefixOperator(t.v)
    return t.quoted ? this.named({ e: 'name', name: t.v }) : this.word(t.v)
  }

  private prefixOperator(op: string): Expr {
    if (op === '(') {
      const e = this.expr(0)
      if (this.peek() === ',') return this.rows(e)
      this.expect(')')
      return e
    }
    if (op === '-' || op === '+') return { e: 'op', op, args: [this.expr(unary)] }
    throw new Unread()
  }

  /** `(a, b) = (c, d)`, read as its pairs. */
  private rows(first: Expr): Expr {
    const left = [first]
    while (this.accept(',')) left.push(this.expr(0))
    this.expect(')')
    const differ = this.accept('<>') || this.accept('!=')
    if (!differ) this.expect('=')
    const right = this.list()
    if (right.length !== left.length) throw new Unread()
    const pairs = left.map((l, i): Expr => ({ e: 'op', op: '=', args: [l, right[i] ?? l] }))
    const same: Expr = { e: 'op', op: 'and', args: pairs }
    return differ ? { e: 'op', op: 'not', args: [same] } : same
  }

  private word(w: string): Expr {
    if (w === 'true' || w === 'false') return { e: 'value', value: w === 'true' }
    if (w === 'null') return { e: 'value', value: null }
    if (w === 'not') return { e: 'op', op: 'not', args: [this.expr(negation)] }
    if (w === 'array' && this.accept('[')) return this.array()
    if (w === 'cast' && this.accept('(')) return this.castCall()
    const next = this.tokens[this.at]
    if (['date', 'timestamp', 'timestamptz'].includes(w) && next?.t === 'string') {
      this.at++
      return { e: 'cast', to: w, arg: { e: 'value', value: next.v } }
    }
    if (['case', 'select', 'exists', 'row', 'interval'].includes(w)) throw new Unread()
    return this.named({ e: 'name', name: w })
  }

  private castCall(): Expr {
    const arg = this.expr(0)
    this.expect('as')
    const to = this.typeName()
    this.expect(')')
    return { e: 'cast', to, arg }
  }

  private array(): Expr {
    const items: Expr[] = []
    if (this.accept(']')) return { e: 'array', items }
    do items.push(this.expr(0))
    while (this.accept(','))
    this.expect(']')
    return { e: 'array', items }
  }

  /** After a name: `.column`, a call, or nothing. */
  private named(head: Expr & { readonly e: 'ref' | 'name' }): Expr {
    let last: Expr & { readonly e: 'ref' | 'name' } = head
    while (this.accept('.')) {
      const t = this.tokens[this.at++]
      if (t?.t === 'word') last = { e: 'name', name: t.v }
      else if (t?.t === 'ref') last = { e: 'ref', id: t.id }
      else throw new Unread()
    }
    if (this.peek() !== '(') return last
    return { e: 'call', name: last.e === 'name' ? last.name : last.id, args: this.list() }
  }
}

/** The expression's tree, or undefined where it uses more of SQL than is read here. */
export const parseExpr = (tokens: readonly Token[]): Expr | undefined => {
  try {
    return new Parser(tokens).whole()
  } catch (e) {
    if (e instanceof Unread) return undefined
    throw e
  }
}
