import { err, type Id, ok, type Result } from '../../base/index.ts'
import type { Obj } from '../../catalog/index.ts'
import type { SaidReference } from '../../sql/index.ts'
import { type Context, columnsOf, label, objectFor } from './context.ts'
import { targets } from './keys.ts'

/** As PostgreSQL finds it: without a schema in `public` first, then wherever it is the only one. */
const tableOf = (x: Context, { table, schema }: SaidReference): Obj<'table'> | undefined => {
  const all: (readonly [Obj<'table'>, string | undefined])[] = []
  for (const o of x.compiled.catalog.values())
    if (o.kind === 'table' && o.name === table) all.push([o, x.compiled.catalog.get(o.schema)?.name])
  const exact = all.filter(([, s]) => s === (schema ?? 'public'))
  const found = exact.length > 0 || schema !== undefined ? exact : all
  return found.length === 1 ? found[0]?.[0] : undefined
}

/** The column that REFERENCES means: the one it names, or the parent's primary key. */
export const parentOf = (x: Context, to: SaidReference): Result<Obj<'column'>, string> => {
  const table = tableOf(x, to)
  const called = to.schema === undefined ? to.table : `${to.schema}.${to.table}`
  if (!table) return err(`There is no table \`${called}\` here. Add it first, or leave out REFERENCES.`)
  if (to.column !== undefined) {
    const column = columnsOf(x, table.id).find((c) => c.name === to.column)
    return column
      ? ok(column)
      : err(`${label(x, table.id)} has no column \`${to.column}\`. Name one that it has.`)
  }
  const key: readonly Id[] = targets(x, table.id).find((k) => k.primary)?.columns ?? []
  const column = key.length === 1 && key[0] !== undefined ? objectFor(x, 'column', key[0]) : undefined
  if (column) return ok(column)
  return err(
    key.length === 0
      ? `${label(x, table.id)} has no primary key to point at. Name a unique column of it in parentheses.`
      : `The primary key of ${label(x, table.id)} has ${key.length} columns. Leave out REFERENCES here, and drag from that table to this one.`,
  )
}
