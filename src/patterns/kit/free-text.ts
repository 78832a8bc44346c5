import type { Id } from '../../base/index.ts'
import { type Catalog, isUserType, mentions, type Obj } from '../../catalog/index.ts'
import { assignedColumns, columnsOf } from './proof.ts'

const binding: ReadonlySet<string> = new Set(['key', 'fk', 'check', 'exclusion'])

/** Drawn text columns that a proof may write anything into: in no key, reference or condition. */
export const freeTexts = (catalog: Catalog, table: Id): readonly Obj<'column'>[] => {
  const bound = new Set<Id>(assignedColumns(catalog, table))
  for (const o of catalog.values()) {
    if (binding.has(o.kind) && 'table' in o && o.table === table) for (const m of mentions(o)) bound.add(m)
  }
  return columnsOf(catalog, table).filter(
    (c) =>
      !c.why &&
      !c.generated &&
      !isUserType(c.type) &&
      c.type.base === 'text' &&
      !c.type.dims &&
      !bound.has(c.id),
  )
}

/** The first of them that is not among `except`. */
export const freeText = (
  catalog: Catalog,
  table: Id,
  except: readonly Id[] = [],
): Obj<'column'> | undefined => freeTexts(catalog, table).find((c) => !except.includes(c.id))
