import { compareIds, type Id, isDrawn } from '../../base/index.ts'
import {
  type Catalog,
  type DataType,
  extensionOf,
  isUserType,
  joinSql,
  name,
  objectsOf,
  qualified,
  type Ref,
  rawSql,
  type Sql,
  sql,
} from '../../catalog/index.ts'
import type { Facts, Nameless } from '../../compile/api.ts'

type Column = Nameless<'column'>

/** Whoever knows where an extension was drawn. */
export type Extensions = Pick<Facts, 'extension'>

/** The extensions of a catalog that is made. */
export const extensionsOf = (catalog: Catalog): Extensions => ({
  extension: (called) => objectsOf(catalog, 'extension').find((x) => x.name === called),
})

const bareType = (t: DataType): Sql => {
  const dims = '[]'.repeat(t.dims ?? 0)
  if (isUserType(t)) return sql`${qualified(t.type)}${dims}`
  return rawSql(`${t.base}${t.mods && t.mods.length > 0 ? `(${t.mods.join(', ')})` : ''}${dims}`)
}

/** A type as statements write it: with the schema of its extension, if one was drawn. */
export const typeSql = (facts: Extensions, t: DataType): Sql => {
  const extension = extensionOf(t)
  const schema = extension === undefined ? undefined : facts.extension(extension)?.schema
  return schema === undefined ? bareType(t) : sql`${name(schema)}.${bareType(t)}`
}

/** What an extension has, with its schema: for where the search path is pinned, as in bodies of routines. */
export const ofExtension = (facts: Extensions, extension: string, what: Sql | string): Sql => {
  const schema = facts.extension(extension)?.schema
  return sql`${schema ? name(schema) : 'public'}.${what}`
}

/** The type where the search path is pinned. */
export const pinnedType = (facts: Extensions, t: DataType): Sql => {
  const extension = extensionOf(t)
  return extension === undefined ? bareType(t) : ofExtension(facts, extension, bareType(t))
}

/** `a, b, c`: bare column names. */
export const names = (columns: readonly Id[]): Sql => joinSql(columns.map(name), ', ')

/** `new.a, new.b`: the columns of a row variable or an alias. */
export const fromRow = (row: string, columns: readonly Id[]): Sql => valuesOf(row, columns.map(name))

/** The same of columns that are mentioned already. */
export const valuesOf = (row: string, columns: readonly Ref[]): Sql => {
  const more = `, ${row}.`
  const text = columns.map((_, i) => (i === 0 ? `${row}.` : more))
  text.push('')
  return { text, refs: columns }
}

/** `start a middle x end` for the pairs of two lists, one after the other. */
export const paired = (
  [start, middle, end]: readonly [string, string, string],
  a: readonly Ref[],
  b: readonly Ref[],
): Sql => {
  const between = end + start
  const text: string[] = []
  const refs: Ref[] = []
  a.forEach((left, i) => {
    const right = b[i]
    if (!right) throw new Error('lists of different length')
    text.push(i === 0 ? start : between, middle)
    refs.push(left, right)
  })
  text.push(a.length === 0 ? '' : end)
  return { text, refs }
}

/** `child.a = parent.x and …` for the column pairs. */
export const matching = (left: string, a: readonly Id[], right: string, b: readonly Id[]): Sql =>
  joinSql(
    a.map((c, i) => {
      const d = b[i]
      if (d === undefined) throw new Error('column lists of different length')
      return sql`${left}.${name(c)} = ${right}.${name(d)}`
    }),
    ' and ',
  )

/** A predicate over bare column names, read from a row variable or an alias instead. */
export const onRow = (row: string, predicate: Sql): Sql => ({
  ...predicate,
  text: predicate.text.map((t, i) => (predicate.refs[i]?.as === 'name' ? `${t}${row}.` : t)),
})

/** `raise exception` with a SQLSTATE; the message is a plain constant without %. */
export const raise = (sqlstate: string, message: string, hint?: string): Sql =>
  rawSql(
    `raise exception using errcode = '${sqlstate}', message = '${message.replaceAll("'", "''")}'${
      hint === undefined ? '' : `, hint = '${hint.replaceAll("'", "''")}'`
    };`,
  )

/**
 * In a BEFORE UPDATE trigger: takes the row FOR UPDATE, as a change of its key would. Whoever reads it FOR KEY SHARE
 * waits and reads it anew; after the update only its new state could be taken, and they would keep the old one.
 */
export const lockedAlone = (table: Id, key: readonly Id[]): Sql =>
  sql`perform 1 from ${qualified(table)} p where ${matching('p', key, 'old', key)} for update;`

/**
 * Columns in an order that ejecting a pattern does not change: drawn ones by rank, then derived ones by id.
 * Lists in generated code use it.
 */
export const steady = (columns: readonly Column[]): readonly Column[] => steadyBy(columns, (c) => c.id)

/** The same of what stands for columns, given in their order. */
export const steadyBy = <T>(all: readonly T[], idOf: (one: T) => Id): readonly T[] => {
  const drawn: T[] = []
  const derived: T[] = []
  for (const one of all) (isDrawn(idOf(one)) ? drawn : derived).push(one)
  if (derived.length > 1) derived.sort((a, b) => compareIds(idOf(a), idOf(b)))
  return drawn.concat(derived)
}
