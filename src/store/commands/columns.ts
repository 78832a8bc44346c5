import { type Id, type Rank, rankBetween, ranksAfter } from '../../base/index.ts'
import { type Change, change, type DrawnOf, type RecordOf } from '../../design/index.ts'
import type { Attempt } from '../types.ts'
import { type Context, columnsOf, done, drawnColumns, label, need, refuse } from './context.ts'
import { expression } from './expressions.ts'
import { checkedName } from './names.ts'
import { guessedType, parseTypeText, type TypeText } from './typetext.ts'

interface Spec {
  readonly name: string
  readonly type: TypeText
}

const specLine = (
  x: Context,
  line: string,
): { readonly ok: true; readonly value: Spec } | { readonly ok: false; readonly error: string } => {
  const m = /^\s*(?<name>"(?:[^"]|"")+"|[^\s!?=]+)(?<bang>[!?]?)\s*(?<rest>.*?),?\s*$/s.exec(line)?.groups
  if (!m?.name) return { ok: false, error: `“${line.trim()}” does not begin with a name.` }
  const name = checkedName(
    m.name.startsWith('"') ? m.name.slice(1, -1).replaceAll('""', '"') : m.name.replace(/,$/, ''),
  )
  if (!name.ok) return name
  const type = parseTypeText(x, `${m.bang ?? ''}${m.rest ?? ''}`, guessedType(name.value))
  return type.ok ? { ok: true, value: { name: name.value, type: type.value } } : type
}

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

/** Columns from lines such as `email citext!` or `price numeric(12,2) = 0`. */
export const addColumns = (x: Context, table: Id, spec: string, after?: Id): Attempt => {
  const owner = need(x, 'table', table)
  if (!owner.ok) return owner
  const lines = spec.split('\n').filter((l) => l.trim() !== '')
  if (lines.length === 0) return refuse('Type a name, or a name and a type such as `email text!`.', table)
  const taken = new Set(columnsOf(x, table).map((c) => c.name))
  const changes: Change[] = []
  let { low, high } = rankAfter(x, table, after)
  for (const line of lines) {
    const read = specLine(x, line)
    if (!read.ok) return refuse(read.error, table)
    const { name, type } = read.value
    if (taken.has(name))
      return refuse(`${label(x, table)} has a column \`${name}\` already. Choose another name.`, table)
    taken.add(name)
    const fallback = type.default === undefined ? undefined : expression(x, type.default, table)
    if (fallback && !fallback.ok) return refuse(fallback.error, table)
    if (high !== undefined && low >= high) high = undefined
    low = rankBetween(low, high)
    const column: DrawnOf<'column'> = {
      kind: 'column',
      id: x.newId(),
      name,
      table: owner.value.id,
      rank: low,
      type: type.type,
      ...(type.notNull ? { notNull: true } : {}),
      ...(type.identity ? { identity: type.identity } : {}),
      ...(fallback ? { default: fallback.value } : {}),
    }
    changes.push(change(column))
  }
  const ids = changes.map((c) => c.id)
  return done(ids.length === 1 ? 'Add column' : `Add ${ids.length} columns`, changes, { select: ids })
}

/** A copy without the members whose value is undefined or false: an absent member means PostgreSQL's default. */
export const tidy = <R extends object>(record: R): R =>
  Object.fromEntries(Object.entries(record).filter(([, v]) => v !== undefined && v !== false)) as R

type ColumnSet = Partial<Omit<RecordOf<'column'>, 'kind' | 'id' | 'table'>>

export const setColumn = (x: Context, column: Id, set: ColumnSet): Attempt => {
  const c = need(x, 'column', column)
  if (!c.ok) return c
  return done('Change column', [change(tidy({ ...c.value, ...set }))])
}
