import { type Catalog, objectsOf } from '../../catalog/index.ts'
import type { Sighting } from '../../compile/api.ts'
import { columnsOf } from '../kit/index.ts'
import type { Options } from './options.ts'

/** A table of decisions: it has a status, and what was decided, in which context or with which consequences. */
export const detect = (catalog: Catalog): readonly Sighting<Options>[] =>
  objectsOf(catalog, 'table').flatMap((t): readonly Sighting<Options>[] => {
    const has = (pattern: RegExp) => columnsOf(catalog, t.id).some((c) => pattern.test(c.name))
    if (!/decision|(^|_)adrs?$/i.test(t.name) || !has(/^status$/i)) return []
    if (!has(/^decision$/i) || !(has(/^context$/i) || has(/^consequences?$/i))) return []
    return [
      {
        options: {
          table: true,
          name: /^[a-z_][a-z0-9_]{0,50}$/.test(t.name) ? t.name : 'design_decisions',
          files: false,
        },
        bind: { register: t.id },
        sure: 0.8,
        because: `${t.name} keeps decisions with their context and status`,
      },
    ]
  })
