import type { Catalog, Id, Obj } from '../../../store/index.ts'
import { anchorOf } from '../geometry.ts'
import type { Facts } from './facts.ts'
import type { EdgeView, TableView } from './views.ts'

const sameSet = (a: readonly Id[], b: readonly Id[]): boolean =>
  a.length === b.length && a.every((x) => b.includes(x))

/** At most one child: some key or whole unique index of the child covers exactly the key's columns. */
const single = (f: Facts, fk: Obj<'fk'>): boolean =>
  (f.owned.key.get(fk.table) ?? []).some((k) => sameSet(k.columns, fk.columns)) ||
  (f.owned.index.get(fk.table) ?? []).some(
    (i) =>
      i.unique &&
      sameSet(
        i.elements.flatMap((e) => (e.column === undefined ? [] : [e.column])),
        fk.columns,
      ),
  )

/** The pair that tells the reference apart: with a tenant column at both ends, one of the others. */
const telling = (fk: Obj<'fk'>, scope: Id | undefined): number => {
  return Math.max(
    0,
    fk.columns.findIndex((c) => c !== scope),
  )
}

/** What is written on a line that is pointed at. */
export const words = (catalog: Catalog, fk: Obj<'fk'>): string => {
  const actions = [fk.onDelete && `on delete ${fk.onDelete}`, fk.onUpdate && `on update ${fk.onUpdate}`]
  const name = fk.name === '' ? fk.columns.map((c) => catalog.get(c)?.name ?? '?').join(', ') : fk.name
  return [name, ...actions.filter((a) => a !== undefined)].join(' · ')
}

/** Foreign keys as lines between the rows that are shown. */
export const edgeViews = (
  f: Facts,
  tables: ReadonlyMap<Id, TableView>,
  scopes: ReadonlyMap<Id, Id>,
): readonly EdgeView[] =>
  f.fks.flatMap((fk) => {
    const child = tables.get(fk.table)
    const parent = tables.get(fk.references)
    if (!child || !parent) return []
    const i = telling(fk, scopes.get(fk.table))
    const edge: EdgeView = {
      id: fk.id,
      child: fk.table,
      parent: fk.references,
      childY: anchorOf(child, fk.columns[i]),
      parentY: anchorOf(parent, fk.refColumns[i]),
      columns: fk.columns,
      refColumns: fk.refColumns,
      nullable: fk.columns.some((c) => {
        const column = f.catalog.get(c)
        return (
          column?.kind === 'column' &&
          column.notNull !== true &&
          !child.rows.some((r) => r.id === c && r.primary)
        )
      }),
      single: single(f, fk),
      label: words(f.catalog, fk),
    }
    return [edge]
  })
