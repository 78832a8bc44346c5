import { definePattern } from '../../compile/api.ts'
import { derived, tables } from './claims.ts'
import { options } from './options.ts'

export const pattern = definePattern({
  manifest: {
    name: 'compat-view',
    version: 1,
    title: 'Compatibility view',
    group: 'change',
    scope: 'table',
    many: true,
    glyph: 'replace',
    summary: 'Code that knows the old names reads and writes the table through a view.',
    also: 'backward compatibility, legacy names, rename, facade, API, alias, updatable view',
  },
  options,
  aside: ['without'],
  claims: { tables, derived },
})
