import type { Id } from '../../base/index.ts'
import type { Obj } from '../../catalog/index.ts'
import { type Change, change, type DrawnOf } from '../../design/index.ts'
import type { Attempt } from '../types.ts'
import { ranksAtEnd } from './columns.ts'
import { typesMeet } from './compatible.ts'
import { type Context, columnsOf, done, label, objectFor, refuse } from './context.ts'
import { type Key, targets } from './keys.ts'
import { freeName } from './names.ts'
import { type Actions, addForeignKey, typesDiffer } from './references.ts'

export interface End {
  readonly table: Id
  readonly column?: Id
}

/** What was settled beforehand: the parent's key, the child's column for each of its columns (undefined: a new one). */
export interface Settled {
  readonly key?: readonly Id<'column'>[]
  readonly columns?: readonly (Id | undefined)[]
  readonly actions?: Actions
}

/** The key that an end offers: the one that is just its column, else one that contains it, else the primary key. */
const keyAt = (x: Context, end: End): Key | undefined => {
  const keys = targets(x, end.table)
  const { column } = end
  if (column === undefined) return keys.find((k) => k.primary)
  const holds = keys.filter((k) => k.columns.some((c) => c === column))
  return holds.find((k) => k.columns.length === 1) ?? holds[0]
}

interface Sides {
  readonly parent: End
  readonly child: End
  readonly key: Key
}

const whole = (k: Key | undefined): boolean => k?.columns.length === 1

/** Who is the parent: the side whose column is a key; between two, the whole key, then where the drag began. */
const sides = (x: Context, from: End, to: End): Sides | undefined => {
  const [a, b] = [keyAt(x, from), keyAt(x, to)]
  const fromIsParent: Sides | undefined = a && { parent: from, child: to, key: a }
  const toIsParent: Sides | undefined = b && { parent: to, child: from, key: b }
  if (from.column !== undefined && to.column !== undefined)
    return whole(b) && !whole(a) ? toIsParent : (fromIsParent ?? toIsParent)
  if (from.column !== undefined) return fromIsParent ?? toIsParent
  if (to.column !== undefined) return toIsParent ?? fromIsParent
  return fromIsParent ?? toIsParent
}

const noKey = (x: Context, from: End, to: End): Attempt => {
  const both = from.column !== undefined && to.column !== undefined
  const what = both
    ? `Neither ${label(x, from.column ?? '')} nor ${label(x, to.column ?? '')} is a key.`
    : `${label(x, from.column === undefined ? from.table : to.table)} has no primary key to point at.`
  return refuse(`${what} Make the parent's column a primary key or unique first.`, from.table, to.table)
}

/** `customers` → `customer`, `categories` → `category`, `addresses` → `address`; what is no plural stays. */
export const singular = (name: string): string => {
  if (/ies$/.test(name)) return `${name.slice(0, -3)}y`
  if (/(ss|us|is)$/.test(name)) return name
  if (/(sses|shes|ches|xes|zes)$/.test(name)) return name.slice(0, -2)
  return name.replace(/s$/, '')
}

const childNames = (
  parent: Obj<'table'>,
  column: Obj<'column'>,
  self: boolean,
  single: boolean,
): readonly string[] => {
  const one = singular(parent.name)
  if (self && single) return ['parent_id', `parent_${column.name}`]
  if (column.name.startsWith(`${one}_`) || (!single && column.name.endsWith('_id'))) return [column.name]
  return [`${one}_${column.name}`, `${parent.name}_${column.name}`]
}

interface Pairing {
  readonly columns: readonly Id<'column'>[]
  readonly created: readonly DrawnOf<'column'>[]
}

/** The child's column for each column of the key: the one dragged, one of a fitting name, or a new one. */
const pair = (
  x: Context,
  s: Sides,
  parent: Obj<'table'>,
  child: Obj<'table'>,
  chosen?: Settled['columns'],
): Pairing | Attempt => {
  const own = columnsOf(x, child.id)
  const taken = new Set(own.map((c) => c.name))
  const created: DrawnOf<'column'>[] = []
  const columns: Id<'column'>[] = []
  const rank = ranksAtEnd(x, child.id)
  for (const [i, id] of s.key.columns.entries()) {
    const target = objectFor(x, 'column', id)
    if (!target) return refuse('The key has a column that is gone.', parent.id)
    const single = s.key.columns.length === 1
    const meant = chosen ? chosen[i] : single || s.parent.column === id ? s.child.column : undefined
    const dragged = own.find((c) => c.id === meant)
    if (dragged && !typesMeet(x, dragged.type, target.type)) return typesDiffer(x, dragged, target)
    const names = childNames(parent, target, parent.id === child.id, single)
    const fits = (c: Obj<'column'>): boolean =>
      names.includes(c.name) && c.id !== id && !columns.includes(c.id) && typesMeet(x, c.type, target.type)
    const found = dragged ?? (chosen ? undefined : own.find(fits))
    if (found) {
      columns.push(found.id)
      continue
    }
    const name = freeName(names[0] ?? target.name, taken)
    taken.add(name)
    const column: DrawnOf<'column'> = {
      kind: 'column',
      id: x.newId(),
      name,
      table: child.id,
      rank: rank(),
      type: target.type,
    }
    created.push(column)
    columns.push(column.id)
  }
  return { columns, created }
}

/**
 * A foreign key from a drag. The side that owns the key is the parent whichever way it was dragged; a column
 * for the child is found by name or made in the key's type, one for each column of a composite key.
 */
export const connect = (
  x: Context,
  from: End,
  to: End,
  { key, columns: chosen, actions }: Settled = {},
): Attempt => {
  if (from.table === to.table && from.column !== undefined && from.column === to.column)
    return refuse('A column cannot reference itself. Drop it on another column or table.', from.column)
  const s = key ? { parent: from, child: to, key: { columns: key } } : sides(x, from, to)
  if (!s) return noKey(x, from, to)
  const parent = objectFor(x, 'table', s.parent.table)
  const child = objectFor(x, 'table', s.child.table)
  if (!parent || !child)
    return refuse('A foreign key joins two tables. Drop it on a table or a column.', from.table, to.table)
  const paired = pair(x, s, parent, child, chosen)
  if ('ok' in paired) return paired
  const { columns, created } = paired
  if (created.length === 0) return addForeignKey(x, child.id, columns, parent.id, s.key.columns, actions)
  const fk: DrawnOf<'fk'> = {
    kind: 'fk',
    id: x.newId(),
    name: '',
    table: child.id,
    columns,
    references: parent.id,
    refColumns: s.key.columns,
    ...actions,
  }
  const changes: readonly Change[] = [...created, fk].map(change)
  return done('Add foreign key', changes, { select: [fk.id] })
}
