import type { DataType, Sql } from '../../catalog/index.ts'
import { builtIn, name, qualified, rawSql, sql } from '../../catalog/index.ts'
import type { Claim } from '../../compile/api.ts'
import { param, pinnedPath } from '../kit/index.ts'
import type { U } from './places.ts'

export type Routine = Extract<Claim<'derived'>, { readonly kind: 'routine' }>
type Parameter = readonly [name: string, type: DataType, fallback?: string]

interface Shape {
  readonly role: string
  readonly params: readonly Parameter[]
  readonly returns: Sql
  readonly body: Sql
  readonly comment: string
  readonly more?: Partial<Routine>
}

/** A routine of the registry: closed, its names resolved as written. */
export const routine = (use: U, s: Shape): Routine => ({
  claim: 'add',
  kind: 'routine',
  role: s.role,
  name: sql`${s.role}`,
  schema: use.idOf<'schema'>('registry'),
  params: s.params.map(([what, type, fallback]) =>
    param(use.idOf(s.role), what, type, fallback === undefined ? undefined : rawSql(fallback)),
  ),
  returns: s.returns,
  language: 'plpgsql',
  closed: true,
  settings: pinnedPath,
  body: s.body,
  comment: s.comment,
  ...s.more,
})

export const text = builtIn('text')
/** A table or routine of the pattern, qualified. */
export const t = (use: U, table: string): Sql => sql`${qualified(use.idOf(table))}`
/** A column of the pattern by its bare name. */
export const c = (use: U, role: string) => name(use.idOf(role))
