import { utf8Length } from '../../base/index.ts'
import { type Known, matchesRegex, unknown, type Val } from './value.ts'

type Fn = (args: readonly Val[]) => Val

const strict =
  (f: (...args: readonly Known[]) => Val): Fn =>
  (args) => {
    const known: Known[] = []
    for (const a of args) {
      if (a === unknown) return unknown
      known.push(a)
    }
    return known.includes(null) ? null : f(...known)
  }
const text = (f: (s: string) => Val): Fn => strict((s) => (typeof s === 'string' ? f(s) : unknown))
const number = (f: (n: number) => Val): Fn => strict((n) => (typeof n === 'number' ? f(n) : unknown))

/** How many of the arguments are NULL or not; a single unknown one makes the count unknown. */
const count =
  (nulls: boolean): Fn =>
  (args) =>
    args.includes(unknown) ? unknown : args.filter((a) => (a === null) === nulls).length

const jsonType = (s: string): Val => {
  try {
    const v: unknown = JSON.parse(s)
    return v === null ? 'null' : Array.isArray(v) ? 'array' : typeof v
  } catch {
    return unknown
  }
}

/** A bound of a range in text form; NULL where it is open or the range is empty. */
const bound =
  (which: 1 | 2) =>
  (s: string): Val => {
    const m = /^[[(]"?([^",]*)"?,"?([^",]*)"?[\])]$/.exec(s)
    if (!m) return s === 'empty' ? null : unknown
    const b = m[which] ?? ''
    if (b === '') return null
    return /^-?\d+(\.\d+)?$/.test(b) ? Number(b) : b
  }
const isRange = (s: string): boolean => /^[[(].*,.*[\])]$/.test(s)
const bytes = /^\\x(?:[0-9a-f]{2})*$/i
/** Characters of a text; bytes of what is written as bytea. */
const length = text((s) => (bytes.test(s) ? s.length / 2 - 1 : [...s].length))
const trim = text((s) => s.replace(/^ +| +$/g, ''))

/** How many elements an array of one dimension has, as it is written. */
const elements = (s: string): number | typeof unknown => {
  if (s === '{}') return 0
  const inside = /^\{((?:[^{}"\\,]|,|"(?:[^"\\]|\\.)*")*)\}$/.exec(s)?.[1]
  return inside === undefined ? unknown : inside.replace(/"(?:[^"\\]|\\.)*"/g, '').split(',').length
}

/** Functions that constraints use, by name. */
export const functions: Readonly<Record<string, Fn>> = {
  num_nonnulls: count(false),
  num_nulls: count(true),
  char_length: length,
  character_length: length,
  length,
  octet_length: text((s) => (bytes.test(s) ? s.length / 2 - 1 : utf8Length(s))),
  btrim: trim,
  trim,
  lower: text((s) => (isRange(s) ? bound(1)(s) : s.toLowerCase())),
  upper: text((s) => (isRange(s) ? bound(2)(s) : s.toUpperCase())),
  isempty: text((s) => s === 'empty'),
  lower_inf: text((s) => (isRange(s) ? bound(1)(s) === null : unknown)),
  upper_inf: text((s) => (isRange(s) ? bound(2)(s) === null : unknown)),
  jsonb_typeof: text(jsonType),
  json_typeof: text(jsonType),
  cardinality: text(elements),
  array_length: strict((s, dimension) => {
    const n = typeof s === 'string' && dimension === 1 ? elements(s) : unknown
    return n === 0 ? null : n
  }),
  abs: number(Math.abs),
  round: number(Math.round),
  floor: number(Math.floor),
  ceil: number(Math.ceil),
  regexp_like: strict((s, p) =>
    typeof s === 'string' && typeof p === 'string' ? matchesRegex(s, p, '') : unknown,
  ),
  coalesce: (args) => {
    for (const a of args) if (a !== null) return a
    return null
  },
  starts_with: strict((s, p) => (typeof s === 'string' && typeof p === 'string' ? s.startsWith(p) : unknown)),
}
