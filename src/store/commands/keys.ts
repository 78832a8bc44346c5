import { type Id, ok, type Result } from '../../base/index.ts'
import type { Obj } from '../../catalog/index.ts'
import { type Change, change, type DrawnOf, removal } from '../../design/index.ts'
import type { Attempt, Refusal } from '../types.ts'
import {
  type Context,
  columnsOf,
  done,
  each,
  label,
  need,
  notDrawn,
  objectFor,
  recordFor,
  refuse,
} from './context.ts'
import { removeWithDependants } from './remove.ts'

/** The drawn keys of a table, the primary one first. */
export const keysOf = (x: Context, table: Id): readonly DrawnOf<'key'>[] => {
  const out: DrawnOf<'key'>[] = []
  for (const k of each(x.design, 'key')) if (k.table === table) out.push(k)
  return out.sort((a, b) => Number(b.primary ?? false) - Number(a.primary ?? false))
}

export type Key = Pick<DrawnOf<'key'>, 'columns' | 'primary'>

/** Keys that a reference may aim at: drawn ones as drawn, since compile widens both ends alike. */
export const targets = (x: Context, table: Id): readonly Key[] => {
  const drawn = keysOf(x, table)
  if (drawn.length > 0) return drawn
  const made: Obj<'key'>[] = []
  for (const o of x.compiled.catalog.values()) if (o.kind === 'key' && o.table === table) made.push(o)
  return made.sort((a, b) => Number(b.primary ?? false) - Number(a.primary ?? false))
}

/** The foreign key that would lose the key it points at, if any. */
const pointsAt = (x: Context, key: DrawnOf<'key'>): DrawnOf<'fk'> | undefined => {
  const columns = new Set(key.columns)
  for (const f of each(x.design, 'fk')) {
    if (f.references !== key.table || f.refColumns.length !== columns.size) continue
    if (f.refColumns.every((c) => columns.has(c))) return f
  }
  return undefined
}

const inUse = (x: Context, key: DrawnOf<'key'>) => {
  const f = pointsAt(x, key)
  return f
    ? refuse(`${label(x, f.table)} points at this key. Remove that foreign key first.`, key.id, f.id)
    : undefined
}

/** A primary key's columns are NOT NULL; saying so keeps the design like the catalog. */
const required = (c: DrawnOf<'column'> | undefined): readonly Change[] =>
  !c || c.notNull ? [] : [change({ ...c, notNull: true })]

/** Puts the column into its table's primary key, or takes it out. */
export const togglePrimaryKey = (x: Context, column: Id): Attempt => {
  const c = need(x, 'column', column)
  if (!c.ok) return c
  const key = keysOf(x, c.value.table).find((k) => k.primary)
  if (!key) return addKey(x, c.value.table, [c.value.id], true)
  const used = inUse(x, key)
  if (used) return used
  if (!key.columns.includes(c.value.id))
    return done('Add to primary key', [
      change({ ...key, columns: [...key.columns, c.value.id] }),
      ...required(c.value),
    ])
  const columns = key.columns.filter((k) => k !== c.value.id)
  return done('Take out of primary key', [
    columns.length === 0 ? removal(key.id) : change({ ...key, columns }),
  ])
}

/** Makes the column unique by itself, or no longer. */
export const toggleUnique = (x: Context, column: Id): Attempt => {
  const c = need(x, 'column', column)
  if (!c.ok) return c
  const key = keysOf(x, c.value.table).find(
    (k) => !k.primary && k.columns.length === 1 && k.columns[0] === column,
  )
  if (!key) return addKey(x, c.value.table, [column], false)
  return inUse(x, key) ?? removeWithDependants(x, [key.id], 'Make not unique')
}

/** The columns as columns of the table, or the refusal that says which is not. */
export const columnsIn = (
  x: Context,
  table: Id,
  columns: readonly Id[],
): Result<readonly Id<'column'>[], Refusal> => {
  if (columns.length === 0) return refuse('Choose at least one column.', table)
  if (new Set(columns).size < columns.length)
    return refuse('The same column is named twice. Name it once.', table)
  const own = new Map(columnsOf(x, table).map((c) => [c.id as Id, c.id]))
  const stray = columns.find((c) => !own.has(c))
  if (stray !== undefined)
    return refuse(`${label(x, stray)} is no column of ${label(x, table)}.`, table, stray)
  return ok(columns.flatMap((c) => own.get(c) ?? []))
}

/** A primary key or a unique constraint over the columns. */
export const addKey = (x: Context, table: Id, ids: readonly Id[], primary: boolean): Attempt => {
  const owner = objectFor(x, 'table', table)
  if (!owner) return notDrawn(x, table)
  const found = columnsIn(x, table, ids)
  if (!found.ok) return found
  const columns = found.value
  const keys = keysOf(x, table)
  const old = keys.find((k) => k.primary)
  if (primary && old)
    return refuse(`${label(x, table)} has a primary key already. Change or remove that one.`, table, old.id)
  const same = keys.find(
    (k) => k.columns.length === columns.length && columns.every((c) => k.columns.includes(c)),
  )
  if (same) return refuse('There is a key over these columns already.', table, same.id)
  const key: DrawnOf<'key'> = {
    kind: 'key',
    id: x.newId(),
    name: '',
    table: owner.id,
    ...(primary ? { primary } : {}),
    columns,
  }
  const notNull = primary ? columns.flatMap((c) => required(recordFor(x, 'column', c))) : []
  return done(primary ? 'Add primary key' : 'Add unique constraint', [change(key), ...notNull], {
    select: [key.id],
  })
}
