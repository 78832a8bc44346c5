import type { Catalog, Design, Id } from '../../../store/index.ts'
import { kindWords } from '../../kit/words.ts'

/** What a selected id is called, and what it is. */
export interface Thing {
  readonly id: Id
  readonly name: string
  readonly kind: string
}

/** Selected objects, areas and notes, each by name. */
export const thingsOf = (
  ids: readonly Id[],
  catalog: Catalog,
  records: Design['records'] | undefined,
): readonly Thing[] =>
  ids.flatMap((id): readonly Thing[] => {
    const o = catalog.get(id)
    if (o) return [{ id, name: o.name, kind: kindWords[o.kind] }]
    const r = records?.get(id)
    if (r?.kind === 'area') return [{ id, name: r.name || 'Unnamed', kind: 'area' }]
    if (r?.kind === 'note') return [{ id, name: r.text.trim().split('\n')[0] || 'Empty', kind: 'note' }]
    return []
  })
