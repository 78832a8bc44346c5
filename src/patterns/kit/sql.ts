import { compareIds, type Id, isDrawn } from '../../base/index.ts'
import {
  type DataType,
  isUserType,
  joinSql,
  name,
  qualified,
  rawSql,
  type Sql,
  sql,
} from '../../catalog/index.ts'
import type { Nameless } from '../../compile/api.ts'

type Column = Nameless<'column'>

/** A type as SQL. */
export const typeSql = (t: DataType): Sql => {
  const dims = '[]'.repeat(t.dims ?? 0)
  if (isUserType(t)) return sql`${qualified(t.type)}${dims}`
  return rawSql(`${t.base}${t.mods && t.mods.length > 0 ? `(${t.mods.join(', ')})` : ''}${dims}`)
}

/** `a, b, c`: bare column names. */
export const names = (columns: readonly Id[]): Sql => joinSql(columns.map(name), ', ')

/** `new.a, new.b`: the columns of a row variable or an alias. */
export const fromRow = (row: string, columns: readonly Id[]): Sql => {
  const text = columns.map((_, i) => (i === 0 ? `${row}.` : `, ${row}.`))
  return { text: [...text, ''], refs: columns.map(name) }
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
 * Columns in an order that ejecting a pattern does not change: drawn ones by rank, then derived ones by id.
 * Lists in generated code use it.
 */
export const steady = (columns: readonly Column[]): readonly Column[] => {
  const drawn: Column[] = []
  const derived: Column[] = []
  for (const c of columns) (isDrawn(c.id) ? drawn : derived).push(c)
  return [...drawn, ...derived.sort((a, b) => compareIds(a.id, b.id))]
}
