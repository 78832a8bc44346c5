import type { AppState, Obj } from '../../../store/index.ts'
import { useAppState } from '../../kit/app.tsx'
import { ReferenceDialog } from './table/reference-dialog.tsx'

/** The table that is selected, or that a selected column is of. */
const selectedTable = ({ open, selection }: AppState): Obj<'table'> | undefined => {
  const catalog = open?.compiled.catalog
  for (const id of selection) {
    const o = catalog?.get(id)
    const table = o?.kind === 'column' ? catalog?.get(o.table) : o
    if (table?.kind === 'table') return table
  }
  return undefined
}

/** The dialog for a reference from the selected table, wherever it was asked for. */
const AddReference = ({ onClose }: { readonly onClose: () => void }) => {
  const table = useAppState(selectedTable)
  return table ? <ReferenceDialog table={table} onClose={onClose} /> : null
}
export default AddReference
