import type { Id } from '../../base/index.ts'
import { isUserType, joinSql, mentions, name, type Obj, qualified, sql } from '../../catalog/index.ts'
import type { Made, Proof, ProofSql, Use, Value } from '../../compile/api.ts'
import { app, assignedColumns, columnsOf, insert, key, maintenance, proof, rows, run } from '../kit/index.ts'
import type { Options } from './options.ts'

/** Values that no search of texts can tell from chance, but that their own column shows to be gone. */
const samples: Readonly<Record<string, string>> = {
  smallint: '7301',
  integer: '7301',
  bigint: '7301',
  numeric: '7301',
  real: '7301',
  'double precision': '7301',
  date: '1981-02-03',
  timestamp: '1981-02-03 04:05:06',
  timestamptz: '1981-02-03 04:05:06+00',
  boolean: 'true',
  inet: '10.1.2.3',
  jsonb: '{"born": 1981}',
}

interface Sampled {
  readonly column: Id<'column'>
  readonly value: string
}

/** What no rule of the table has a say in. */
const unruled = (made: Made, c: Obj<'column'>): boolean =>
  !c.generated &&
  !c.identity &&
  !assignedColumns(made.catalog, c.table).has(c.id) &&
  ![...made.catalog.values()].some(
    (o) =>
      (o.kind === 'check' || o.kind === 'key' || o.kind === 'fk' || o.kind === 'exclusion') &&
      o.table === c.table &&
      mentions(o).includes(c.id),
  )

/** Erased columns of a table that hold no text, with a value for each. */
export const sampled = (made: Made, use: Use<Options>, table: Id): readonly Sampled[] => {
  const erased = new Map<Id, string>(
    use.options.columns.flatMap((f) => (f.how === 'keep' ? [] : [[f.column, f.value]])),
  )
  return columnsOf(made.catalog, table).flatMap((c) => {
    const value = isUserType(c.type) || c.type.dims || c.type.mods ? undefined : samples[c.type.base]
    const fits = erased.has(c.id) && value !== undefined && value !== erased.get(c.id) && unruled(made, c)
    return fits ? [{ column: c.id as Id<'column'>, value }] : []
  })
}

interface Place {
  readonly table: Id<'table'>
  readonly row: string
  readonly values: { readonly [column: string]: Value }
  readonly columns: readonly Sampled[]
}

/** How many of the rows still hold one of the values. */
const still = (places: readonly Place[]): ProofSql => [
  sql`select (`,
  ...places.flatMap((p, i) => [
    sql`${i > 0 ? ' + ' : ''}(select count(*) from ${qualified(p.table)} where `,
    key(p.row),
    sql` and (${joinSql(
      p.columns.map((s) => sql`${name(s.column)} = '${s.value}'`),
      ' or ',
    )}))`,
  ]),
  sql`)::text`,
]

/** Dates, numbers and the like are gone from the rows of the person and of those erased along. */
export const plainGone = (
  use: Use<Options>,
  table: Id<'table'>,
  erase: Id<'routine'>,
  all: readonly Place[],
  call: ProofSql,
): readonly Proof[] => {
  const places = all.filter((p) => p.columns.length > 0)
  if (places.length === 0) return []
  const given = (p: Place) => Object.fromEntries(p.columns.map((s) => [s.column, s.value]))
  return [
    proof(
      use,
      `cleared:${table}`,
      sql`After a row of ${name(table)} is erased, the dates, numbers and other values that are personal data are gone from it too.`,
      [erase],
      ...all.map((p) => app(insert(p.table, p.row, { ...p.values, ...given(p) }))),
      maintenance(run(still(places), rows([String(places.length)]))),
      maintenance(run(call)),
      maintenance(run(still(places), rows(['0']))),
    ),
  ]
}
