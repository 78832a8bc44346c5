import type { Id } from '../../base/index.ts'
import { type DataType, name, type Param, type Sql, sql } from '../../catalog/index.ts'
import { type Add, type Facts, pinnedPath, type Use } from '../../compile/api.ts'
import { tenantAs } from './keys.ts'

export { pinnedPath }

/** A routine beside a table: in its schema, with its names resolved as they are written. */
export const routineOf = <R extends string>(
  facts: Facts,
  use: Use<unknown>,
  role: R,
): { readonly claim: 'add'; readonly kind: 'routine'; readonly role: R } & Pick<
  Add<'routine'>,
  'schema' | 'settings'
> => ({
  claim: 'add',
  kind: 'routine',
  role,
  schema: facts.object('table', use.table)?.schema ?? facts.schema,
  settings: pinnedPath,
})

/** A routine's parameter. */
export const param = (routine: Id, name: string, type: DataType, fallback?: Sql): Param => ({
  id: `${routine}/${name}` as Id,
  name,
  type,
  ...(fallback ? { default: fallback } : {}),
})

/** Lets the application call a closed routine. The application role exists once the same use claims an access. */
export const callable = (facts: Facts, use: Use<unknown>, role: string): Add<'grant'> => ({
  claim: 'add',
  kind: 'grant',
  role: `${role}:grant`,
  name: '',
  on: use.idOf<'routine'>(role),
  to: facts.appRole,
  privileges: ['execute'],
})

/** ` and e.tenant_id = …`: the rows of the caller's tenant, for routines that bypass RLS; nothing without scopes. */
export const ofTenant = (facts: Facts, table: Id, alias: string): Sql => {
  const scope = facts.scope(table)
  return scope ? sql` and ${alias}.${name(scope)} = ${tenantAs(facts, scope)}` : sql``
}
