import { definePattern } from '../../compile/api.ts'
import { columns, keys, rows, tables } from './claims.ts'
import { options } from './options.ts'

export const pattern = definePattern({
  manifest: {
    name: 'row-ownership',
    version: 1,
    title: 'Row ownership',
    group: 'access',
    scope: 'table',
    glyph: 'user-lock',
    summary: 'Each row belongs to a person; policies keep it from others, and an admin role reaches all.',
    also: 'RLS, row-level security, owner, user id, permissions, authorization, private rows, ACL, access control, sharing, policy',
  },
  options,
  claims: { tables, columns, keys, rows },
})
