import type { AppState, Obj } from '../../store/index.ts'

/** The first table that is selected, or that a selected column is of. */
export const selectedTable = ({
  open,
  selection,
}: Pick<AppState, 'open' | 'selection'>): Obj<'table'> | undefined => {
  const catalog = open?.compiled.catalog
  for (const id of selection) {
    const o = catalog?.get(id)
    const table = o?.kind === 'column' ? catalog?.get(o.table) : o
    if (table?.kind === 'table') return table
  }
  return undefined
}
