import { err, type Id, ok, type Rank, type Result, rankBetween, ranksAfter } from '../../base/index.ts'
import { change, type DrawnOf, type RecordOf } from '../../design/index.ts'
import { type ColumnLine, columnLines } from '../../sql/index.ts'
import type { Attempt } from '../types.ts'
import { type Context, columnsOf, done, drawnColumns, label, need, refuse } from './context.ts'
import { checkedName } from './names.ts'
import { untouchedKey } from './tables.ts'
import { tidy } from './tidy.ts'
import { shaped, type Typed, typedColumns } from './typed-column.ts'
import { guessedType, parseTypeText } from './typetext.ts'

const rankAfter = (
  x: Context,
  table: Id,
  after: Id | undefined,
): { readonly low: Rank; readonly high: Rank | undefined } => {
  const columns = drawnColumns(x, table)
  const at = after === undefined ? columns.length - 1 : columns.findIndex((c) => c.id === after)
  const low = at < 0 ? columns.at(-1) : columns[at]
  return { low: low?.rank ?? '', high: at < 0 ? undefined : columns[at + 1]?.rank }
}

/** Ranks behind the last drawn column, one after another. */
export const ranksAtEnd = (x: Context, table: Id): (() => Rank) => {
  let last = drawnColumns(x, table).at(-1)?.rank ?? ''
  return () => {
    last = rankBetween(last, undefined)
    return last
  }
}

/** Puts the column before another drawn one, or at the end. */
export const moveColumn = (x: Context, column: Id, before: Id | undefined): Attempt => {
  const c = need(x, 'column', column)
  if (!c.ok) return c
  const rest = drawnColumns(x, c.value.table).filter((o) => o.id !== column)
  const found = rest.findIndex((o) => o.id === before)
  const at = found < 0 ? rest.length : found
  const low = rest[at - 1]?.rank ?? ''
  const high = rest[at]?.rank
  if (high === undefined || low < high)
    return done('Move column', [change({ ...c.value, rank: rankBetween(low, high) })], {
      merge: `move ${column}`,
    })
  // Two neighbours of equal rank leave no room: the whole table is ranked anew.
  const ordered = [...rest.slice(0, at), c.value, ...rest.slice(at)]
  const ranks = ranksAfter('', ordered.length)
  return done(
    'Move column',
    ordered.map((o, i) => change({ ...o, rank: ranks[i] ?? o.rank })),
  )
}

/** By name: the column of the table that has it; undefined for one that a line has taken. */
type Taken = Map<string, Id | undefined>

/** The column that a line makes, without what is SQL of its own; undefined where it cannot. */
const drawn = (
  x: Context,
  table: Id<'table'>,
  { name: typed, rest }: ColumnLine,
  rank: Rank,
  taken: Taken,
): Result<Typed, string> => {
  const name = checkedName(typed)
  if (!name.ok) return name
  // Of the key that a table was made with no one has said anything: the line does, if it says more than the name.
  const other = rest.trim() === '' ? undefined : taken.get(name.value)
  const key = other === undefined ? undefined : untouchedKey(x, table)
  const untouched = key?.id === other ? key : undefined
  if (taken.has(name.value) && !untouched)
    return err(`${label(x, table)} has a column \`${name.value}\` already. Choose another name.`)
  taken.set(name.value, undefined)
  const said = parseTypeText(x, rest, guessedType(name.value))
  if (!said.ok) return said
  const { type } = said.value
  const id = untouched?.id ?? x.newId<'column'>()
  const column: DrawnOf<'column'> = {
    kind: 'column',
    id,
    name: name.value,
    table,
    rank,
    type,
    ...(untouched ? { notNull: true } : {}),
  }
  return ok({ column: shaped(column, said.value), said: said.value })
}

/** Columns from lines such as `email citext!`, `price numeric(12,2) = 0` or `total int not null check (total > 0)`. */
export const addColumns = (x: Context, table: Id, spec: string, behind?: Id): Attempt => {
  const owner = need(x, 'table', table)
  if (!owner.ok) return owner
  const lines = columnLines(spec)
  if (!lines.ok) return refuse(lines.error, table)
  if (lines.value.length === 0)
    return refuse('Type a name, or a name and a type such as `email text!`.', table)
  const columns: Typed[] = []
  let { low, high } = rankAfter(x, table, behind)
  const taken: Taken = new Map(columnsOf(x, table).map((c) => [c.name, c.id]))
  for (const line of lines.value) {
    if (high !== undefined && low >= high) high = undefined
    low = rankBetween(low, high)
    const one = drawn(x, owner.value.id, line, low, taken)
    if (!one.ok) return refuse(one.error, table)
    columns.push(one.value)
  }
  const ids = columns.map((c) => c.column.id)
  const name = ids.length === 1 ? 'Add column' : `Add ${ids.length} columns`
  return typedColumns(x, columns, name, { select: ids })
}

type ColumnSet = Partial<Omit<RecordOf<'column'>, 'kind' | 'id' | 'table'>>

export const setColumn = (x: Context, column: Id, set: ColumnSet): Attempt => {
  const c = need(x, 'column', column)
  if (!c.ok) return c
  return done('Change column', [change(tidy({ ...c.value, ...set }))])
}
