import {
  type Catalog,
  type Compiled,
  compareRanks,
  type Id,
  type Obj,
  objectsOf,
  type Sample,
} from '../../../store/index.ts'
import { typeText } from '../../kit/type-text.ts'

/** Whether it is in the other picture too, only after the switch, or only before it. */
export type Look = 'same' | 'new' | 'gone'

export interface MiniRow {
  readonly id: Id
  readonly name: string
  readonly type: string
  readonly look: Look
}
export interface MiniTable {
  readonly id: Id
  readonly name: string
  readonly look: Look
  readonly rows: readonly MiniRow[]
  readonly more: number
}
/** One end of a line; without a row it leaves from the table's name. */
export interface MiniEnd {
  readonly table: Id
  readonly row?: Id
}
/** A foreign key from child to parent, or the tie of a companion to the table it stands beside. */
export interface MiniLine {
  readonly id: string
  readonly from: MiniEnd
  readonly to: MiniEnd
  readonly look: Look
  readonly tie: boolean
  readonly nullable: boolean
  readonly single: boolean
  readonly words: string
}
export interface Mini {
  readonly tables: readonly MiniTable[]
  readonly lines: readonly MiniLine[]
}

const mostTables = 6
/** Rows of the tables that the pattern is about, and of those that stand by because a line leads there. */
const mostRows = 9
const fewRows = 1

const all = <K extends Obj['kind']>(c: Compiled, kind: K): readonly Obj<K>[] => objectsOf(c.catalog, kind)

const columnsOf = (c: Compiled, table: Id): readonly Obj<'column'>[] =>
  all(c, 'column')
    .filter((x) => x.table === table)
    .sort((a, b) => compareRanks(a.rank, b.rank))

const sameFk = (other: Catalog, fk: Obj<'fk'>): boolean => {
  const was = other.get(fk.id)
  return (
    was?.kind === 'fk' &&
    was.references === fk.references &&
    was.columns.join() === fk.columns.join() &&
    was.refColumns.join() === fk.refColumns.join()
  )
}

const joins = (fk: Obj<'fk'>, tables: ReadonlySet<Id>): boolean =>
  tables.has(fk.table) || tables.has(fk.references)

/** The tables that the pattern is about: the one it is switched on for, those it makes and those it changes. */
const mainTables = ({ before, after, table }: Sample): readonly Id[] => {
  const made = all(after, 'table').filter((t) => !before.catalog.has(t.id))
  const gone = all(before, 'table').filter((t) => !after.catalog.has(t.id))
  const changed = all(after, 'table').filter(
    (t) => before.catalog.has(t.id) && columnsOf(after, t.id).some((x) => !before.catalog.has(x.id)),
  )
  const first: readonly Id[] = table === undefined ? [] : [table]
  return [...new Set([...first, ...[...made, ...gone, ...changed].map((t) => t.id)])]
}

/** The tables at the other end of their foreign keys: of those that differ first, then of the others. */
const neighbours = ({ before, after, table }: Sample, main: readonly Id[]): readonly Id[] => {
  const near = new Set(main)
  const differ = [
    ...all(after, 'fk').filter((fk) => !sameFk(before.catalog, fk)),
    ...all(before, 'fk').filter((fk) => !sameFk(after.catalog, fk)),
  ].filter((fk) => joins(fk, near))
  const own = new Set<Id>(table === undefined ? [] : [table])
  const rest = all(before, 'fk').filter((fk) => joins(fk, own))
  return [...differ, ...rest].flatMap((fk) => [fk.references, fk.table])
}

const lookOf = (other: Compiled, id: Id, different: Look): Look =>
  other.catalog.has(id) ? 'same' : different

const fkLine = (c: Compiled, fk: Obj<'fk'>, look: Look): MiniLine => {
  const keys = all(c, 'key').filter((k) => k.table === fk.table)
  const primary = keys.find((k) => k.primary)?.columns ?? []
  const named = (id: Id) => c.catalog.get(id)?.name ?? ''
  const telling = Math.max(
    0,
    fk.columns.findIndex((x) => x !== c.traits.scopes.get(fk.table)),
  )
  const [row, refRow] = [fk.columns[telling], fk.refColumns[telling]]
  return {
    id: fk.id,
    from: { table: fk.table, ...(row === undefined ? {} : { row }) },
    to: { table: fk.references, ...(refRow === undefined ? {} : { row: refRow }) },
    look,
    tie: false,
    nullable: fk.columns.some((id) => {
      const x = c.catalog.get(id)
      return x?.kind === 'column' && x.notNull !== true && !primary.includes(id)
    }),
    // A key within the columns: no second row has their values.
    single: keys.some((k) => k.columns.every((x) => fk.columns.includes(x))),
    words: `${named(fk.table)} (${fk.columns.map(named).join(', ')}) references ${named(fk.references)}`,
  }
}

const tieLine = (c: Compiled, companion: Id, parent: Id, look: Look): MiniLine => ({
  id: `${companion} tie`,
  from: { table: companion },
  to: { table: parent },
  look,
  tie: true,
  nullable: false,
  single: true,
  words: `${c.catalog.get(companion)?.name ?? ''} stands beside ${c.catalog.get(parent)?.name ?? ''}`,
})

const linesOf = (
  c: Compiled,
  other: Compiled,
  shown: ReadonlySet<Id>,
  different: Look,
): readonly MiniLine[] => {
  const fks = all(c, 'fk')
    .filter((fk) => shown.has(fk.table) && shown.has(fk.references))
    .map((fk) => fkLine(c, fk, sameFk(other.catalog, fk) ? 'same' : different))
  const joined = new Set(
    fks.flatMap((l) => [`${l.from.table} ${l.to.table}`, `${l.to.table} ${l.from.table}`]),
  )
  const ties = [...c.traits.beside]
    .filter(([a, b]) => a !== b && shown.has(a) && shown.has(b) && !joined.has(`${a} ${b}`))
    .map(([a, b]) => tieLine(c, a, b, lookOf(other, a, different)))
  return [...fks, ...ties]
}

/** Of many columns those that differ and those that a line leaves from, and then the first ones, in their order. */
const rowsOf = (rows: readonly MiniRow[], ends: ReadonlySet<Id>, most: number): readonly MiniRow[] => {
  const needed = rows.filter((r) => r.look !== 'same' || ends.has(r.id)).slice(0, Math.max(most, mostRows))
  const kept = new Set(needed)
  for (const r of rows) if (kept.size < most) kept.add(r)
  // The place of “1 more” is as high as the row itself.
  return kept.size === rows.length - 1 ? rows : rows.filter((r) => kept.has(r))
}

const sideOf = (
  c: Compiled,
  other: Compiled,
  ids: readonly Id[],
  main: ReadonlySet<Id>,
  different: Look,
): Mini => {
  const tables = ids.flatMap((id) => {
    const t = c.catalog.get(id)
    return t?.kind === 'table' ? [t] : []
  })
  const lines = linesOf(c, other, new Set(tables.map((t) => t.id)), different)
  const ends = new Set(lines.flatMap((l) => [l.from.row, l.to.row]).filter((id) => id !== undefined))
  return {
    lines,
    tables: tables.map((t) => {
      const look = lookOf(other, t.id, different)
      const every = columnsOf(c, t.id).map((x) => ({
        id: x.id,
        name: x.name,
        type: typeText(c.catalog, x.type),
        look: lookOf(other, x.id, different),
      }))
      // In a table that is new as a whole no single row stands out.
      const plain = look === 'same' ? every : every.map((r) => ({ ...r, look: 'same' as const }))
      const rows = rowsOf(plain, ends, main.has(t.id) ? mostRows : fewRows)
      return { id: t.id, name: t.name, look, rows, more: every.length - rows.length }
    }),
  }
}

/** What a pattern's sample shows before and after; undefined where it is about no table. */
export const miniOf = (sample: Sample): { readonly before: Mini; readonly after: Mini } | undefined => {
  const main = mainTables(sample)
  const ids = [...new Set([...main, ...neighbours(sample, main)])].slice(0, mostTables)
  if (ids.length === 0) return undefined
  const { before, after } = sample
  return {
    before: sideOf(before, after, ids, new Set(main), 'gone'),
    after: sideOf(after, before, ids, new Set(main), 'new'),
  }
}
