import { definePattern } from '../../compile/api.ts'
import { derived, tables } from './claims.ts'
import { files } from './files.ts'
import { options } from './options.ts'

export const pattern = definePattern({
  manifest: {
    name: 'observability',
    version: 1,
    title: 'Observability',
    group: 'scale',
    scope: 'design',
    glyph: 'activity',
    summary:
      'Views that answer what is slow, unused, bloated, lagging or running out, and which data is not as designed.',
  },
  options,
  claims: { tables, derived, files },
})
