import { definePattern } from '../../compile/api.ts'
import { columns, keys, rows, tables } from './claims.ts'
import { files } from './files.ts'
import { options } from './options.ts'

export const pattern = definePattern({
  manifest: {
    name: 'tenancy-row',
    version: 1,
    title: 'Row-level tenancy',
    group: 'access',
    scope: 'design',
    glyph: 'building-2',
    summary: 'Every row belongs to a tenant; keys, references and row-level security keep tenants apart.',
    also: 'multi-tenant, multi-tenancy, tenant id, RLS, row-level security, SaaS, tenant isolation, shared schema, organisation, organization, workspace, account',
  },
  options,
  claims: { tables, columns, keys, rows, files },
})
