import { equal, type Id, rankBetween } from '../../base/index.ts'
import { mentions, type Obj } from '../../catalog/index.ts'
import { change, type DrawnOf, type PlaceRecord, settingsOf } from '../../design/index.ts'
import type { Attempt } from '../types.ts'
import { type Context, done, each, partsOfTable, refuse } from './context.ts'
import { bearer, checkedName, namesInSchema } from './names.ts'

const nextTableName = (x: Context, schema: string): string => {
  const taken = namesInSchema(x, schema)
  for (let n = 1; ; n++) if (!taken.has(`table_${n}`)) return `table_${n}`
}

/** The column that every new table has: its key. */
const keyColumn = (id: Id<'column'>, table: Id<'table'>): DrawnOf<'column'> => ({
  kind: 'column',
  id,
  name: 'id',
  table,
  rank: rankBetween('', undefined),
  type: { base: 'bigint' },
  notNull: true,
  identity: 'always',
})

/** That column of a table in which nothing but it was ever said, and on which nothing rests: what is typed may say another. */
export const untouchedKey = (x: Context, table: Id): DrawnOf<'column'> | undefined => {
  const parts = [...partsOfTable(x.design, table)]
  const column = parts.find((p) => p.kind === 'column')
  const key = parts.find((p) => p.kind === 'key')
  if (!column || !key || parts.length !== 2) return undefined
  if (!equal(column, keyColumn(column.id, column.table))) return undefined
  const of: readonly Id[] = [table, column.id, key.id]
  if (key.columns.join() !== column.id || [...each(x.design, 'use')].some((u) => of.includes(u.target ?? '')))
    return undefined
  const rests = (o: Obj): boolean => !of.includes(o.id) && mentions(o).some((id) => of.includes(id))
  return [...x.compiled.catalog.values()].some(rests) ? undefined : column
}

/** A table with an identity key, placed on the canvas. */
export const addTable = (
  x: Context,
  at: { readonly x: number; readonly y: number },
  name?: string,
): Attempt => {
  const { schema } = settingsOf(x.design)
  const checked = checkedName(name ?? nextTableName(x, schema))
  if (!checked.ok) return refuse(checked.error)
  const table: DrawnOf<'table'> = { kind: 'table', id: x.newId(), name: checked.value, schema }
  const other = bearer(x, table, table.name)
  if (other) return refuse(`There is a ${other} called \`${table.name}\` already. Choose another name.`)
  const id = keyColumn(x.newId(), table.id)
  const key: DrawnOf<'key'> = {
    kind: 'key',
    id: x.newId(),
    name: '',
    table: table.id,
    primary: true,
    columns: [id.id],
  }
  const place: PlaceRecord = {
    kind: 'place',
    id: x.newId(),
    of: table.id,
    x: Math.round(at.x),
    y: Math.round(at.y),
  }
  return done('Add table', [table, id, key, place].map(change), { select: [table.id] })
}
