import type { Obj } from '../../catalog/index.ts'
import { renderType } from '../datatype.ts'
import type { Names } from '../names.ts'
import { quoteIdent } from '../quote.ts'
import type { Statement } from '../types.ts'
import { columnList, defaultText, elementText, exprText, inParens } from './fragment.ts'
import { commented, commentOn, statement, Writer } from './writer.ts'

/** Constraints that CREATE TABLE holds; foreign keys follow once every table exists. */
export type Inline = Obj<'key' | 'check' | 'exclusion'>

/** A table with what its CREATE TABLE holds: columns by rank, constraints by id. */
export interface TableParts {
  readonly table: Obj<'table'>
  readonly columns: readonly Obj<'column'>[]
  readonly constraints: readonly Inline[]
}

const deferral = (d: 'deferrable' | 'initially deferred' | undefined): string =>
  d === undefined ? '' : d === 'deferrable' ? ' deferrable' : ' deferrable initially deferred'

const generation = (c: Obj<'column'>, names: Names): string => {
  if (c.identity) return ` generated ${c.identity} as identity`
  if (!c.generated) return ''
  const { expr, virtual } = c.generated
  return ` generated always as ${inParens(exprText(expr, names))} ${virtual ? 'virtual' : 'stored'}`
}

/** What follows a column's type. */
const columnTail = (c: Obj<'column'>, names: Names): string =>
  (c.collation === undefined ? '' : ` collate ${quoteIdent(c.collation)}`) +
  (c.notNull ? ' not null' : '') +
  (c.default ? ` default ${defaultText(c.default, names)}` : '') +
  generation(c, names)

const keyBody = (k: Obj<'key'>, names: Names): string =>
  (k.primary ? 'primary key' : k.nullsNotDistinct ? 'unique nulls not distinct' : 'unique') +
  ` (${columnList(k.columns, names)}${k.withoutOverlaps ? ' without overlaps' : ''})` +
  (k.include?.length ? ` include (${columnList(k.include, names)})` : '') +
  deferral(k.deferrable)

const exclusionBody = (x: Obj<'exclusion'>, names: Names): string => {
  const items = x.elements.map((e) => `${elementText(e, names)} with ${e.operator}`)
  const where = x.where ? ` where ${inParens(exprText(x.where, names))}` : ''
  return `exclude using ${quoteIdent(x.method)} (${items.join(', ')})${where}${deferral(x.deferrable)}`
}

const inlineBody = (c: Inline, names: Names): string =>
  c.kind === 'key'
    ? keyBody(c, names)
    : c.kind === 'exclusion'
      ? exclusionBody(c, names)
      : `check ${inParens(exprText(c.expr, names))}${c.noInherit ? ' no inherit' : ''}`

/** `constraint name …` as it stands in CREATE TABLE or after ADD. */
export const constraintText = (c: Inline, names: Names): string =>
  `constraint ${quoteIdent(c.name)} ${inlineBody(c, names)}`

/** Longer names and types do not push the others' columns out of sight. */
const nameCap = 32
const typeCap = 24
const widest = (texts: readonly string[], cap: number): number =>
  texts.reduce((n, s) => (s.length > n && s.length <= cap ? s.length : n), 0)

/** Nothing, one space, two … up to what the widest column of cells takes. */
const blanks = Array.from({ length: nameCap + 1 }, (_, n) => ' '.repeat(n))
const padding = (text: string, width: number): string => blanks[Math.max(0, width - text.length)] ?? ''

/** One line for each column, their types below each other, and so what follows the types. */
const columnLines = (w: Writer, columns: readonly Obj<'column'>[], names: Names): void => {
  const called = columns.map((c) => names.quoted(c.id))
  const types = columns.map((c) => renderType(c.type, names))
  const tails = columns.map((c) => columnTail(c, names))
  const nameWidth = widest(called, nameCap)
  const typeWidth = widest(
    types.filter((_, i) => tails[i] !== ''),
    typeCap,
  )
  columns.forEach((c, i) => {
    const name = called[i] ?? ''
    const type = types[i] ?? ''
    const tail = tails[i] ?? ''
    const line = `${name}${padding(name, nameWidth)} ${type}`
    w.put(i === 0 ? '\n  ' : ',\n  ').part(c, tail === '' ? line : line + padding(type, typeWidth) + tail)
  })
}

/** A column as ALTER TABLE … ADD COLUMN takes it. */
export const columnText = (c: Obj<'column'>, names: Names): string =>
  `${quoteIdent(c.name)} ${renderType(c.type, names)}${columnTail(c, names)}`

const createTable = ({ table, columns, constraints }: TableParts, names: Names): Statement => {
  const w = new Writer().put(`create ${table.unlogged ? 'unlogged ' : ''}table ${names.short(table.id)} (`)
  columnLines(w, columns, names)
  constraints.forEach((c, i) => {
    w.put(i + columns.length === 0 ? '\n  ' : ',\n  ').part(c, constraintText(c, names))
  })
  const empty = columns.length + constraints.length === 0
  return w.put(`${empty ? ')' : '\n)'}${partitioning(table, names)};`).done(table)
}

const partitioning = ({ partitionBy: by }: Obj<'table'>, names: Names): string =>
  by === undefined
    ? ''
    : `\npartition by ${by.method} (${by.keys.map((k) => elementText(k, names)).join(', ')})`

/** CREATE TABLE and the comments on the table, its columns and its inline constraints. */
export const tableStatements = (t: TableParts, names: Names): readonly Statement[] => {
  const table = names.short(t.table.id)
  const out = [createTable(t, names)]
  const comment = (o: Obj, what: () => string): void => {
    const made = commentOn(o, what)
    if (made) out.push(made)
  }
  comment(t.table, () => `table ${table}`)
  for (const c of t.columns) comment(c, () => `column ${table}.${quoteIdent(c.name)}`)
  for (const c of t.constraints) comment(c, () => `constraint ${quoteIdent(c.name)} on ${table}`)
  return out
}

const fkColumns = (ids: readonly string[], period: boolean | undefined, names: Names): string =>
  ids.map((id, i) => (period && i === ids.length - 1 ? 'period ' : '') + names.quoted(id)).join(', ')

const fkTail = (f: Obj<'fk'>, names: Names): string => {
  const only = f.setColumns?.length ? ` (${columnList(f.setColumns, names)})` : ''
  const set = f.onDelete === 'set null' || f.onDelete === 'set default'
  return (
    (f.matchFull ? ' match full' : '') +
    (f.onDelete ? ` on delete ${f.onDelete}${set ? only : ''}` : '') +
    (f.onUpdate ? ` on update ${f.onUpdate}` : '') +
    deferral(f.deferrable)
  )
}

const lineCap = 100

/** `constraint name foreign key …` as it stands after ADD. */
export const fkText = (f: Obj<'fk'>, names: Names): string => {
  const head = `constraint ${quoteIdent(f.name)} foreign key (${fkColumns(f.columns, f.period, names)})`
  const target = `${names.short(f.references)} (${fkColumns(f.refColumns, f.period, names)})`
  const tail = `references ${target}${fkTail(f, names)}`
  return `${head}${head.length + tail.length < lineCap ? ' ' : '\n    '}${tail}`
}

export const fkStatements = (f: Obj<'fk'>, names: Names): readonly Statement[] => {
  const table = names.short(f.table)
  const add = statement(f, `alter table ${table}\n  add ${fkText(f, names)};`)
  return commented(add, f, () => `constraint ${quoteIdent(f.name)} on ${table}`)
}
