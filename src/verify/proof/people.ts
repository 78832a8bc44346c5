import { type Id, ok, type Result } from '../../base/index.ts'
import type { Made, Proof } from '../../compile/index.ts'
import type { Cell, WrittenRow } from '../rows/cell.ts'
import { completeRow, type NoRow, printed, tableShape, type Writing } from '../rows/index.ts'
import { bystander, type TenantKeys } from './setting.ts'

/** A table whose rows act, and its key. */
export interface Crowd {
  readonly table: Id<'table'>
  readonly key: Id<'column'>
}

interface Person {
  readonly tenant: 'a' | 'b'
  readonly actor: string
  /** What his row needs first; written by nobody. */
  readonly requires: readonly WrittenRow[]
  /** Written by himself. */
  readonly row: WrittenRow
}

export interface People {
  /** What the actor setting has for whom the proof calls so. */
  readonly keys: ReadonlyMap<string, string>
  readonly written: readonly Person[]
}

/** The tables whose rows act where a script writes these tables; who is needed by others comes first. */
export const crowdsOf = (made: Made, tables: ReadonlySet<Id>): readonly Crowd[] => {
  const found = new Map<Id, Crowd>()
  const seen = new Set(tables)
  for (const t of seen) {
    const crowd = made.traits.actors.get(t)
    if (!crowd) continue
    found.set(crowd.table, crowd)
    seen.add(crowd.table)
  }
  return [...found.values()].reverse()
}

const namesIn = (proof: Proof): ReadonlySet<string> =>
  new Set([bystander, ...proof.transactions.flatMap((tx) => tx.actor ?? [])])

/** In which tenants the script acts; a table of no tenant has its rows once. */
const tenantsIn = (w: Writing, proof: Proof, table: Id): readonly ('a' | 'b')[] => {
  const both = w.made.traits.scopes.has(table) && proof.transactions.some((tx) => tx.tenant === 'b')
  return both ? ['a', 'b'] : ['a']
}

/** A row for each actor of the scenario; in every table and tenant he has the same key. */
export const makePeople = (
  w: Writing,
  proof: Proof,
  tenants: TenantKeys | undefined,
  crowds: readonly Crowd[],
): Result<People, NoRow> => {
  const keys = new Map<string, string>()
  const written: Person[] = []
  for (const actor of crowds.length > 0 ? namesIn(proof) : []) {
    let cell: Cell | undefined
    for (const { table, key } of crowds) {
      for (const tenant of tenantsIn(w, proof, table)) {
        const given = new Map<Id, Cell>(cell ? [[key, cell]] : [])
        const done = completeRow(w, table, given, {
          wanted: new Set([key]),
          ...(tenants ? { tenant: tenants[tenant] } : {}),
        })
        if (!done.ok) return done
        cell ??= done.value.row.cells.get(key)
        written.push({ tenant, actor, ...done.value })
      }
      const type = tableShape(w.made.catalog, table)?.byId.get(key)?.type
      const text = cell && 'value' in cell ? printed(cell.value, type) : null
      if (text !== null) keys.set(actor, text)
    }
  }
  return ok({ keys, written })
}
