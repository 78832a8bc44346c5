import { definePattern } from '../../compile/api.ts'
import { columns, keys, rows, tables } from './claims.ts'
import { detect } from './detect.ts'
import { docs } from './docs.ts'
import { files } from './files.ts'
import { options } from './options.ts'
import { proofs } from './proofs.ts'

export const tenancyRow = definePattern({
  manifest: {
    name: 'tenancy-row',
    version: 1,
    title: 'Row-level tenancy',
    group: 'access',
    scope: 'design',
    glyph: 'building-2',
    summary: 'Every row belongs to a tenant; keys, references and row-level security keep tenants apart.',
    docs,
  },
  options,
  claims: { tables, columns, keys, rows, files },
  proofs,
  detect,
})
