import type { BuiltIn } from '../../catalog/index.ts'
import type { Known } from '../expr/index.ts'

/** Values that a type accepts, the plainest first. `n` is the row's number: what is built on it is distinct. */
type Make = (n: number, type: BuiltIn, word: string) => readonly Known[]

/** `n` as the last digits that a column of `length` characters holds. */
const short = (n: number, length: number): string =>
  length >= 4 ? String(n).slice(-length) : n.toString(36).slice(-length).padStart(length, 'a')

const text: Make = (n, type, word) => {
  const max = type.mods?.[0] ?? 1_000_000
  const whole = `${word} ${n}`
  const first = whole.length <= max ? whole : short(n, max)
  const more = [
    'a',
    'A',
    'EUR',
    '1',
    'x@example.org',
    `x${n}@example.org`,
    `https://example.org/${n}`,
    `x-${n}`,
    '',
  ]
  return [first, ...more.filter((s) => s.length <= max)]
}

const integer =
  (max: number): Make =>
  (n) =>
    [1, 0, 2, 10, 100, 1000, -1, n].filter((v) => v <= max)

const numeric: Make = (n, type) => {
  const [precision, scale = 0] = type.mods ?? []
  const limit = precision === undefined ? Number.POSITIVE_INFINITY : 10 ** (precision - scale)
  return [1, 0, 0.5, 2, 10, 100, 1000, -1, n].filter(
    (v) => Math.abs(v) < limit && (scale > 0 || precision === undefined || Number.isInteger(v)),
  )
}

const dayMs = 86_400_000
const firstDay = Date.UTC(2024, 0, 1)

/** The date that many days after 2024-01-01. */
export const day = (offset: number): string => new Date(firstDay + offset * dayMs).toISOString().slice(0, 10)

const days = (n: number): readonly string[] => [n - 1000, n - 999, n - 970, -366, 0, 36_525].map(day)
const at =
  (suffix: string): Make =>
  (n) =>
    days(n).map((d) => `${d} 00:00:00${suffix}`)

const two = (n: number): string => String(n % 60).padStart(2, '0')
/** The time of day after so many seconds, as PostgreSQL prints it. */
const clock = (n: number): string =>
  `${String(Math.floor(n / 3600) % 24).padStart(2, '0')}:${two(Math.floor(n / 60))}:${two(n)}`

const range =
  (bound: (n: number) => string): Make =>
  (n) => [`[${bound(n)},${bound(n + 1)})`, `[${bound(n)},)`, `(,${bound(n)})`]
const multirange =
  (bound: (n: number) => string): Make =>
  (n) => [`{[${bound(n)},${bound(n + 1)})}`, '{}']
const number = (n: number): string => String(n)
const date = (n: number): string => day(n - 1000)
const time = (n: number): string => `"${day(n - 1000)} 00:00:00"`
const timeTz = (n: number): string => `"${day(n - 1000)} 00:00:00+00"`

/** An identifier that is the same in every run. */
export const uuid = (n: number): string => `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`

const hex = (n: number, digits: number): string => n.toString(16).padStart(digits, '0').slice(-digits)
/** Lengths of identifiers, digests and keys: what checks ask for. */
const digestBytes = [4, 16, 32, 20, 64]
const bits: Make = (n, type) => {
  const length = type.mods?.[0] ?? 1
  return [n.toString(2).slice(-length).padStart(length, '0'), '0'.repeat(length), '1'.repeat(length)]
}
const one =
  (f: (n: number) => string): Make =>
  (n) => [f(n)]

const makers: Readonly<Record<string, Make>> = {
  text,
  varchar: text,
  citext: text,
  name: text,
  char: (n, type, word) => text(n, { ...type, mods: type.mods ?? [1] }, word),
  smallint: integer(32_767),
  integer: integer(2_147_483_647),
  bigint: integer(Number.MAX_SAFE_INTEGER),
  oid: (n) => [n],
  numeric,
  real: numeric,
  'double precision': numeric,
  money: () => [1, 0],
  boolean: () => [false, true],
  date: days,
  timestamp: at(''),
  timestamptz: at('+00'),
  time: (n) => [clock(n), '12:00:00', '00:00:00', '23:59:59'],
  timetz: (n) => [`${clock(n)}+00`, '12:00:00+00'],
  interval: (n) => [clock(n), '1 day', '01:00:00', '00:00:00'],
  uuid: one(uuid),
  json: () => ['{}', '[]', '"x"', '1', 'true'],
  jsonb: () => ['{}', '[]', '"x"', '1', 'true'],
  bytea: (n) => digestBytes.map((length) => `\\x${hex(n, length * 2)}`),
  bit: bits,
  varbit: one((n) => n.toString(2)),
  inet: one((n) => `10.0.${(n >> 8) & 255}.${n & 255}`),
  cidr: one((n) => `10.${(n >> 8) & 255}.${n & 255}.0/24`),
  macaddr: one((n) => `08:00:2b:01:${hex(n >> 8, 2)}:${hex(n, 2)}`),
  macaddr8: one((n) => `08:00:2b:01:02:03:${hex(n >> 8, 2)}:${hex(n, 2)}`),
  xml: one((n) => `<x>${n}</x>`),
  tsvector: one((n) => `'n${n}'`),
  tsquery: one((n) => `'n${n}'`),
  point: one((n) => `(${n},0)`),
  line: one((n) => `{1,-1,${n}}`),
  lseg: one((n) => `[(${n},0),(${n},1)]`),
  box: one((n) => `(${n + 0.5},1),(${n},0)`),
  path: one((n) => `((${n},0),(${n},1))`),
  polygon: one((n) => `((${n},0),(${n},1),(${n + 1},1))`),
  circle: one((n) => `<(${n},0),0.4>`),
  int4range: range(number),
  int8range: range(number),
  numrange: range(number),
  daterange: range(date),
  tsrange: range(time),
  tstzrange: range(timeTz),
  int4multirange: multirange(number),
  int8multirange: multirange(number),
  nummultirange: multirange(number),
  datemultirange: multirange(date),
  tsmultirange: multirange(time),
  tstzmultirange: multirange(timeTz),
  ltree: one((n) => `n${n}`),
  hstore: one((n) => `n=>${n}`),
  '"char"': one((n) => String.fromCharCode(97 + (n % 26))),
  jsonpath: one((n) => `$."n${n}"`),
  regclass: () => ['pg_class', 'pg_type'],
  regtype: () => ['integer', 'text'],
  xid8: one(number),
  pg_lsn: one((n) => `0/${hex(n, 8).toUpperCase()}`),
}

/** An array of one dimension with so many elements. */
const filled = (type: BuiltIn, n: number, word: string, size: number): string | undefined => {
  const elements = Array.from({ length: size }, (_, i) => keyValue({ ...type, dims: 0 }, n + i, word))
  const written = elements.map((e) => `"${String(e).replace(/["\\]/g, '\\$&')}"`)
  return elements.includes(undefined) ? undefined : `{${written.join(',')}}`
}

/** Values that a column of the type may hold; undefined for a type that is not known here. */
export const typeValues = (type: BuiltIn, n: number, word: string): readonly Known[] | undefined => {
  if (type.dims) return ['{}', ...[1, 2].flatMap((size) => filled(type, n, word, size) ?? [])]
  const base = type.base.startsWith('interval ') ? 'interval' : type.base
  return Object.hasOwn(makers, base) ? makers[base]?.(n, type, word) : undefined
}

/** `n` itself where it fits, else its last digits in all the places that there are. */
const withinPrecision = (n: number, [precision = 1, scale = 0]: readonly number[]): number =>
  scale >= 0 && n < 10 ** (precision - scale) ? n : (n % 10 ** precision) / 10 ** scale

/** The value of a key: different for every `n`, as far as the type has room. */
export const keyValue = (type: BuiltIn, n: number, word: string): Known | undefined => {
  if (type.dims) return filled(type, n, word, 1)
  if (type.base === 'numeric' && type.mods) return withinPrecision(n, type.mods)
  if (/^(smallint|integer|bigint|numeric|oid|real|double precision)$/.test(type.base)) return n
  return typeValues(type, n, word)?.[0]
}
