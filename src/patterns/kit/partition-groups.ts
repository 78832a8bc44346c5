import type { Id } from '../../base/index.ts'
import {
  isUserType,
  literal,
  name,
  type Obj,
  qualified,
  regclass,
  type Sql,
  sql,
} from '../../catalog/index.ts'
import {
  type Claim,
  type Facts,
  type Made,
  type Nameless,
  type Proof,
  patternOf,
  type Remedy,
  type Use,
} from '../../compile/api.ts'
import { list, said, text, words } from './options.ts'
import { constant, partitionsOf, reads, storedIn } from './partition.ts'
import { app, change, insert, key, owner, proof, refused, rows, run, stmt } from './proof.ts'
import { valueOfType } from './value-of-type.ts'

/** Values that share a partition. */
export interface Group {
  readonly name: string
  readonly values: readonly string[]
  readonly tablespace: string
}

export const groups = (title: string, description: string) =>
  list(title, description, {
    name: text('', /^[a-z0-9_]{0,40}$/, 'write a name of small letters, digits and underscores.', {
      title: 'Name',
      description: 'What the partition is called after the table.',
    }),
    values: words('Values', 'The values whose rows are in this partition.', []),
    tablespace: said(
      text('', /^[^\s\p{Cc}]{0,63}$/u, 'write the name of a tablespace, or nothing.', {
        title: 'Tablespace',
      }),
      {
        title: 'Tablespace',
        description: 'Where the partition is stored. It has to exist. Empty: the default.',
      },
    ),
  })

const labelsOf = (
  facts: Facts,
  c: Nameless<'column'>,
): readonly { readonly id: Id; readonly name: string }[] =>
  isUserType(c.type) && !c.type.dims ? (facts.object('enum', c.type.type)?.labels ?? []) : []

/** One partition a value, where the type has few of them. */
export const ownGroups = (facts: Facts, c: Nameless<'column'>): readonly Group[] => {
  const values = labelsOf(facts, c).map((l) => l.name)
  const known = !isUserType(c.type) && c.type.base === 'boolean' ? ['true', 'false'] : values
  const named = (v: string): string => v.toLowerCase().replace(/[^a-z0-9_]+/g, '_')
  return known.map((v) => ({ name: named(v), values: [v], tablespace: '' }))
}

/** A value as a constant; an enum's label follows when it is renamed. */
export const valueSql = (facts: Facts, c: Nameless<'column'>, value: string): Sql => {
  const label = labelsOf(facts, c).find((l) => l.name === value)
  if (label) return sql`${literal(label.id)}`
  const base = isUserType(c.type) ? '' : c.type.base
  if (base === 'boolean') return sql`${value.toLowerCase()}`
  if (/^(smallint|integer)$/.test(base) && /^\d+$/.test(value)) return sql`${value}`
  return constant(value)
}

/** What is wrong with the groups, each said once at the option. */
export const groupProblems = (
  facts: Facts,
  use: Use<unknown>,
  c: Nameless<'column'>,
  option: string,
  given: readonly Group[],
): readonly Claim<'split'>[] => {
  const code = patternOf(use.id)
  const issue = (what: string, message: Sql, waysOut: readonly Remedy[]): Claim<'split'> => ({
    claim: 'issue',
    code: `${code}/${what}`,
    severity: 'error',
    objects: [use.table, c.id],
    option,
    message,
    waysOut,
  })
  const values = given.flatMap((g) => g.values)
  const known = (v: string): string | undefined => valueOfType(facts, c.type, v)
  const seen = new Set<string>()
  const twice = values.find((v) => seen.size === seen.add(known(v) ?? v).size)
  const kept = (gs: readonly Group[]): Remedy => {
    const left = gs.filter((g) => g.values.length > 0)
    return left.length > 0
      ? { remedy: 'options', label: 'Take it away', set: { [option]: left } }
      : { remedy: 'off', label: 'Do not partition the table' }
  }
  const once = new Set<string>()
  const deduplicated = given.map((g) => ({
    ...g,
    values: g.values.filter((v) => once.size < once.add(known(v) ?? v).size),
  }))
  const strange = values.find((v) => known(v) === undefined)
  const empty = given.find((g) => g.values.length === 0)
  return [
    ...(twice === undefined
      ? []
      : [
          issue(
            'value-twice',
            sql`${name(use.table)}: "${twice}" is in two partitions, and a row can be in one only. Keep it in one of them.`,
            [kept(deduplicated)],
          ),
        ]),
    ...(strange === undefined
      ? []
      : [
          issue(
            'unknown-value',
            sql`${name(use.table)}: "${strange}" is no value of ${name(c.id)}. Write one that its type has.`,
            [kept(given.map((g) => ({ ...g, values: g.values.filter((v) => known(v) !== undefined) })))],
          ),
        ]),
    ...(empty
      ? [
          issue(
            'no-values',
            sql`${name(use.table)}: the partition "${empty.name}" has no values. Give it some.`,
            [kept(given)],
          ),
        ]
      : []),
  ]
}

/** The groups that can be made: every value once, and one that the column can hold. */
export const soundGroups = (
  facts: Facts,
  c: Nameless<'column'>,
  given: readonly Group[],
): readonly Group[] => {
  const seen = new Set<string>()
  return given
    .map((g) => ({
      ...g,
      values: g.values.filter((v) => {
        const value = valueOfType(facts, c.type, v)
        return value !== undefined && seen.size < seen.add(value).size
      }),
    }))
    .filter((g) => g.values.length > 0)
}

/** One partition a group. Its role is its first value, so that it stays itself while the others change. */
export const groupPartitions = (
  facts: Facts,
  use: Use<unknown>,
  c: Nameless<'column'>,
  sound: readonly Group[],
): readonly Claim<'split'>[] => {
  const table = facts.object('table', use.table)
  if (!table) return []
  return sound.map(
    (g, i): Claim<'split'> => ({
      claim: 'add',
      kind: 'partition',
      role: `p:${g.name === '' ? String(i) : g.name}`,
      name: sql`${name(use.table)}_${g.name === '' ? String(i + 1) : g.name}`,
      table: use.table,
      schema: table.schema,
      in: g.values.map((v) => valueSql(facts, c, v)),
      ...(g.tablespace === '' ? {} : { tablespace: g.tablespace }),
    }),
  )
}

export interface ListGround {
  readonly table: Id<'table'>
  readonly column: Id<'column'>
  readonly parts: readonly { readonly p: Obj<'partition'>; readonly value: Sql }[]
  readonly rest: Obj<'partition'> | undefined
}

export const listGround = (use: Use<unknown>, made: Made): ListGround | undefined => {
  const t = made.catalog.get(use.table)
  const column = t?.kind === 'table' ? t.partitionBy?.keys[0]?.column : undefined
  const own = partitionsOf(made.catalog, use.table).filter((p) => p.why?.use === use.id)
  const parts = own.flatMap((p) => (p.in?.[0] ? [{ p, value: p.in[0] }] : []))
  return column && parts.length > 0
    ? { table: use.table, column, parts, rest: own.find((p) => !p.in) }
    : undefined
}

/** Rows are where their value says, and a query for a value reads that partition alone. */
export const listProofs = (use: Use<unknown>, g: ListGround): readonly Proof[] => {
  const [first] = g.parts
  if (!first) return []
  const last = g.parts.at(-1) ?? first
  const shown = first === last ? [first] : [first, last]
  return [
    proof(
      use,
      'routing',
      sql`A row of ${name(g.table)} is stored in the partition of its ${name(g.column)}.`,
      shown.map((s) => s.p.id),
      ...shown.map((s, i) => app(insert(g.table, `r${i}`, { [g.column]: s.value }))),
      ...shown.map((s, i) => app(storedIn(g.table, [key(`r${i}`)], s.p.id))),
    ),
    proof(
      use,
      'pruning',
      sql`A query for one ${name(g.column)} of ${name(g.table)} reads one partition.`,
      [first.p.id],
      owner(
        reads(sql`select * from ${qualified(g.table)} where ${name(g.column)} = ${first.value}`, [
          first.p.id,
        ]),
      ),
    ),
  ]
}

/** A row that changes its value is found in the other partition only. */
export const moveProof = (use: Use<unknown>, g: ListGround): readonly Proof[] => {
  const [first, second] = g.parts
  if (!first || !second) return []
  return [
    proof(
      use,
      'moves',
      sql`A row of ${name(g.table)} whose ${name(g.column)} changes moves to the partition of the new one.`,
      [second.p.id],
      app(insert(g.table, 'a', { [g.column]: first.value })),
      app(change(g.table, 'a', { [g.column]: second.value }, { count: 1 })),
      app(
        run(
          stmt`select (tableoid = ${regclass(second.p.id)}::regclass)::text from ${qualified(g.table)}`,
          rows(['true']),
        ),
      ),
    ),
  ]
}

export const stayProof = (use: Use<unknown>, g: ListGround): readonly Proof[] => {
  const [first, second] = g.parts
  if (!first || !second) return []
  return [
    proof(
      use,
      'stays',
      sql`The ${name(g.column)} of a row of ${name(g.table)} cannot be changed.`,
      [use.idOf('stay')],
      app(insert(g.table, 'a', { [g.column]: first.value })),
      app(change(g.table, 'a', { [g.column]: second.value }, refused('23514'))),
    ),
  ]
}
