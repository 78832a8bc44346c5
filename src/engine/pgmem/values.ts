import { type FieldInfo, QueryError } from 'pg-mem'

const twoDigits = (n: number): string => String(n).padStart(2, '0')

const dateText = (d: Date): string =>
  `${d.getUTCFullYear()}-${twoDigits(d.getUTCMonth() + 1)}-${twoDigits(d.getUTCDate())}`

const timeText = (d: Date): string => {
  const ms = d.getUTCMilliseconds()
  const fraction = ms === 0 ? '' : `.${String(ms).padStart(3, '0').replace(/0+$/, '')}`
  return `${twoDigits(d.getUTCHours())}:${twoDigits(d.getUTCMinutes())}:${twoDigits(d.getUTCSeconds())}${fraction}`
}

const moment = (d: Date, type: string): string => {
  if (type === 'date') return dateText(d)
  return `${dateText(d)} ${timeText(d)}${type === 'timestamp' ? '' : '+00'}`
}

/** jsonb's own order of keys: by length, then by bytes. */
const byKey = (a: string, b: string): number => a.length - b.length || (a < b ? -1 : 1)

const jsonText = (v: unknown): string => {
  if (Array.isArray(v)) return `[${v.map(jsonText).join(', ')}]`
  if (typeof v !== 'object' || v === null) return JSON.stringify(v)
  const items = Object.entries(v).sort(([a], [b]) => byKey(a, b))
  return `{${items.map(([k, x]) => `${JSON.stringify(k)}: ${jsonText(x)}`).join(', ')}}`
}

const plainItem = /^[^\s{}",\\]+$/

const arrayItem = (v: unknown): string => {
  if (v === null || v === undefined) return 'NULL'
  if (Array.isArray(v)) return arrayText(v)
  const text = valueText(v, 'text') ?? 'NULL'
  return plainItem.test(text) && !/^null$/i.test(text) ? text : `"${text.replace(/["\\]/g, '\\$&')}"`
}
const arrayText = (v: readonly unknown[]): string => `{${v.map(arrayItem).join(',')}}`

const bytesText = (v: Uint8Array): string =>
  `\\x${Array.from(v, (b) => b.toString(16).padStart(2, '0')).join('')}`

const units = ['years', 'months', 'days'] as const

/** An interval as pg-mem keeps it: an object of units. */
const intervalText = (v: Readonly<Record<string, number>>): string => {
  const words = units.flatMap((u) =>
    v[u] ? [`${v[u]} ${u === 'months' ? 'mons' : u}`.replace(/^(-?1 \w+)s$/, '$1')] : [],
  )
  const seconds = (v.hours ?? 0) * 3600 + (v.minutes ?? 0) * 60 + (v.seconds ?? 0)
  const clock = `${twoDigits(Math.floor(seconds / 3600))}:${twoDigits(Math.floor(seconds / 60) % 60)}:${twoDigits(seconds % 60)}`
  return seconds === 0 && words.length > 0 ? words.join(' ') : [...words, clock].join(' ')
}

/** A value as PostgreSQL prints it, as far as pg-mem's values allow. */
export const valueText = (v: unknown, type: string): string | null => {
  if (v === null || v === undefined) return null
  if (type === 'jsonb' || type === 'json') return jsonText(v)
  if (typeof v === 'boolean') return v ? 't' : 'f'
  if (v instanceof Date) return moment(v, type)
  if (v instanceof Uint8Array) return bytesText(v)
  if (Array.isArray(v)) return arrayText(v)
  if (type === 'interval') return intervalText(v as Readonly<Record<string, number>>)
  return typeof v === 'object' ? jsonText(v) : String(v)
}

const elementType = (f: FieldInfo): string => {
  for (const symbol of Object.getOwnPropertySymbols(f)) {
    const type: unknown = Reflect.get(f, symbol)
    if (typeof type !== 'object' || type === null || !('of' in type)) continue
    const { of } = type
    if (typeof of === 'object' && of !== null && 'primary' in of) return String(of.primary)
  }
  throw new QueryError('pg-mem does not say of what type this is')
}

/**
 * What pg-mem gives for a field. A subquery that stands for a value comes as the list of its rows, just like a row
 * value and an array of rows: where it may be one of these, nobody can tell.
 */
export const fieldText = (f: FieldInfo, v: unknown, sql: string): string | null => {
  if (f.type !== 'list' || !Array.isArray(v)) return valueText(v, f.type)
  if (v.length > 1 || /\barray\s*\(/i.test(sql))
    throw new QueryError('pg-mem does not tell the rows of a subquery from a list of values')
  return valueText(v[0], elementType(f))
}

const typeNames: Readonly<Record<string, string>> = {
  bool: 'boolean',
  float: 'double precision',
  decimal: 'numeric',
  timestamp: 'timestamp without time zone',
  timestamptz: 'timestamp with time zone',
  time: 'time without time zone',
  timetz: 'time with time zone',
  array: 'anyarray',
  list: 'anyarray',
}

export const typeName = (f: FieldInfo): string => typeNames[f.type] ?? f.type
