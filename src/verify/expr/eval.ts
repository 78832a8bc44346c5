import type { Id } from '../../base/index.ts'
import { functions } from './functions.ts'
import { jsonAt, pathKeys } from './json.ts'
import type { Expr } from './parse.ts'
import { type Known, matchesLike, matchesRegex, unknown, type Val } from './value.ts'

/** Gives a name's or a hole's value; `unknown` for what is not a column of the row. */
export interface Scope {
  ref(id: Id): Val
  name(name: string): Val
}

type Op = (args: readonly Val[]) => Val

/** SQL's three truth values and a fourth, `unknown`, for what this evaluator cannot tell. */
const and = (args: readonly Val[]): Val => {
  if (args.includes(false)) return false
  if (args.includes(unknown)) return unknown
  return args.includes(null) ? null : true
}
const not = (v: Val): Val => (typeof v === 'boolean' ? !v : v === null ? null : unknown)
const or = (args: readonly Val[]): Val => not(and(args.map(not)))

/** Applied where every argument is a known value and none is NULL. */
const strictly =
  (f: (a: Known, b: Known) => Val): Op =>
  ([a = null, b = null]) => {
    if (a === unknown || b === unknown) return unknown
    return a === null || b === null ? null : f(a, b)
  }

const order = (a: Known, b: Known): number | undefined => {
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0
  const [x, y] = [Number(a), Number(b)]
  return Number.isNaN(x) || Number.isNaN(y) ? undefined : x - y
}
const comparison = (test: (order: number) => boolean): Op =>
  strictly((a, b) => {
    const o = order(a, b)
    return o === undefined ? unknown : test(o)
  })
const arithmetic = (f: (a: number, b: number) => number): Op =>
  strictly((a, b) => {
    if (typeof a !== 'number' || typeof b !== 'number') return unknown
    const r = f(a, b)
    return Number.isFinite(r) ? r : unknown
  })
const textual = (f: (a: string, b: string) => Val): Op =>
  strictly((a, b) => (typeof a === 'string' && typeof b === 'string' ? f(a, b) : unknown))
const different = comparison((o) => o !== 0)

const minus: Op = (args) => {
  const [only] = args
  if (args.length > 1 || only === undefined) return arithmetic((a, b) => a - b)(args)
  return typeof only === 'number' ? -only : only === null ? null : unknown
}

const operators: Readonly<Record<string, Op>> = {
  and,
  or,
  not: (args) => not(args[0] ?? null),
  '=': comparison((o) => o === 0),
  '<>': different,
  '!=': different,
  '<': comparison((o) => o < 0),
  '>': comparison((o) => o > 0),
  '<=': comparison((o) => o <= 0),
  '>=': comparison((o) => o >= 0),
  '+': arithmetic((a, b) => a + b),
  '-': minus,
  '*': arithmetic((a, b) => a * b),
  '/': arithmetic((a, b) => a / b),
  '%': arithmetic((a, b) => a % b),
  '||': textual((a, b) => a + b),
  '~': textual((a, b) => matchesRegex(a, b, '')),
  '~*': textual((a, b) => matchesRegex(a, b, 'i')),
  '!~': textual((a, b) => not(matchesRegex(a, b, ''))),
  '!~*': textual((a, b) => not(matchesRegex(a, b, 'i'))),
  like: textual((a, b) => matchesLike(a, b, '')),
  ilike: textual((a, b) => matchesLike(a, b, 'i')),
  '~~': textual((a, b) => matchesLike(a, b, '')),
  '~~*': textual((a, b) => matchesLike(a, b, 'i')),
  '->': textual((a, b) => jsonAt(a, [b], 'json')),
  '->>': textual((a, b) => jsonAt(a, [b], 'text')),
  '#>': textual((a, b) => jsonAt(a, pathKeys(b), 'json')),
  '#>>': textual((a, b) => jsonAt(a, pathKeys(b), 'text')),
  '!~~': textual((a, b) => not(matchesLike(a, b, ''))),
}

/** Names come from the design: one that every object has is none of the table's. */
const own = <T>(table: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined

const quantified = (e: Expr & { readonly e: 'any' }, scope: Scope): Val => {
  const list = e.right.e === 'cast' ? e.right.arg : e.right
  const op = own(operators, e.op)
  if (list.e !== 'array' || !op) return unknown
  const left = evaluate(e.left, scope)
  const each = list.items.map((item) => op([left, evaluate(item, scope)]))
  return e.all ? and(each) : or(each)
}

const cast = (v: Val, to: string): Val => {
  if (v === null || v === unknown) return v
  if (/^(numeric|decimal|integer|int\d?|bigint|smallint|real|double precision)$/.test(to)) {
    const n = Number(v)
    return typeof v === 'boolean' || Number.isNaN(n) ? unknown : n
  }
  return /^(text|varchar|character varying|bpchar|citext)$/.test(to) ? String(v) : v
}

/** The expression's value in the scope; `unknown` where it cannot be told, never a guess. */
export const evaluate = (e: Expr, scope: Scope): Val => {
  switch (e.e) {
    case 'value':
      return e.value
    case 'ref':
      return scope.ref(e.id)
    case 'name':
      return scope.name(e.name)
    case 'array':
      return unknown
    case 'any':
      return quantified(e, scope)
    case 'cast':
      return cast(evaluate(e.arg, scope), e.to)
    case 'is': {
      const v = evaluate(e.arg, scope)
      if (v === unknown) return unknown
      return e.what === 'null' ? v === null : v === (e.what === 'true')
    }
    case 'call': {
      const f = own(functions, e.name)
      return f ? f(e.args.map((a) => evaluate(a, scope))) : unknown
    }
    case 'op': {
      const op = own(operators, e.op)
      return op ? op(e.args.map((a) => evaluate(a, scope))) : unknown
    }
  }
}
