import { definePattern } from '../../compile/api.ts'
import { columns, derived, files, keys, rows, tables } from './claims.ts'
import { options } from './options.ts'

export const pattern = definePattern({
  manifest: {
    name: 'tenancy-schema',
    version: 1,
    title: 'A schema for each tenant',
    group: 'access',
    scope: 'design',
    glyph: 'folders',
    summary:
      'Every tenant has the tables of the design in a schema of its own, made, migrated and dropped by a call.',
    also: 'multi-tenant, multi-tenancy, tenant isolation, SaaS, schema per tenant, search_path, namespaces',
  },
  options,
  claims: { tables, columns, keys, rows, derived, files },
})
