import type { Id } from '../../base/index.ts'
import { type Catalog, compareColumns, type Obj, type Sql, sql, type Template } from '../../catalog/index.ts'
import type {
  Expect,
  Made,
  Proof,
  ProofSql,
  ProofStep,
  RowHole,
  Transaction,
  Use,
  Value,
} from '../../compile/api.ts'

/** The primary key of a row of this proof, as a predicate. */
export const key = (row: string): RowHole => ({ row, key: true })
export const cell = (
  row: string,
  column: Id<'column'>,
): { readonly row: string; readonly column: Id<'column'> } => ({ row, column })

type Hole = Parameters<typeof sql>[1] | RowHole
const isRow = (h: Hole): h is RowHole => typeof h === 'object' && 'row' in h

/** Template tag for a proof's SQL: like `sql`, with row holes. */
export const stmt = (strings: TemplateStringsArray, ...holes: readonly Hole[]): ProofSql => {
  const out: (Sql | RowHole)[] = []
  strings.forEach((s, i) => {
    out.push({ text: [s], refs: [] })
    const h = holes[i]
    if (h === undefined) return
    out.push(isRow(h) ? h : sql`${h}`)
  })
  return out
}

export const insert = (
  table: Id<'table'>,
  row: string,
  values: { readonly [column: string]: Value } = {},
  expect?: Expect,
): ProofStep => ({ insert: table, row, values, ...(expect ? { expect } : {}) })
/** A row that could be and that is not: its cells are values that no row has. */
export const absent = (table: Id<'table'>, row: string): ProofStep => ({ insert: table, row, absent: true })
/** Gives a row of the proof these values, and what checks want beside them. */
export const change = (
  table: Id<'table'>,
  row: string,
  values: { readonly [column: string]: Value },
  expect: Expect,
): ProofStep => ({ change: table, row, values, expect })
export const run = (text: ProofSql, expect: Expect = { anything: true }): ProofStep => ({ run: text, expect })
export const refused = (...sqlstates: readonly string[]): Expect => ({ refused: sqlstates })
export const rows = (...expected: readonly (readonly (string | null | RowHole)[])[]): Expect => ({
  rows: expected,
})
export const count = (n: number): Expect => ({ count: n })

/** One committed transaction of the application role. */
export const app = (...steps: readonly ProofStep[]): Transaction => ({ as: 'app', steps })
export const owner = (...steps: readonly ProofStep[]): Transaction => ({ as: 'owner', steps })
export const maintenance = (...steps: readonly ProofStep[]): Transaction => ({ as: 'maintenance', steps })

export const proof = (
  use: Use<unknown>,
  role: string,
  promise: Template,
  rests: readonly Id[],
  ...transactions: readonly Transaction[]
): Proof => ({ id: `${use.id}/${role}`, use: use.id, promise, rests, transactions })

export const columnsOf = (catalog: Catalog, table: Id): readonly Obj<'column'>[] => {
  const out: Obj<'column'>[] = []
  for (const o of catalog.values()) if (o.kind === 'column' && o.table === table) out.push(o)
  return out.sort(compareColumns)
}

/** Columns that a trigger of the table assigns before a row is written. */
export const assignedColumns = (catalog: Catalog, table: Id): ReadonlySet<Id> => {
  const out = new Set<Id>()
  for (const t of catalog.values()) {
    const routine = t.kind === 'trigger' && t.table === table ? catalog.get(t.routine) : undefined
    if (t.kind !== 'trigger' || t.timing !== 'before' || routine?.kind !== 'routine') continue
    const { text, refs } = routine.body
    refs.forEach((r, i) => {
      if (text[i]?.endsWith('new.') && text[i + 1]?.trimStart().startsWith(':=')) out.add(r.id)
    })
  }
  return out
}

/** Whether the columns hold the table's primary key: then it is the primary key that refuses the same values twice. */
export const holdPrimary = (catalog: Catalog, table: Id, columns: readonly (Id | undefined)[]): boolean => {
  for (const k of catalog.values())
    if (k.kind === 'key' && k.primary && k.table === table) return k.columns.every((c) => columns.includes(c))
  return false
}

/**
 * A column that a proof may set to itself: drawn by a person, written by no one else, in no key. Undefined
 * where the table has none.
 */
export const idleColumn = (catalog: Catalog, table: Id): Obj<'column'> | undefined => {
  const inKeys = new Set<Id>(assignedColumns(catalog, table))
  for (const o of catalog.values()) {
    if ((o.kind === 'key' || o.kind === 'fk') && o.table === table) for (const c of o.columns) inKeys.add(c)
  }
  return columnsOf(catalog, table).find((c) => !c.why && !c.generated && !c.identity && !inKeys.has(c.id))
}

/** Whether a unique index counts every row that a scenario writes: all there are, or all that live. */
export const countsAll = ({ traits }: Made, i: Obj<'index'>): boolean =>
  (i.where?.refs ?? []).every((r) => traits.alive.get(i.table)?.refs.some((a) => a.id === r.id))
