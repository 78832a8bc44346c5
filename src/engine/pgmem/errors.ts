import { QueryError } from 'pg-mem'
import type { Catalog, Obj } from '../../catalog/index.ts'
import type { SqlError } from '../types.ts'
import { givenNames } from './quotes.ts'

/** pg-mem broke down instead of refusing: what JavaScript says then tells a person nothing. */
const isFault = (e: unknown): e is Error =>
  e instanceof TypeError || e instanceof RangeError || e instanceof ReferenceError

/** First lines of what pg-mem says, without its advice. */
export const said = (e: unknown): string => {
  if (isFault(e))
    return `pg-mem cannot run this and broke off inside (${e.message}). PostgreSQL can judge it.`
  const text = e instanceof QueryError ? e.data.error : e instanceof Error ? e.message : String(e)
  const syntax = /Syntax error at line \d+ col \d+/.exec(text)
  if (syntax) return syntax[0]
  return (text.replace(/^ERROR:\s*/, '').split('\n')[0] ?? '')
    .replaceAll('🔨', '')
    .replace(/^\s*Not supported\s*:\s*/, 'not supported: ')
    .trim()
}

type Known = Omit<SqlError, 'message' | 'sql'>

const of = <K extends 'check' | 'fk' | 'key' | 'index'>(
  catalog: Catalog,
  kind: K,
  name: string | undefined,
) => [...catalog.values()].find((o): o is Extract<Obj, { kind: K }> => o.kind === kind && o.name === name)

const tableName = (catalog: Catalog, o: { readonly table: string } | undefined): Pick<SqlError, 'table'> => {
  const table = o && catalog.get(o.table)?.name
  return table === undefined ? {} : { table }
}

const sameColumns = (catalog: Catalog, ids: readonly string[], names: string): boolean =>
  ids.map((id) => catalog.get(id)?.name).join() === names

/** pg-mem names every unique constraint `TABLE_pkey`; the columns in the detail tell which one it is. */
const unique = (e: QueryError, catalog: Catalog): Known => {
  const table = /insert into "(.*?)" \(/.exec(givenNames(e.data.error))?.[1]
  const columns = givenNames(/^Key \((.*?)\)=/.exec(e.data.details ?? '')?.[1] ?? '')
  const ofTable = [...catalog.values()].filter(
    (o) => (o.kind === 'key' || (o.kind === 'index' && o.unique)) && catalog.get(o.table)?.name === table,
  )
  const fits = ofTable.filter((o) => {
    if (o.kind === 'key') return sameColumns(catalog, o.columns, columns)
    return (
      o.kind === 'index' &&
      sameColumns(
        catalog,
        o.elements.flatMap((x) => x.column ?? ['']),
        columns,
      )
    )
  })
  const one = fits.length === 1 ? fits[0] : undefined
  return {
    sqlstate: '23505',
    ...(table === undefined ? {} : { table }),
    ...(one ? { constraint: one.name } : {}),
    ...(e.data.details === undefined ? {} : { detail: e.data.details }),
  }
}

const foreign = (catalog: Catalog, name: string, parentSide: boolean): Known => {
  const fk = of(catalog, 'fk', name)
  // PostgreSQL 18 tells RESTRICT from NO ACTION by its own SQLSTATE.
  const restrict = parentSide && (fk?.onDelete === 'restrict' || fk?.onUpdate === 'restrict')
  return { ...(restrict ? {} : { sqlstate: '23503' }), constraint: name, ...tableName(catalog, fk) }
}

const firstGroup = (m: RegExpExecArray): string => m[1] ?? ''

/** What pg-mem says, by wording, and what PostgreSQL would call it. Only what is certain has an SQLSTATE. */
const wordings: readonly (readonly [RegExp, (m: RegExpExecArray, catalog: Catalog) => Known])[] = [
  [
    /^null value in column "(.*)" violates not-null constraint/,
    (m) => ({ sqlstate: '23502', column: firstGroup(m) }),
  ],
  [/^Cannot add a null record in index/, () => ({ sqlstate: '23502' })],
  [
    /^check constraint "(.*)" is violated by some row/,
    (m, c) => ({
      sqlstate: '23514',
      constraint: firstGroup(m),
      ...tableName(c, of(c, 'check', firstGroup(m))),
    }),
  ],
  [
    /^insert or update on table .* violates foreign key constraint on table "(.*)"/,
    (m, c) => foreign(c, firstGroup(m), false),
  ],
  [
    /^update or delete on table .* violates foreign key constraint on table "(.*)"/,
    (m, c) => foreign(c, firstGroup(m), true),
  ],
  [/^invalid input value for enum/, () => ({ sqlstate: '22P02' })],
  [/^invalid input syntax for/, () => ({ sqlstate: '22P02' })],
  [/^cannot cast type text to uuid in string/, () => ({ sqlstate: '22P02' })],
  [/^(?:smallint|integer|bigint) out of range/, () => ({ sqlstate: '22003' })],
  [/^value too long for type/, () => ({ sqlstate: '22001' })],
  [/^cannot insert into column "(.*)"/, (m) => ({ sqlstate: '428C9', column: firstGroup(m) })],
  [/^Column "(.*)" is a generated column/, (m) => ({ sqlstate: '428C9', column: firstGroup(m) })],
  [/^unrecognized configuration parameter/, () => ({ sqlstate: '42704' })],
]

/** Where the parser stopped, as an offset into the text. */
const syntaxPosition = (message: string, sql: string): number | undefined => {
  const m = /Syntax error at line (\d+) col (\d+)/.exec(message)
  if (!m) return undefined
  const before = sql.split('\n').slice(0, Number(m[1]) - 1)
  const at = before.reduce((n, line) => n + line.length + 1, 0) + Number(m[2]) - 1
  return Math.min(at, sql.length)
}

/** pg-mem says of any DELETE that it writes the generated column. */
const isDeleting = (e: QueryError, sql: string): boolean =>
  /is a generated column/.test(e.data.error) && !/^\s*(?:insert|update)\b/i.test(sql)

const known = (e: unknown, sql: string, catalog: Catalog): Known => {
  if (!(e instanceof QueryError) || isDeleting(e, sql)) return {}
  if (e.data.code === '23505') return unique(e, catalog)
  for (const [pattern, read] of wordings) {
    const m = pattern.exec(givenNames(e.data.error))
    if (m) return read(m, catalog)
  }
  return {}
}

/**
 * An error of pg-mem. Without an SQLSTATE it says only that pg-mem could not do it, which may be pg-mem's own limit.
 */
export const toSqlError = (e: unknown, sql: string, catalog: Catalog): SqlError => {
  const position = e instanceof Error ? syntaxPosition(e.message, sql) : undefined
  const constraint = known(e, sql, catalog)
  const message =
    constraint.sqlstate === '23505' && constraint.constraint
      ? `duplicate key value violates unique constraint "${constraint.constraint}"`
      : said(e).replace(/^insert into .* - (?=duplicate key)/, '')
  return { message, ...constraint, ...(position === undefined ? {} : { position }), sql }
}
