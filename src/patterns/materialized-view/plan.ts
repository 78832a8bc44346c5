import type { Id } from '../../base/index.ts'
import { name, type Sql, sql, type Template } from '../../catalog/index.ts'
import type { Facts, IssueClaim, Remedy, Use } from '../../compile/api.ts'
import {
  behindPolicies,
  countPerParent,
  firstReference,
  givenSql,
  type Output,
  outputsOf,
  wholeTables,
} from '../kit/index.ts'
import type { Options } from './options.ts'

export type U = Use<Options>

/** What is to be kept, once the keys of all tables are known. */
export interface Plan {
  readonly query: Sql
  /** Undefined where they cannot be told. */
  readonly outputs: readonly Output[] | undefined
  /** Names of the columns that identify a row, as SQL; the tenant first. Empty: none are known. */
  readonly key: readonly Sql[]
  /** The output that says whose row it is, and the column it comes from. */
  readonly tenant?: { readonly output: Sql; readonly column: Id<'column'> }
  readonly scoped: boolean
  readonly issues: readonly IssueClaim[]
}

/** The view's name: as given, after the tables of the default query, or a plain word. */
export const viewName = (facts: Facts, use: U): Template => {
  if (use.options.name !== '') return sql`${use.options.name}`
  const fk = givenSql(use.options.query) ? undefined : firstReference(facts)
  return fk ? sql`${name(fk.table)}_per_${name(fk.references)}` : sql`summary`
}

const issue = (
  use: U,
  what: {
    readonly code: string
    readonly message: Template
    readonly option: keyof Options
    readonly objects?: readonly Id[]
  },
  ...waysOut: NonNullable<IssueClaim['waysOut']>
): IssueClaim => ({
  claim: 'issue',
  code: `materialized-view/${what.code}`,
  severity: 'error',
  objects: [...(what.objects ?? []), use.id],
  option: what.option,
  message: what.message,
  waysOut,
})

const countInstead = {
  remedy: 'options',
  label: 'Count rows per parent instead',
  set: { query: undefined, key: [] },
} as const

/** Without a reference there would be nothing to count. */
const otherwise = (facts: Facts): Remedy =>
  firstReference(facts) ? countInstead : { remedy: 'off', label: 'Switch the materialized view off' }

const keyOf = (use: U, outputs: readonly Output[] | undefined, counted: number): readonly Sql[] => {
  const given = use.options.key
  if (!outputs) return given.map((k) => sql`"${k.replaceAll('"', '""')}"`)
  if (given.length === 0) return outputs.slice(0, counted).map((o) => o.name)
  return given.flatMap((k) => outputs.find((o) => o.alias === k)?.name ?? [])
}

/** What `*` stands for has its names once all is named: only then a key can be told that is none of them. */
const starIssues = (facts: Facts, use: U, query: Sql): readonly IssueClaim[] => {
  const columns = wholeTables(facts, query)?.flatMap((t) => facts.columns(t))
  if (!columns) return []
  return use.options.key.map((k) => ({
    ...unknownKey(use, [k], 'Name one that it gives.', otherwise(facts)),
    unlike: [sql`${k}`, ...columns.map((c) => sql`${name(c.id)}`)],
  }))
}

const unknownKey = (use: U, odd: readonly string[], instead: string, way: Remedy): IssueClaim =>
  issue(
    use,
    {
      code: 'unknown-key',
      option: 'key',
      message: sql`The query of ${name(use.idOf('view'))} gives no column "${odd.join('", "')}" by that name. ${instead}`,
    },
    way,
  )

const keyIssues = (
  facts: Facts,
  use: U,
  query: Sql,
  outputs: readonly Output[] | undefined,
  key: readonly Sql[],
): readonly IssueClaim[] => {
  const known = new Set((outputs ?? []).flatMap((o) => o.alias ?? []))
  const odd = outputs ? use.options.key.filter((k) => !known.has(k)) : []
  if (odd.length > 0)
    return [
      unknownKey(use, odd, 'Name it with AS in the query, or leave the key empty.', {
        remedy: 'options',
        label: 'Use the first column',
        set: { key: [] },
      }),
    ]
  if (key.length > 0) return outputs ? [] : starIssues(facts, use, query)
  return [
    issue(
      use,
      {
        code: 'no-key',
        option: 'key',
        message: sql`Which columns of ${name(use.idOf('view'))} identify a row cannot be told from its query, so a refresh would lock readers out. Name them as its key.`,
      },
      otherwise(facts),
    ),
  ]
}

const tenantIssue = (facts: Facts, use: U, tables: readonly Id[]): IssueClaim =>
  issue(
    use,
    {
      code: 'tenant-missing',
      option: 'query',
      objects: tables,
      message: sql`${name(use.idOf('view'))} reads rows of tenants but gives no column that says whose they are. Row-level security does not reach a materialized view, so only maintenance may read it; select the tenant column too.`,
    },
    otherwise(facts),
  )

const deletedNotes = (facts: Facts, use: U, query: Sql): readonly IssueClaim[] => {
  const ids = new Set<Id>(query.refs.map((r) => r.id))
  const blind = [...ids].filter((t) => {
    const alive = facts.object('table', t) && facts.alive(t)
    return alive && !alive.refs.some((r) => ids.has(r.id))
  })
  return blind.map((t) => ({
    claim: 'issue',
    code: 'materialized-view/counts-deleted',
    severity: 'warning',
    objects: [t, use.id],
    option: 'query',
    message: sql`The query of ${name(use.idOf('view'))} reads ${name(t)} without leaving deleted rows out. Say so in its WHERE if they must not show.`,
    waysOut: [otherwise(facts)],
  }))
}

const policyNotes = (facts: Facts, use: U, query: Sql): readonly IssueClaim[] =>
  behindPolicies(facts, query).map((t) => ({
    claim: 'issue',
    code: 'materialized-view/policies-stop',
    severity: 'warning',
    objects: [t, use.id],
    option: 'query',
    message: sql`${name(t)} has row-level security, which does not reach what ${name(use.idOf('view'))} stores of it: whoever may read the view sees what it says about all rows.`,
    waysOut: [{ remedy: 'off', label: 'Switch the materialized view off' }],
  }))

/** What the options ask for; undefined where the design has nothing to count and no query is given. */
export const planOf = (facts: Facts, use: U): Plan | undefined => {
  const given = givenSql(use.options.query)
  const counting = given ? undefined : countPerParent(facts)
  const query = given ?? counting?.query
  if (!query) return undefined
  const outputs = outputsOf(query)
  const tables = [...new Set(query.refs.map((r) => r.id))].filter((id) => facts.object('table', id))
  const scopes = new Set(tables.flatMap((t) => facts.scope(t) ?? []))
  const own = outputs?.find((o) => o.column && scopes.has(o.column))
  const bare = keyOf(use, outputs, counting ? (outputs?.length ?? 1) - 1 : 1)
  const key = own && bare.length > 0 && !bare.includes(own.name) ? [own.name, ...bare] : bare
  return {
    query,
    outputs,
    key,
    scoped: scopes.size > 0,
    ...(own?.column ? { tenant: { output: own.name, column: own.column } } : {}),
    issues: [
      ...keyIssues(facts, use, query, outputs, key),
      ...(scopes.size > 0 && !own ? [tenantIssue(facts, use, tables)] : []),
      ...(given ? deletedNotes(facts, use, given) : []),
      ...policyNotes(facts, use, query),
    ],
  }
}
