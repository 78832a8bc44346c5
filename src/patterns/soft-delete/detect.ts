import type { Id } from '../../base/index.ts'
import { type Catalog, canonicalTypeName, isUserType, type Obj } from '../../catalog/index.ts'
import type { Sighting } from '../../compile/api.ts'
import { columnsOf } from '../kit/index.ts'
import type { Options } from './options.ts'

const words = ['deleted_at', 'deletedat', 'deleted_on', 'removed_at']
const isTime = (c: Obj<'column'>): boolean =>
  !isUserType(c.type) && canonicalTypeName(c.type.base).startsWith('timestamp')

/** Does a unique index of the table hold only where the column is null? */
const limits = (catalog: Catalog, c: Obj<'column'>): boolean => {
  for (const o of catalog.values()) {
    if (o.kind !== 'index' || o.table !== c.table || !o.unique || !o.where) continue
    const text = o.where.server ?? o.where.text.join(c.name)
    if (o.where.refs.some((r) => r.id === c.id) || text.toLowerCase().includes(c.name.toLowerCase()))
      return true
  }
  return false
}

/** Tables with a nullable time of deletion; a unique index for live rows makes it nearly sure. */
export const detect = (catalog: Catalog): readonly Sighting<Options>[] => {
  const out: Sighting<Options>[] = []
  for (const t of catalog.values()) {
    if (t.kind !== 'table') continue
    const columns = columnsOf(catalog, t.id)
    const at = columns.find((c) => words.includes(c.name.toLowerCase()) && isTime(c) && !c.notNull)
    if (!at) continue
    const by = columns.find((c) => c.name.toLowerCase() === 'deleted_by')
    const partial = limits(catalog, at)
    out.push({
      target: t.id as Id<'table'>,
      options: { by: by !== undefined, view: false, children: 'leave', guard: false, purgeAfter: '' },
      bind: { deleted_at: at.id, ...(by ? { deleted_by: by.id } : {}) },
      sure: partial ? 0.95 : 0.7,
      because: partial
        ? `has ${at.name} and a unique index for rows without it`
        : `has a nullable ${at.name}`,
    })
  }
  return out
}
