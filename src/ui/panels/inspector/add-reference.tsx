import { useAppState } from '../../kit/app.tsx'
import { selectedTable } from '../../kit/selected-table.ts'
import { ReferenceDialog } from './table/reference-dialog.tsx'

/** The dialog for a reference from the selected table, wherever it was asked for. */
const AddReference = ({ onClose }: { readonly onClose: () => void }) => {
  const table = useAppState(selectedTable)
  return table ? <ReferenceDialog table={table} onClose={onClose} /> : null
}
export default AddReference
