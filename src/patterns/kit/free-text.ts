import type { Id } from '../../base/index.ts'
import { type Catalog, isUserType, mentions, type Obj } from '../../catalog/index.ts'
import { columnsOf } from './proof.ts'

/** A drawn text column that a proof may write anything into: in no key, reference or condition. */
export const freeText = (
  catalog: Catalog,
  table: Id,
  except: readonly Id[] = [],
): Obj<'column'> | undefined => {
  const bound = new Set<Id>(except)
  for (const o of catalog.values()) {
    if (!['key', 'fk', 'check', 'exclusion'].includes(o.kind)) continue
    if ('table' in o && o.table === table) for (const m of mentions(o)) bound.add(m)
  }
  return columnsOf(catalog, table).find(
    (c) =>
      !c.why &&
      !c.generated &&
      !isUserType(c.type) &&
      c.type.base === 'text' &&
      !c.type.dims &&
      !bound.has(c.id),
  )
}
