import { type Catalog, isUserType, type Obj, objectsOf } from '../../catalog/index.ts'
import type { Sighting } from '../../compile/api.ts'
import type { Options } from './options.ts'

const calls: readonly (readonly [RegExp, Options['kind'], string])[] = [
  [/uuid_?v7|uuid_generate_v7/i, 'uuidv7', 'a time-ordered UUID'],
  [/gen_random_uuid|uuid_generate_v4/i, 'uuidv4', 'a random UUID'],
  [/nextval/i, 'identity', 'a number from a sequence'],
]

/** The kind of key that the column's default makes, with words for it. */
const kindOf = (catalog: Catalog, c: Obj<'column'>): readonly [Options['kind'], string] | undefined => {
  if (isUserType(c.type)) return undefined
  if (/serial$/.test(c.type.base)) return ['identity', 'a number from a sequence of its own']
  const d = c.default
  if (!d) return undefined
  const text = `${d.server ?? ''} ${d.text.join(' ')} ${d.refs.map((r) => catalog.get(r.id)?.name).join(' ')}`
  const found = calls.find(([pattern]) => pattern.test(text))
  return found && [found[1], found[2]]
}

/** Primary keys of one column that a sequence or a UUID function fills. An identity column needs no finding: it is one already. */
export const detect = (catalog: Catalog): readonly Sighting<Options>[] =>
  objectsOf(catalog, 'key').flatMap((key): readonly Sighting<Options>[] => {
    const [only, ...more] = key.columns
    const column = key.primary && only && more.length === 0 ? catalog.get(only) : undefined
    const kind = column?.kind === 'column' ? kindOf(catalog, column) : undefined
    if (!kind || column?.kind !== 'column') return []
    return [
      {
        target: key.table,
        options: { kind: kind[0], column: '', add: false, given: false, natural: [] },
        bind: {},
        sure: 0.9,
        because: `its key ${column.name} is ${kind[1]}`,
      },
    ]
  })
