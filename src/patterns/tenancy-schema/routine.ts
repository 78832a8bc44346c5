import type { Id } from '../../base/index.ts'
import { builtIn, joinSql, literal, name, qualified, rawSql, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import { pinnedPath } from '../kit/index.ts'
import { management, tenantTables, type U } from './owned.ts'

export type Routine = Extract<Claim<'derived'>, { readonly kind: 'routine' }>

interface Shape {
  readonly role: string
  readonly params?: readonly (readonly [string, string, string?])[]
  readonly returns: Sql
  readonly body: Sql
  readonly comment: string
  readonly unpinned?: true
  readonly more?: Partial<Routine>
}

/** A routine of the management schema: closed, its names resolved as written unless it is unpinned. */
export const routine = (use: U, s: Shape): Routine => ({
  claim: 'add',
  kind: 'routine',
  role: s.role,
  name: sql`${s.role}`,
  schema: management(use),
  params: (s.params ?? []).map(([what, base, fallback]) => ({
    id: `${use.idOf<'routine'>(s.role)}/${what}` as Id,
    name: what,
    type: builtIn(base),
    ...(fallback === undefined ? {} : { default: rawSql(fallback) }),
  })),
  returns: s.returns,
  language: 'plpgsql',
  closed: true,
  ...(s.unpinned ? {} : { settings: pinnedPath }),
  body: s.body,
  comment: s.comment,
  ...s.more,
})

/** A table or routine of the pattern, qualified. */
export const call = (use: U, role: string): Sql => sql`${qualified(use.idOf(role))}`
/** A column of the pattern by its bare name. */
export const col = (use: U, role: string) => name(use.idOf(role))

/** The search path of a tenant: its own schema, then the design's, where the shared tables are. */
export const tenantPath = (facts: Facts, use: U): Sql => {
  const schemas = [...new Set(tenantTables(facts, use).map((t) => t.schema))]
  return sql`pg_catalog.format('%I${', %I'.repeat(schemas.length)}', tenant_schema, ${joinSql(
    schemas.map((s) => literal(s)),
    ', ',
  )})`
}
