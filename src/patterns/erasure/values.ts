import { isUserType, quoteLiteral, rawSql, type Sql, sql } from '../../catalog/index.ts'
import type { Facts, Nameless } from '../../compile/api.ts'
import { pinnedType } from '../kit/index.ts'

type Column = Nameless<'column'>

const textual: ReadonlySet<string> = new Set(['text', 'varchar', 'char', 'citext'])
const empty: Readonly<Record<string, string>> = {
  smallint: '0',
  integer: '0',
  bigint: '0',
  numeric: '0',
  real: '0',
  'double precision': '0',
  money: '0',
  boolean: 'false',
  date: '1900-01-01',
  timestamp: '1900-01-01',
  timestamptz: '1900-01-01 00:00:00+00',
  time: '00:00',
  timetz: '00:00+00',
  interval: '0',
  uuid: '00000000-0000-0000-0000-000000000000',
  json: '{}',
  jsonb: '{}',
  bytea: '',
  inet: '0.0.0.0',
  cidr: '0.0.0.0/0',
  macaddr: '00:00:00:00:00:00',
  xml: '<erased/>',
  tsvector: '',
  hstore: '',
  point: '(0,0)',
}

export const isText = (c: Column): boolean => !isUserType(c.type) && !c.type.dims && textual.has(c.type.base)

/** Hexadecimal digits of a pseudonym that fit beside `erased-`; undefined where too few do to be one of a kind. */
const digits = (c: Column): number | undefined => {
  const room = isUserType(c.type) ? undefined : c.type.mods?.[0]
  const fits = room === undefined ? 24 : Math.min(24, room - 'erased-'.length)
  return fits >= 12 ? fits : undefined
}
export const takesHash = (c: Column): boolean => isText(c) && digits(c) !== undefined

const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i
const whole = /^[+-]?\d+$/
const day = /^\d{4,}-\d\d-\d\d( .*)?$|^-?infinity$/i
const looks: Readonly<Record<string, RegExp>> = {
  smallint: whole,
  integer: whole,
  bigint: whole,
  numeric: number,
  real: number,
  'double precision': number,
  boolean: /^(true|false|t|f|yes|no|on|off|1|0)$/i,
  date: day,
  timestamp: day,
  timestamptz: day,
  uuid: /^[0-9a-f]{8}(-?[0-9a-f]{4}){4}[0-9a-f]{8}$/i,
}

/** Whether the constant can be a value of the column's type, as far as its looks tell. */
export const looksLike = (c: Column, value: string): boolean => {
  if (value === '' || isUserType(c.type) || c.type.dims || !Object.hasOwn(looks, c.type.base)) return true
  return looks[c.type.base]?.test(value.trim()) ?? true
}

/** The constant for a column as SQL; undefined where its type has none that is sure to do. */
export const constantOf = (facts: Facts, c: Column, value: string, tombstone: string): Sql | undefined => {
  const fallback = isUserType(c.type)
    ? undefined
    : c.type.dims
      ? '{}'
      : isText(c)
        ? tombstone
        : Object.hasOwn(empty, c.type.base)
          ? empty[c.type.base]
          : undefined
  const word = value === '' ? fallback : value
  return word === undefined ? undefined : sql`${quoteLiteral(word)}::${pinnedType(facts, c.type)}`
}

/** `erased-` and a digest of the value with a salt that is thrown away: the same value the same word, within one call. */
export const pseudonym = (c: Column, value: Sql): Sql =>
  sql`'erased-' || left(encode(sha256(convert_to(salt || ${value}::text, 'UTF8')), 'hex'), ${digits(c) ?? 24})`

export const isPseudonym = (value: Sql): Sql => sql`${value}::text ~ '^erased-[0-9a-f]{12,24}$'`

export const nothing = rawSql('null')
