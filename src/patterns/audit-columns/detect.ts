import { type Catalog, canonicalTypeName, isUserType, type Obj, objectsOf } from '../../catalog/index.ts'
import type { Sighting } from '../../compile/api.ts'
import { columnsOf } from '../kit/index.ts'
import type { Options } from './options.ts'

const created = ['created_at', 'createdat', 'inserted_at', 'created_on']
const updated = ['updated_at', 'updatedat', 'modified_at', 'last_modified', 'updated_on']
const isTime = (c: Obj<'column'>): boolean =>
  !isUserType(c.type) && canonicalTypeName(c.type.base).startsWith('timestamp')
const isText = (c: Obj<'column'>): boolean =>
  !isUserType(c.type) && ['text', 'varchar'].includes(canonicalTypeName(c.type.base))

/** The reference of this one column to the one column of another table's primary key. */
const personOf = (catalog: Catalog, c: Obj<'column'>): Obj<'fk'> | undefined =>
  objectsOf(catalog, 'fk').find(
    (f) =>
      f.table === c.table &&
      f.columns.length === 1 &&
      f.columns[0] === c.id &&
      objectsOf(catalog, 'key').some(
        (k) =>
          k.primary && k.table === f.references && k.columns.length === 1 && k.columns[0] === f.refColumns[0],
      ),
  )

type Who = Pick<Sighting<Options>, 'options' | 'bind'>

/** By whom, as the columns say it: as rows of one table, or as text. */
const whoOf = (catalog: Catalog, columns: readonly Obj<'column'>[]): Who => {
  const called = (word: string) => columns.find((c) => c.name.toLowerCase() === word)
  const [by, last] = [called('created_by'), called('updated_by')]
  if (!by || !last) return { options: { by: 'none' }, bind: {} }
  const bind = { created_by: by.id, updated_by: last.id }
  const [a, b] = [personOf(catalog, by), personOf(catalog, last)]
  if (a && b && a.references === b.references)
    return {
      options: { by: 'reference', people: a.references },
      bind: { ...bind, 'created_by:fk': a.id, 'updated_by:fk': b.id },
    }
  return isText(by) && isText(last)
    ? { options: { by: 'text' }, bind }
    : { options: { by: 'none' }, bind: {} }
}

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
    const who = whoOf(catalog, columns)
    out.push({
      target: t.id as Obj<'table'>['id'] & Sighting<Options>['target'],
      options: who.options,
      bind: {
        created_at: createdAt.id,
        updated_at: updatedAt.id,
        ...who.bind,
      },
      sure: 0.9,
      because: `has ${createdAt.name} and ${updatedAt.name}`,
    })
  }
  return out
}
