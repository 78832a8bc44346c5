import { type Catalog, canonicalTypeName, isUserType, type Obj, objectsOf } from '../../catalog/index.ts'
import type { Sighting } from '../../compile/api.ts'
import { columnsOf } from '../kit/index.ts'
import type { Options } from './options.ts'

const words = ['version', 'row_version', 'lock_version', 'revision']
const whole = ['smallint', 'integer', 'bigint']
const isCounter = (c: Obj<'column'>): boolean =>
  words.includes(c.name.toLowerCase()) &&
  c.notNull === true &&
  !isUserType(c.type) &&
  whole.includes(canonicalTypeName(c.type.base))

/** Tables with a counter by one of the usual names; a trigger before updates makes it nearly sure. */
export const detect = (catalog: Catalog): readonly Sighting<Options>[] =>
  objectsOf(catalog, 'table').flatMap((t): readonly Sighting<Options>[] => {
    const version = columnsOf(catalog, t.id).find(isCounter)
    if (!version) return []
    const watched = objectsOf(catalog, 'trigger').some(
      (x) => x.table === t.id && x.timing === 'before' && x.events.includes('update'),
    )
    return [
      {
        target: version.table,
        options: { column: version.name },
        bind: { version: version.id },
        sure: watched ? 0.9 : 0.6,
        because: `has a counter ${version.name}${watched ? ' and a trigger before updates' : ''}`,
      },
    ]
  })
