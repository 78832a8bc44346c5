import type { Id } from '../../base/index.ts'
import {
  canonicalTypeName,
  isUserType,
  joinSql,
  literal,
  name,
  qualified,
  regclass,
  type Sql,
  sql,
} from '../../catalog/index.ts'
import type { Facts, IssueClaim, Nameless } from '../../compile/api.ts'
import { tenantAs } from './keys.ts'
import { onRow, steady } from './sql.ts'

type Column = Nameless<'column'>

/** The columns whose versions a table holds: those chosen, else those of its first unique key. */
export const naturalKey = (facts: Facts, table: Id, chosen: readonly Id[]): readonly Id<'column'>[] => {
  const own = [...new Set(chosen)].flatMap((c) => {
    const o = facts.object('column', c)
    return o?.table === table ? [o.id as Id<'column'>] : []
  })
  if (chosen.length > 0) return own
  return facts.of('key', table).find((k) => !k.primary && !k.withoutOverlaps)?.columns ?? []
}

/** Types that btree_gist cannot compare, so that no exclusion can be over them. */
const incomparable =
  /^(json|jsonb|xml|citext|hstore|ltree|tsvector|tsquery|point|line|lseg|box|path|polygon|circle)$/
export const comparable = (c: Column): boolean =>
  isUserType(c.type) || !(c.type.dims || incomparable.test(canonicalTypeName(c.type.base)))

/** What is wrong with the natural key; empty where versions of it can be kept. */
export const keyProblems = (
  facts: Facts,
  pattern: string,
  table: Id<'table'>,
  chosen: readonly Id[],
): readonly IssueClaim[] => {
  const key = naturalKey(facts, table, chosen)
  const issue = (code: string, message: Sql, waysOut: IssueClaim['waysOut'] = []): IssueClaim => ({
    claim: 'issue',
    code: `${pattern}/${code}`,
    severity: 'error',
    objects: [table],
    option: 'key',
    message: sql`${name(table)}: ${message}`,
    waysOut: [...waysOut, { remedy: 'off', label: 'Switch it off' }],
  })
  const primary = facts.primaryKey(table)?.columns ?? []
  const names = (k: readonly Id[]): boolean => primary.length > 0 && primary.every((c) => k.includes(c))
  const odd = (k: readonly Id[]): Column | undefined =>
    k.flatMap((c) => facts.object('column', c) ?? []).find((c) => !comparable(c))
  const unique = naturalKey(facts, table, [])
  const first: IssueClaim['waysOut'] =
    unique.length === 0 || names(unique) || odd(unique)
      ? []
      : [{ remedy: 'options', label: 'Use the first unique key', set: { key: [] } }]
  if (chosen.length > 0 && key.length < new Set(chosen).size)
    return [
      issue('key-gone', sql`a column chosen for the key is not in the table any more. Choose again.`, first),
    ]
  if (key.length === 0)
    return [
      issue(
        'no-key',
        sql`choose the columns that say which rows are versions of the same thing, such as the number of a contract.`,
      ),
    ]
  if (names(key))
    return [
      issue(
        'key-is-primary',
        sql`the primary key names one version, so nothing could have two. Choose the columns that stay the same from version to version.`,
        first,
      ),
    ]
  const strange = odd(key)
  return strange
    ? [
        issue(
          'key-type',
          sql`${name(strange.id)} has a type that an exclusion cannot compare. Choose other columns.`,
        ),
      ]
    : []
}

/** `v.number = $1 and v.tenant_id = …`, alive: the caller's own versions of what the parameters name. */
export const isVersion = (facts: Facts, table: Id, key: readonly Id[], row = 'v'): Sql => {
  const [scope, alive] = [facts.scope(table), facts.alive(table)]
  return joinSql(
    [
      ...key.map((c, i) => sql`${row}.${name(c)} = $${i + 1}`),
      ...(scope ? [sql`${row}.${name(scope)} = ${tenantAs(facts, scope)}`] : []),
      ...(alive ? [onRow(row, alive)] : []),
    ],
    ' and ',
  )
}

/** `v.number = new.number and …`, alive: the versions of what a row variable is a version of. */
export const sameThing = (facts: Facts, table: Id, key: readonly Id[], row: string): Sql => {
  const [scope, alive] = [facts.scope(table), facts.alive(table)]
  return joinSql(
    [
      ...[...(scope ? [scope] : []), ...key].map((c) => sql`v.${name(c)} = ${row}.${name(c)}`),
      ...(alive ? [onRow('v', alive)] : []),
    ],
    ' and ',
  )
}

/** Lets one transaction at a time write versions of a thing; `values` name it. */
export const lockThing = (table: Id, values: readonly Sql[]): Sql =>
  sql`perform pg_advisory_xact_lock(hashtextextended(concat_ws(chr(31), ${regclass(table)}, ${joinSql(values, ', ')}), 0));`

/** A default that is the same for every row; what else it may be is the server's to compute. */
const isConstant = (d: Sql): boolean =>
  !d.opaque &&
  d.refs.every((r) => r.as === 'literal') &&
  /^\s*(?:-?\d|'|true\b|false\b|null\b|$)/i.test(d.text[0] ?? '') &&
  !d.text.some((t) => t.includes('('))

/** A column that a new version takes over from the one before, or from the changes. */
export interface Carried {
  readonly id: Id<'column'>
  /** What the column holds where nothing else is said. */
  readonly fallback?: Sql
}

/**
 * The columns that a new version is written with, beside its key and periods. What the server computes itself
 * (identities, generated columns, defaults that are calls) it computes anew.
 */
export const carried = (facts: Facts, table: Id, without: readonly Id[]): readonly Carried[] =>
  steady(facts.columns(table)).flatMap((c) => {
    const computed = c.generated || c.identity || (c.default && !isConstant(c.default))
    if (computed || without.includes(c.id) || c.id === facts.scope(table)) return []
    return [{ id: c.id as Id<'column'>, ...(c.default ? { fallback: c.default } : {}) }]
  })

/** The column of a row variable; its default where `given`, a condition on its name, does not hold. */
export const carriedValue = (c: Carried, row: string, given: (column: Sql) => Sql): Sql =>
  c.fallback
    ? sql`case when ${given(sql`${literal(c.id)}`)} then ${row}.${name(c.id)} else ${c.fallback} end`
    : sql`${row}.${name(c.id)}`

/** Whether the server makes the primary key of a copied row by itself. */
export const keyIsMade = (facts: Facts, table: Id): boolean =>
  (facts.primaryKey(table)?.columns ?? []).some((id) => {
    const c = facts.object('column', id)
    return c?.identity !== undefined || (c?.default !== undefined && !isConstant(c.default))
  }) || !facts.primaryKey(table)

/** Refuses a JSON key that is no column, which would otherwise be ignored. */
export const unknownKeys = (table: Id, changes: string): Sql => sql`if exists (
    select 1 from jsonb_object_keys(${changes}) k where not to_jsonb(jsonb_populate_record(null::${qualified(table)}, '{}')) ? k
  ) then
    raise exception using errcode = '42703', message = 'The changes name a column that the table does not have.';
  end if;`
