import type { Id } from '../../base/index.ts'
import type { Obj } from '../../catalog/index.ts'
import { change, type DrawnOf, type RecordOf } from '../../design/index.ts'
import type { Attempt } from '../types.ts'
import { typesMeet } from './compatible.ts'
import { type Context, done, each, label, need, objectFor, refuse } from './context.ts'
import { columnsIn, keysOf } from './keys.ts'
import { tidy } from './tidy.ts'

const same = (a: readonly Id[], b: readonly Id[]): boolean =>
  a.length === b.length && a.every((c, i) => c === b[i])

/** True where a key or a unique index without predicate holds these columns: what a foreign key may point at. */
const isKey = (x: Context, table: Id, columns: readonly Id[]): boolean => {
  const holds = (own: readonly Id[]) => own.length === columns.length && columns.every((c) => own.includes(c))
  if (keysOf(x, table).some((k) => holds(k.columns))) return true
  for (const o of x.compiled.catalog.values()) {
    if (o.kind === 'key' && o.table === table && holds(o.columns)) return true
    if (
      o.kind === 'index' &&
      o.unique &&
      !o.where &&
      o.table === table &&
      holds(o.elements.flatMap((e) => e.column ?? []))
    )
      return true
  }
  return false
}

/** What may be said of a foreign key besides its columns. */
export type Actions = Partial<
  Pick<RecordOf<'fk'>, 'onDelete' | 'onUpdate' | 'setColumns' | 'matchFull' | 'deferrable'>
>

/** A foreign key over columns that exist. */
export const addForeignKey = (
  x: Context,
  table: Id,
  from: readonly Id[],
  references: Id,
  to: readonly Id[],
  actions: Actions = {},
): Attempt => {
  const own = columnsIn(x, table, from)
  const other = columnsIn(x, references, to)
  if (!own.ok) return own
  if (!other.ok) return other
  const columns = own.value
  const refColumns = other.value
  if (columns.length !== refColumns.length)
    return refuse(
      `${columns.length} columns cannot reference ${refColumns.length}. Pair each column with one.`,
      table,
      references,
    )
  if (!isKey(x, references, refColumns))
    return refuse(
      `No key of ${label(x, references)} holds just these columns. Make them unique there first, or point at its primary key.`,
      references,
    )
  for (const [i, c] of columns.entries()) {
    const child = objectFor(x, 'column', c)
    const parent = objectFor(x, 'column', refColumns[i] ?? c)
    if (child && parent && !typesMeet(x, child.type, parent.type)) return typesDiffer(x, child, parent)
  }
  for (const f of each(x.design, 'fk')) {
    if (
      f.table === table &&
      f.references === references &&
      same(f.columns, columns) &&
      same(f.refColumns, refColumns)
    )
      return refuse('This foreign key exists already.', f.id)
  }
  const fk: DrawnOf<'fk'> = {
    kind: 'fk',
    id: x.newId(),
    name: '',
    table: table as Id<'table'>,
    columns,
    references: references as Id<'table'>,
    refColumns,
    ...tidy(actions),
  }
  return done('Add foreign key', [change(fk)], { select: [fk.id] })
}

export const typesDiffer = (x: Context, child: Obj<'column'>, parent: Obj<'column'>) =>
  refuse(
    `${label(x, child.id)} and ${label(x, parent.id)} have types that cannot be compared. Give both the same type.`,
    child.id,
    parent.id,
  )

type FkSet = Partial<Omit<RecordOf<'fk'>, 'kind' | 'id' | 'table'>>

export const setForeignKey = (x: Context, fk: Id, set: FkSet): Attempt => {
  const f = need(x, 'fk', fk)
  if (!f.ok) return f
  const next = tidy({ ...f.value, ...set })
  const own = columnsIn(x, next.table, next.columns)
  if (!own.ok) return own
  const other = columnsIn(x, next.references, next.refColumns)
  if (!other.ok) return other
  if (next.columns.length !== next.refColumns.length)
    return refuse('Pair each column with one of the other table.', fk)
  const loose = next.setColumns?.find((c) => !next.columns.includes(c))
  if (loose !== undefined) return refuse(`${label(x, loose)} is not part of this foreign key.`, fk, loose)
  return done('Change foreign key', [change(next)])
}
