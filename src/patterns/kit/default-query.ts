import { type Id, isDrawn } from '../../base/index.ts'
import {
  type Catalog,
  joinSql,
  name,
  type Obj,
  objectsOf,
  qualified,
  type Sql,
  sql,
} from '../../catalog/index.ts'
import type { Facts, Nameless } from '../../compile/api.ts'
import { matching, onRow } from './sql.ts'

type Fk = Nameless<'fk'>

/**
 * The reference that a summary is made along when no one says another: the first drawn one between two drawn tables.
 * Patterns' own references never count, so that every phase finds the same.
 */
export const firstReference = (facts: Facts): Fk | undefined =>
  facts
    .tables()
    .filter((t) => isDrawn(t.id))
    .flatMap((t) => facts.of('fk', t.id))
    .find((f) => isDrawn(f.id) && f.table !== f.references && isDrawn(f.references))

/** A summary: how many rows of one table each row of another has. */
export interface Counting {
  readonly child: Id<'table'>
  readonly parent: Id<'table'>
  readonly query: Sql
}

/**
 * The summary that a design gets without saying what it wants: rows that are alive, per parent that is alive. Its
 * columns are called like the child's, and only those that `keeps` says. A scoped child of a parent for all is counted
 * per tenant.
 */
export const countPerParent = (
  facts: Facts,
  keeps: (column: Id) => boolean = () => true,
): Counting | undefined => {
  const fk = firstReference(facts)
  if (!fk) return undefined
  const [alive, parentAlive] = [facts.alive(fk.table), facts.alive(fk.references)]
  const scope = facts.scope(fk.table)
  const loose = scope !== undefined && !fk.columns.includes(scope)
  const keys = [
    ...(loose ? [{ from: sql`c.${name(scope)}`, as: scope }] : []),
    ...fk.refColumns.map((c, i) => ({ from: sql`p.${name(c)}`, as: fk.columns[i] ?? c })),
  ].filter((k) => k.as === scope || keeps(k.as))
  const outputs = keys.map((k) => sql`${k.from} as ${name(k.as)}`)
  return {
    child: fk.table,
    parent: fk.references,
    query: sql`select ${joinSql(outputs, ', ')}, count(c.${name(fk.columns[0] ?? '')}) as row_count
from ${qualified(fk.references)} p
${loose ? '' : 'left '}join ${qualified(fk.table)} c on ${matching('c', fk.columns, 'p', fk.refColumns)}${alive ? sql` and ${onRow('c', alive)}` : ''}${parentAlive ? sql`\nwhere ${onRow('p', parentAlive)}` : ''}
group by ${joinSql(
      keys.map((k) => k.from),
      ', ',
    )}`,
  }
}

/** The same reference in a finished catalog, widened by scopes. */
export const countedFrom = (catalog: Catalog): Obj<'fk'> | undefined =>
  [...objectsOf(catalog, 'table')]
    .filter((t) => isDrawn(t.id))
    .flatMap((t) => objectsOf(catalog, 'fk').filter((f) => f.table === t.id))
    .find((f) => isDrawn(f.id) && f.table !== f.references && isDrawn(f.references))
