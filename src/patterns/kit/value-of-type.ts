import { canonicalTypeName, type DataType, isUserType } from '../../catalog/index.ts'
import type { Facts } from '../../compile/api.ts'

type Read = (text: string, mods: readonly number[]) => string | undefined

const matching =
  (pattern: RegExp): Read =>
  (text) =>
    pattern.test(text) ? text.toLowerCase() : undefined

const whole =
  (bits: number): Read =>
  (text) => {
    if (!/^[+-]?\d{1,19}$/.test(text)) return undefined
    const n = BigInt(text)
    return BigInt.asIntN(bits, n) === n ? String(n) : undefined
  }

const decimal: Read = (text) =>
  /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i.test(text) ? String(Number(text)) : undefined

const day: Read = (text) => {
  const date = /^\d{4}-\d\d-\d\d$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined
  return date && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) ? text : undefined
}

const moment: Read = (text) => {
  const [, date = '', rest = ''] = /^(\d{4}-\d\d-\d\d)(?:[T ](.+))?$/.exec(text) ?? []
  const time =
    rest === '' || /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,6})?)?\s?(Z|[+-]\d\d(:?\d\d)?)?$/.test(rest)
  return time && day(date, []) !== undefined ? text : undefined
}

const short: Read = (text, [most]) => (most !== undefined && [...text].length > most ? undefined : text)

const byType: Readonly<Record<string, Read>> = Object.assign(Object.create(null) as Record<string, Read>, {
  smallint: whole(16),
  integer: whole(32),
  bigint: whole(64),
  numeric: decimal,
  real: decimal,
  'double precision': decimal,
  boolean: matching(/^(true|false)$/i),
  uuid: matching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i),
  date: day,
  timestamp: moment,
  timestamptz: moment,
  time: matching(/^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,6})?)?$/),
  varchar: short,
  char: short,
  citext: (text: string) => text.toLowerCase(),
})

/**
 * The text by which equal values of the type are equal, such as `1` for `01` of an integer; undefined where the type has
 * no such value. Types that are not known here take every text.
 */
export const valueOfType = (facts: Facts, type: DataType, text: string): string | undefined => {
  if (type.dims) return text
  if (!isUserType(type)) {
    const read = byType[canonicalTypeName(type.base)]
    return read ? read(text, type.mods ?? []) : text
  }
  const labels = facts.object('enum', type.type)?.labels
  if (labels) return labels.some((l) => l.name === text) ? text : undefined
  const domain = facts.object('domain', type.type)
  return domain ? valueOfType(facts, domain.type, text) : text
}
