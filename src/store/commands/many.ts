import { type Id, utf8Length } from '../../base/index.ts'
import type { Obj } from '../../catalog/index.ts'
import { nextUseId } from '../../compile/index.ts'
import { change, type UseRecord } from '../../design/index.ts'
import type { Attempt } from '../types.ts'
import { type Context, done, label, notDrawn, objectFor, refuse } from './context.ts'
import { freeName, namesInSchema } from './names.ts'

const hasPrimaryKey = (x: Context, table: Id): boolean => {
  for (const o of x.compiled.catalog.values())
    if (o.kind === 'key' && o.table === table && o.primary) return true
  return false
}

/** Why rows of this table cannot be linked; undefined where they can. */
const trouble = (x: Context, id: Id): Attempt | undefined => {
  const table = objectFor(x, 'table', id)
  if (!table) return refuse('A junction table links the rows of two tables. Drop it on a table.', id)
  if (table.why) return notDrawn(x, id)
  return hasPrimaryKey(x, id)
    ? undefined
    : refuse(
        `${label(x, id)} has no primary key for links to name its rows by. Make one of its columns the primary key first.`,
        id,
      )
}

/** The name as the pattern's option takes it: small letters, digits and underscores, with room for a number. */
const plain = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9_]/g, '_')
    .replace(/^(?=\d)/, '_')
    .slice(0, 46)

/** What the pattern calls the table by itself. */
const both = (one: Obj<'table'>, other: Obj<'table'>): string => `${one.name}_${other.name}`

/** Nothing where the names of both, which the pattern takes by itself, are free and fit; else a name that does. */
const ownName = (x: Context, one: Obj<'table'>, other: Obj<'table'>): { readonly name?: string } => {
  const taken = namesInSchema(x, one.schema)
  const name = both(one, other)
  return taken.has(name) || utf8Length(name) > 63 ? { name: freeName(plain(name), taken) } : {}
}

/**
 * A junction table between two tables, or between a table's rows and each other: the switch `junction` on the
 * first, in one step. Asks nothing of the pattern's code, which may not be loaded yet.
 */
export const linkMany = (x: Context, from: Id, to: Id): Attempt => {
  const not = trouble(x, from) ?? trouble(x, to)
  if (not) return not
  const one = objectFor(x, 'table', from)
  const other = objectFor(x, 'table', to)
  if (!one || !other) return notDrawn(x, one ? to : from)
  const id = nextUseId(x.design, 'junction', from)
  const own = ownName(x, one, other)
  const use: UseRecord = {
    kind: 'use',
    id,
    pattern: 'junction',
    target: one.id,
    options: { with: [other.id], ...own },
  }
  return done('Link many to many', [change(use)], {
    says: `Many to many: ${one.name} ↔ ${other.name}, creating ${own.name ?? both(one, other)}`,
    select: [`${id}/join` as Id<'table'>],
  })
}
