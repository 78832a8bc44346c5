import { rankBetween } from '../../base/index.ts'
import { change, type DrawnOf, type PlaceRecord, settingsOf } from '../../design/index.ts'
import type { Attempt } from '../types.ts'
import { type Context, done, refuse } from './context.ts'
import { bearer, checkedName, namesInSchema } from './names.ts'

const nextTableName = (x: Context, schema: string): string => {
  const taken = namesInSchema(x, schema)
  for (let n = 1; ; n++) if (!taken.has(`table_${n}`)) return `table_${n}`
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
  const id: DrawnOf<'column'> = {
    kind: 'column',
    id: x.newId(),
    name: 'id',
    table: table.id,
    rank: rankBetween('', undefined),
    type: { base: 'bigint' },
    notNull: true,
    identity: 'always',
  }
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
