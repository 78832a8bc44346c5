import { canonicalTypeName, type DataType, isUserType } from '../catalog/index.ts'
import type { World } from './world.ts'

const floats = ['real', 'double precision']
const wholes = ['smallint', 'integer', 'bigint', 'numeric', 'oid', ...floats]
const texts = ['text', 'varchar', 'char', 'name']
const times = ['date', 'timestamp', 'timestamptz']
const addresses = ['inet', 'cidr']
const bits = ['bit', 'varbit']

/** By the type of a column that references, the types that it may reference beside its own. */
const references: Readonly<Record<string, readonly string[]>> = Object.assign(
  Object.create(null) as Record<string, readonly string[]>,
  {
    smallint: wholes,
    integer: wholes,
    bigint: wholes,
    numeric: floats,
    real: floats,
    'double precision': floats,
    text: texts,
    varchar: texts,
    char: texts,
    citext: ['text', 'varchar'],
    name: ['text', 'varchar'],
    date: times,
    timestamp: times,
    timestamptz: times,
    time: ['timetz', 'interval'],
    inet: addresses,
    cidr: addresses,
    bit: bits,
    varbit: bits,
  },
)

/** The type by its canonical name or its id; of a domain the one that it stands on. */
const worded = (w: World, t: DataType, seen = 0): string => {
  const array = t.dims ? '[]' : ''
  if (!isUserType(t)) return canonicalTypeName(t.base) + array
  const domain = array || seen > 20 ? undefined : w.get('domain', t.type)
  return domain ? worded(w, domain.type, seen + 1) : t.type + array
}

/** Whether PostgreSQL lets a column of the first type reference one of the second. */
export const mayReference = (w: World, from: DataType, to: DataType): boolean => {
  const [a, b] = [worded(w, from), worded(w, to)]
  return a === b || (references[a]?.includes(b) ?? false)
}
