import type { Catalog } from '../catalog/index.ts'
import type { Emitted } from '../sql/index.ts'

export const emit = (_catalog: Catalog): Emitted => ({ statements: [], text: '', offsets: [] })
