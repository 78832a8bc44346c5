import { definePattern } from '../../compile/api.ts'
import { columns, derived, files, keys, rows, tables } from './claims.ts'
import { options } from './options.ts'

export const pattern = definePattern({
  manifest: {
    name: 'tenancy-database',
    version: 1,
    title: 'A database for each tenant',
    group: 'access',
    scope: 'design',
    glyph: 'database',
    summary: 'A registry routes each tenant to its database; scripts make, migrate and move them.',
    also: 'multi-tenant, multi-tenancy, tenant isolation, SaaS, database per tenant, silo, customers',
  },
  options,
  claims: { tables, columns, keys, rows, derived, files },
})
