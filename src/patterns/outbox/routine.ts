import type { Id } from '../../base/index.ts'
import {
  builtIn,
  type DataType,
  name,
  type Param,
  quoteLiteral,
  rawSql,
  type Sql,
  sql,
} from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import { pinnedPath } from '../kit/index.ts'
import type { U } from './options.ts'

export type Given = readonly [name: string, type: DataType, fallback?: string]

export const params = (routine: Id, given: readonly Given[]): readonly Param[] =>
  given.map(([text, type, fallback]) => ({
    id: `${routine}/${text}` as Id,
    name: text,
    type,
    ...(fallback === undefined ? {} : { default: rawSql(fallback) }),
  }))

export const text = builtIn('text')
export const ids: DataType = { base: 'bigint', dims: 1 }
export const asInterval = (s: string): string => `interval ${quoteLiteral(s)}`

export interface Made {
  readonly role: string
  readonly verb: string
  readonly params: readonly Given[]
  readonly returns: Sql
  readonly body: Sql
  /** Default: `sql`. */
  readonly language?: 'plpgsql'
  readonly comment: string
}

/** Runs with the writer's rights, for those alone who are granted it. */
export const routine = (facts: Facts, use: U, m: Made): Claim<'rows'> => {
  const outbox = use.idOf<'table'>('outbox')
  return {
    claim: 'add',
    kind: 'routine',
    role: m.role,
    name: sql`${m.verb}_${name(outbox)}`,
    schema: facts.object('table', outbox)?.schema ?? facts.schema,
    params: params(use.idOf(m.role), m.params),
    returns: m.returns,
    language: m.language ?? 'sql',
    settings: pinnedPath,
    securityDefiner: true,
    closed: true,
    body: m.body,
    comment: m.comment,
  }
}

/** Column of the outbox, bare. */
export const col = (use: U, role: string): Sql => sql`${name(use.idOf(role))}`

/** The lock under which numbers of one aggregate are given out, so that their order is that of the commits. */
export const lockAggregate = (type: Sql, id: Sql): Sql =>
  sql`pg_advisory_xact_lock(hashtextextended(${type} || chr(31) || ${id}, 0))`
