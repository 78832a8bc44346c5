import { type Catalog, canonicalTypeName, isUserType, type Obj } from '../../catalog/index.ts'
import type { Sighting } from '../../compile/api.ts'
import { columnsOf } from '../kit/index.ts'
import type { Options } from './options.ts'

const created = ['created_at', 'createdat', 'inserted_at', 'created_on']
const updated = ['updated_at', 'updatedat', 'modified_at', 'last_modified', 'updated_on']
const isTime = (c: Obj<'column'>): boolean =>
  !isUserType(c.type) && canonicalTypeName(c.type.base).startsWith('timestamp')
const isText = (c: Obj<'column'>): boolean =>
  !isUserType(c.type) && ['text', 'varchar'].includes(canonicalTypeName(c.type.base))

/** Tables with a time of creation and one of change, told by name and type. */
export const detect = (catalog: Catalog): readonly Sighting<Options>[] => {
  const out: Sighting<Options>[] = []
  for (const t of catalog.values()) {
    if (t.kind !== 'table') continue
    const columns = columnsOf(catalog, t.id)
    const find = (words: readonly string[], ok: (c: Obj<'column'>) => boolean) =>
      columns.find((c) => words.includes(c.name.toLowerCase()) && ok(c))
    const [createdAt, updatedAt] = [find(created, isTime), find(updated, isTime)]
    if (!createdAt || !updatedAt) continue
    const [createdBy, updatedBy] = [find(['created_by'], isText), find(['updated_by'], isText)]
    const who = createdBy && updatedBy
    out.push({
      target: t.id as Obj<'table'>['id'] & Sighting<Options>['target'],
      options: { by: who ? 'text' : 'none' },
      bind: {
        created_at: createdAt.id,
        updated_at: updatedAt.id,
        ...(who ? { created_by: createdBy.id, updated_by: updatedBy.id } : {}),
      },
      sure: 0.9,
      because: `has ${createdAt.name} and ${updatedAt.name}`,
    })
  }
  return out
}
