import type { Id } from '../../base/index.ts'
import { name, type Sql, sql } from '../../catalog/index.ts'
import type { Facts, IssueClaim, Nameless, Remedy, Use } from '../../compile/api.ts'
import { chosenFor, looseReferences, otherTables } from '../kit/near-tables.ts'
import type { Options, Parent } from './options.ts'

export type U = Use<Options>
type Column = Nameless<'column'>

/** One kind of parent with its join table. */
export interface Link {
  readonly parent: Parent
  readonly join: Id<'table'>
  /** The columns that say which row, and which of the parent, in the order of their keys. */
  readonly own: readonly Id<'column'>[]
  readonly theirs: readonly Id<'column'>[]
}

export const joinOf = (use: U, parent: Id): Id<'table'> => use.idOf(`join:${parent}`)

const keyOf = (facts: Facts, table: Id): readonly Column[] =>
  (facts.primaryKey(table)?.columns ?? []).flatMap((c) => facts.object('column', c) ?? [])

/**
 * The parents that were chosen; else the first two tables that nothing joins with this one, else any it may lack. Once
 * the join tables are made, they say which.
 */
const chosen = (facts: Facts, use: U): readonly Parent[] => {
  if (use.options.parents.length > 0) return use.options.parents
  const { apart, joined } = otherTables(facts, use.table)
  const made = [...apart, ...joined].filter((t) => facts.object('table', joinOf(use, t)))
  const loose = looseReferences(facts, use.table).map((f) => f.references)
  const found = [made, apart, loose].find((list) => list.length > 0) ?? []
  return found.slice(0, 2).map((table) => ({ table, onDelete: 'cascade' }))
}

/** Parents that can be linked: there, once each, with a primary key. */
export const parentsOf = (facts: Facts, use: U): readonly Parent[] => {
  const parents = chosen(facts, use)
  if (keyOf(facts, use.table).length === 0) return []
  return parents.filter(
    (p, i) => parents.findIndex((q) => q.table === p.table) === i && keyOf(facts, p.table).length > 0,
  )
}

/** A join table's columns before they are made: what each copies, and what it is called. */
export const wanted = (
  facts: Facts,
  use: U,
  parent: Id,
): readonly { readonly role: string; readonly copies: Column; readonly name: Sql }[] => {
  const side = (what: 'own' | 'parent', table: Id, word: Sql) => {
    const key = keyOf(facts, table)
    return key.map((copies) => ({
      role: `${what}:${parent}:${copies.id}`,
      copies,
      name: key.length === 1 ? sql`${word}_id` : sql`${word}_${name(copies.id)}`,
    }))
  }
  const theirs = parent === use.table ? sql`parent_${name(parent)}` : sql`${name(parent)}`
  return [...side('own', use.table, sql`${name(use.table)}`), ...side('parent', parent, theirs)]
}

/** The links whose tables were made, in the order of the options. */
export const linksOf = (facts: Facts, use: U): readonly Link[] =>
  chosen(facts, use).flatMap((parent, i, parents) => {
    const join = joinOf(use, parent.table)
    const first = parents.findIndex((q) => q.table === parent.table) === i
    if (!first || !facts.object('table', join)) return []
    const side = (what: string, table: Id) =>
      keyOf(facts, table)
        .map((k) => use.idOf<'column'>(`${what}:${parent.table}:${k.id}`))
        .filter((c) => facts.object('column', c))
    return [{ parent, join, own: side('own', use.table), theirs: side('parent', parent.table) }]
  })

export const problems = (facts: Facts, use: U): readonly IssueClaim[] => {
  const issue = (
    code: string,
    message: Sql,
    waysOut: IssueClaim['waysOut'] = [],
    objects: readonly Id[] = [],
  ): IssueClaim => ({
    claim: 'issue',
    code: `association-tables/${code}`,
    severity: 'error',
    option: 'parents',
    objects: [use.table, ...objects],
    message,
    waysOut: [...waysOut, { remedy: 'off', label: 'Switch it off' }],
  })
  const parents = chosen(facts, use)
  if (keyOf(facts, use.table).length === 0)
    return [
      issue('no-key', sql`${name(use.table)} needs a primary key before a join table can name its rows.`),
    ]
  if (parents.length === 0)
    return [
      issue(
        'parents',
        sql`There is no other table with a primary key that rows of ${name(use.table)} could belong to. Draw one and choose it, or let them belong to each other.`,
        [
          {
            remedy: 'options',
            label: 'Let its rows belong to each other',
            set: { parents: [use.table], belongs: 'to many' },
          },
        ],
      ),
    ]
  const gone = parents.filter((p) => !facts.object('table', p.table))
  const keyless = parents.filter((p) => facts.object('table', p.table) && !facts.primaryKey(p.table))
  const without = (out: readonly Parent[]): readonly Remedy[] => {
    const left = parents.filter((p) => !out.includes(p))
    return left.length > 0 ? [{ remedy: 'options', label: 'Leave it out', set: { parents: left } }] : []
  }
  return [
    ...(use.options.parents.length === 0
      ? [
          chosenFor(
            'association-tables',
            use.table,
            'parents',
            sql`can belong to rows of`,
            parents.map((p) => p.table),
          ),
        ]
      : []),
    ...(gone.length > 0
      ? [
          issue(
            'parent-gone',
            sql`A parent chosen for ${name(use.table)} is no longer in the design.`,
            without(gone),
          ),
        ]
      : []),
    ...keyless.map((p) =>
      issue(
        'parent-key',
        sql`${name(p.table)} needs a primary key before rows of ${name(use.table)} can belong to it.`,
        without([p]),
        [p.table],
      ),
    ),
  ]
}
