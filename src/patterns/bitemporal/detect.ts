import { type Catalog, canonicalTypeName, isUserType, objectsOf } from '../../catalog/index.ts'
import type { Sighting } from '../../compile/api.ts'
import { columnsOf } from '../kit/index.ts'
import { overlapsIn } from '../kit/overlaps.ts'
import type { Options } from './options.ts'

const words = /record|system|sys_|transaction|known|asserted|belie/i

/** Tables with an exclusion over two range columns, of which one is about the record. */
export const detect = (catalog: Catalog): readonly Sighting<Options>[] =>
  overlapsIn(catalog).flatMap((found): readonly Sighting<Options>[] => {
    const [one, two, ...more] = found.periods.map((p) =>
      columnsOf(catalog, found.table).filter((c) => p.includes(c.id as (typeof p)[number])),
    )
    if (!one || !two || more.length > 0 || found.key.length === 0) return []
    const [record, fact] = one.some((c) => words.test(c.name)) ? [one, two] : [two, one]
    const [recorded, valid] = [record[0], fact[0]]
    if (!recorded || !valid) return []
    const date = !isUserType(valid.type) && canonicalTypeName(valid.type.base).startsWith('date')
    const view = objectsOf(catalog, 'view').find((v) => v.name === `known_${catalog.get(found.table)?.name}`)
    const whole = record.length === 1 && fact.length === 1
    return [
      {
        target: found.table,
        options: { key: found.key, unit: date ? 'date' : 'time', view: view !== undefined, guard: false },
        bind: {
          overlap: found.constraint,
          ...(whole ? { valid: valid.id, recorded: recorded.id } : {}),
          ...(view ? { believed: view.id } : {}),
        },
        sure: whole ? 0.9 : 0.6,
        because: `${catalog.get(found.constraint)?.name} lets no two rows of one key overlap in two periods at once`,
      },
    ]
  })
