import type { Id, IndexElement } from '../../../../store/index.ts'
import { sqlText } from '../../../kit/sql-text.ts'
import { useCatalog } from '../edit.tsx'

/** Names of columns, joined. */
export const useNames = () => {
  const catalog = useCatalog()
  return (ids: readonly Id[]): string => ids.map((id) => catalog.get(id)?.name ?? '?').join(', ')
}

/** The text of an index's or an exclusion's column or expression. */
export const useElementText = () => {
  const catalog = useCatalog()
  return (e: { readonly column?: Id; readonly expr?: IndexElement['expr'] }): string =>
    e.column ? (catalog.get(e.column)?.name ?? '?') : sqlText(catalog, e.expr)
}
