import { err, type Id, ok, type Result } from '../base/index.ts'
import { type BuiltIn, canonicalTypeName, type DataType, extensionOf, isUserType } from '../catalog/index.ts'
import { catalogTypes, columnName } from './keywords.ts'
import type { Names } from './names.ts'
import { quoteIdent } from './quote.ts'
import { Reader } from './reader.ts'

/** Written as they are: short names, `double precision`, and the one-byte type that needs its quotes. */
const plain = /^(?:[a-z_][a-z0-9_]*( [a-z]+)*|"char")$/

const baseText = (base: string): string =>
  plain.test(base) ? base : base.split('.').map(quoteIdent).join('.')

const builtInText = (t: BuiltIn, names: Names): string => {
  const extension = extensionOf(t)
  const home = extension === undefined ? undefined : names.home(extension)
  const base = baseText(t.base)
  return (home === undefined ? base : `${home}.${base}`) + (t.mods ? `(${t.mods.join(', ')})` : '')
}

/** The type as DDL writes it. */
export const renderType = (t: DataType, names: Names): string => {
  const one = isUserType(t) ? names.short(t.type) : builtInText(t, names)
  return t.dims ? one + '[]'.repeat(t.dims) : one
}

/** Finds an enum or a domain by its name, with a schema or without. */
export type TypeLookup = (name: string, schema?: string) => Id<'enum' | 'domain'> | undefined

export interface ParsedType {
  readonly type: DataType
  /** Set by a trailing `!` or NOT NULL. */
  readonly notNull?: true
}

interface RawName {
  readonly name: string
  readonly schema?: string
  readonly quoted: boolean
}

const readName = (r: Reader): RawName | undefined => {
  const parts: string[] = []
  let quoted = false
  do {
    quoted ||= r.kind() === 'ident'
    const part = r.ident()
    if (part === undefined) return undefined
    parts.push(part)
  } while (r.take('.'))
  const name = parts.pop()
  if (name === undefined || parts.length > 1) return undefined
  return { name, quoted, ...(parts[0] === undefined ? {} : { schema: parts[0] }) }
}

/** Second words of the standard's long type names. */
const longNames: readonly (readonly [string, readonly string[]])[] = [
  ['double', ['precision']],
  ['national', ['character', 'varying']],
  ['national', ['char', 'varying']],
  ['national', ['character']],
  ['national', ['char']],
  ['nchar', ['varying']],
  ['character', ['varying']],
  ['char', ['varying']],
  ['bit', ['varying']],
]

const readMods = (r: Reader): readonly number[] | undefined => {
  const mods: number[] = []
  do {
    const sign = r.take('-') ? -1 : 1
    if (r.kind() !== 'number' || !/^\d{1,9}$/.test(r.peek())) return undefined
    mods.push(sign * Number(r.next()))
  } while (r.take(','))
  return r.take(')') ? mods : undefined
}

/** PostgreSQL's MAXDIM: it takes a declaration of more, but never a value. */
const mostDims = 6

const readDims = (r: Reader): number | undefined => {
  // ARRAY may have a size and is of one dimension.
  const most = r.take('array') ? 1 : Number.POSITIVE_INFINITY
  let dims = 0
  while (dims < most && r.take('[')) {
    if (r.kind() === 'number') r.next()
    if (!r.take(']')) return undefined
    dims++
  }
  return most === 1 ? 1 : dims
}

const zoned = (r: Reader): string =>
  r.take('with', 'time', 'zone')
    ? ' with time zone'
    : r.take('without', 'time', 'zone')
      ? ' without time zone'
      : ''

const units = ['year', 'month', 'day', 'hour', 'minute', 'second']

/** The fields that an interval is kept to, as ` day to second`; nothing where it has all. */
const fieldsOf = (r: Reader): string => {
  const from = units.indexOf(r.peek())
  if (from < 0) return ''
  r.next()
  const to = r.peek() === 'to' ? units.indexOf(r.peek(1)) : -1
  if (to <= from) return ` ${units[from]}`
  r.take('to', units[to] ?? '')
  return ` ${units[from]} to ${units[to]}`
}

const builtInName = (n: RawName): string =>
  n.schema === undefined || n.schema === 'pg_catalog' ? n.name : `${n.schema}.${n.name}`

const longName = (r: Reader, name: string): string => {
  const found = longNames.find(([first, then]) => first === name && r.take(...then))
  return found ? `${found[0] === 'char' ? 'character' : found[0]} ${found[1].join(' ')}` : name
}

interface Shaped {
  readonly base: string
  readonly mods?: readonly number[]
  readonly dims: number
}

const readShape = (r: Reader, n: RawName): Shaped | string => {
  const named = n.quoted ? builtInName(n) : longName(r, builtInName(n))
  const first = named === 'interval' && !n.quoted ? named + fieldsOf(r) : named
  const mods = r.take('(') ? readMods(r) : []
  if (!mods)
    return `Damask keeps modifiers that are whole numbers in parentheses, and those of ${n.name} are not.`
  const base = first === 'time' || first === 'timestamp' ? first + zoned(r) : first
  const dims = readDims(r)
  if (dims === undefined) return 'An array is written with [] behind the type.'
  if (dims > mostDims) return `An array has ${mostDims} dimensions at most.`
  return { base, dims, ...(mods.length > 0 ? { mods } : {}) }
}

/** `float(1…24)` is real, `float(25…53)` double precision; any other type keeps its modifiers. */
const builtInOf = ({ base, mods, dims }: Shaped, quoted: boolean): BuiltIn => {
  const array = dims > 0 ? { dims } : {}
  if (base === 'float' && mods) return { base: (mods[0] ?? 0) <= 24 ? 'real' : 'double precision', ...array }
  return {
    base: quoted ? (base === 'char' ? '"char"' : base) : canonicalTypeName(base),
    ...(mods ? { mods } : {}),
    ...array,
  }
}

/**
 * Reads a type as people write it: `varchar(20)!`, `numeric(12,2)[]`, `timestamp(3) with time zone`, or the name
 * of an enum or a domain. A trailing `!` or NOT NULL sets `notNull`. The error is a sentence.
 */
export const parseDataType = (text: string, types: TypeLookup): Result<ParsedType, string> => {
  const r = new Reader(text)
  if (r.kind() === 'end') return err('A type is missing.')
  const n = readName(r)
  if (!n) return err(`“${text.trim()}” does not start with a type's name.`)
  const hidden = n.schema === undefined && !n.quoted && (catalogTypes.has(n.name) || columnName.has(n.name))
  const user = hidden ? undefined : types(n.name, n.schema)
  const shape = readShape(r, n)
  if (typeof shape === 'string') return err(shape)
  if (user && shape.mods) return err(`${n.name} takes no modifiers.`)
  const notNull = r.take('!') || r.take('not', 'null')
  if (r.rest !== '') return err(`“${r.rest}” does not belong to a type.`)
  const array = shape.dims > 0 ? { dims: shape.dims } : {}
  return ok({
    type: user ? { type: user, ...array } : builtInOf(shape, n.quoted),
    ...(notNull ? { notNull } : {}),
  })
}
