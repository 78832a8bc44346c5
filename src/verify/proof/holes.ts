import type { Id } from '../../base/index.ts'
import type { Made, Proof, ProofStep, RowHole, Value } from '../../compile/index.ts'
import { type Names, render } from '../../sql/index.ts'
import { bare, full } from '../names.ts'
import { type Cell, cellSql, printed, type WrittenRow } from '../rows/cell.ts'
import { tableShape } from '../rows/shape.ts'

export type Labelled = ReadonlyMap<string, WrittenRow>

/** The row that the script calls so. */
export const rowOf = (rows: Labelled, label: string): WrittenRow => {
  const row = rows.get(label)
  if (!row) throw new Error(`a proof speaks of row ${label} before it writes one`)
  return row
}

const incomparable = /^(json|xml|bytea|point|line|path|polygon|box|lseg|circle)$/
/** The type has an equality, by which a row may be found; bytes may have been encrypted on their way. */
const comparable = (made: Made, column: Id): boolean => {
  const c = made.catalog.get(column)
  return c?.kind === 'column' && !('base' in c.type && incomparable.test(c.type.base))
}

/** The row stands alone in its table, as far as the script has written it. */
const alone = (rows: Labelled, row: WrittenRow): boolean =>
  [...rows.values()].every((r) => r === row || r.table !== row.table)

/** Columns that tell the row from others; none where it needs none, if the rows that there are are given. */
const identifying = (made: Made, row: WrittenRow, rows?: Labelled): readonly Id[] => {
  const shape = tableShape(made.catalog, row.table)
  const keys = [shape?.primary?.columns ?? [], ...(shape?.uniques ?? []).map((u) => u.columns)]
  const key = keys.find((k) => k.length > 0 && k.every((c) => row.cells.has(c)))
  if (!key) {
    // What patterns add may be written by a trigger, and what is no constant is another value each time.
    const drawn = [...row.cells].flatMap(([c, cell]) =>
      'value' in cell && made.catalog.get(c)?.why === undefined && comparable(made, c) ? [c] : [],
    )
    if (drawn.length > 0) return drawn
    return rows && alone(rows, row) ? [] : [...row.cells.keys()].filter((c) => comparable(made, c))
  }
  // A key holds what its table is partitioned by only because it has to: a moment (`now()`) is no way to find the row.
  const by = new Set<Id | undefined>(shape?.table.partitionBy?.keys.map((k) => k.column))
  const steady = key.filter((c) => !by.has(c) || 'value' in (row.cells.get(c) ?? {}))
  return steady.length > 0 ? steady : key
}

/** Constants as they stand after an operator: a minus sign never meets another. */
const constant = (cell: Cell): string => {
  const text = cellSql(cell)
  return text.startsWith('-') ? `(${text})` : text
}

/** A condition that only the row meets. */
const rowPredicate = (made: Made, names: Names, rows: Labelled, row: WrittenRow): string => {
  const by = identifying(made, row, rows)
  // Nothing tells the row from another one: the proof has written it alone.
  if (by.length === 0) return 'true'
  return by
    .map((c) => {
      const cell = row.cells.get(c)
      if (!cell || ('value' in cell && cell.value === null)) return `${bare(names, c)} is null`
      return `${bare(names, c)} = ${constant(cell)}`
    })
    .join(' and ')
}

/**
 * What a constant of a column needs behind it: a number is an integer unless it is said otherwise, and no function of a
 * smallint is found by one; an address has its mask as text.
 */
const saidType = (made: Made, table: Id, column: Id): string => {
  const type = tableShape(made.catalog, table)?.byId.get(column)?.type
  return type && !type.dims && /^(smallint|inet)$/.test(type.base) ? `::${type.base}` : ''
}

/** A hole as SQL: a constant where the script knows it, else a look into the row. */
export const holeSql = (made: Made, names: Names, rows: Labelled, hole: RowHole): string => {
  const row = rowOf(rows, hole.row)
  if ('key' in hole) return rowPredicate(made, names, rows, row)
  const cell = row.cells.get(hole.column)
  if (cell && 'value' in cell) return constant(cell) + saidType(made, row.table, hole.column)
  return `(select ${bare(names, hole.column)} from ${full(names, row.table)} where ${rowPredicate(made, names, rows, row)})`
}

/** A hole as the text that PostgreSQL prints for it. */
export const holeText = (made: Made, rows: Labelled, hole: RowHole): string | null => {
  const row = rowOf(rows, hole.row)
  const shape = tableShape(made.catalog, row.table)
  const scope = made.traits.scopes.get(row.table)
  const key = identifying(made, row)
  const column = 'column' in hole ? hole.column : (key.find((c) => c !== scope) ?? key[0])
  const cell = column === undefined ? undefined : row.cells.get(column)
  if (!cell || column === undefined || 'sql' in cell) {
    throw new Error(`a proof expects a value of row ${hole.row} that is not known before it runs`)
  }
  return printed(cell.value, shape?.byId.get(column)?.type)
}

const isRowValue = (v: Value): v is { readonly row: string; readonly column: Id<'column'> } =>
  typeof v === 'object' && v !== null && 'row' in v

/** A given value as a cell. */
export const valueCell = (made: Made, names: Names, rows: Labelled, v: Value): Cell => {
  if (v === null || typeof v !== 'object') return { value: v }
  if (!isRowValue(v)) return { sql: render(v, names) }
  return rowOf(rows, v.row).cells.get(v.column) ?? { sql: holeSql(made, names, rows, v) }
}

/** A computed column takes another row's value by the column that decides it, since what is written there is replaced. */
export const decisive = (made: Made, column: Id, v: Value): readonly [Id, Value] => {
  const by = made.traits.standIns.get(column)
  const other = v !== null && isRowValue(v) ? made.traits.standIns.get(v.column) : undefined
  return by && other && v !== null && isRowValue(v) ? [by, { row: v.row, column: other }] : [column, v]
}

const holesOf = (step: ProofStep): readonly RowHole[] => {
  const expect = step.expect
  const expected = expect && 'rows' in expect ? expect.rows.flat() : []
  const used = 'run' in step ? step.run : Object.values(step.values ?? {}).filter((v) => v !== null)
  return [...expected, ...used].filter((h): h is RowHole => typeof h === 'object' && h !== null && 'row' in h)
}

/** Columns by row whose value the proof speaks of, so that the row must hold one that is known. */
export const wantedColumns = (proof: Proof, made: Made): ReadonlyMap<string, ReadonlySet<Id>> => {
  const out = new Map<string, Set<Id>>()
  for (const tx of proof.transactions) {
    for (const hole of tx.steps.flatMap(holesOf)) {
      if (!('column' in hole)) continue
      const columns = out.get(hole.row) ?? new Set<Id>()
      out.set(hole.row, columns.add(made.traits.standIns.get(hole.column) ?? hole.column))
    }
  }
  return out
}
