import type { Id } from '../../../../store/index.ts'
import { useCatalog } from '../edit.tsx'

/** Names of columns, joined. */
export const useNames = () => {
  const catalog = useCatalog()
  return (ids: readonly Id[]): string => ids.map((id) => catalog.get(id)?.name ?? '?').join(', ')
}
