import { type Id, ok, type Result } from '../../base/index.ts'
import type { Known } from '../expr/index.ts'
import type { WrittenRow } from '../rows/cell.ts'
import { completeRow, type NoRow, type Writing } from '../rows/index.ts'
import type { TenantKeys } from './setting.ts'

export interface Tenants {
  readonly keys: TenantKeys
  /** The tenants by their labels `tenant:a` and `tenant:b`. */
  readonly labelled: ReadonlyMap<string, WrittenRow>
  /** The same with what they need, in order. */
  readonly rows: readonly WrittenRow[]
}

/** The two tenants that every scenario of a design with scopes knows. */
export const makeTenants = (
  w: Writing,
  wanted: ReadonlyMap<string, ReadonlySet<Id>> = new Map(),
): Result<Tenants | undefined, NoRow> => {
  const { tenants, scopes } = w.made.traits
  if (!tenants || scopes.size === 0) return ok(undefined)
  const rows: WrittenRow[] = []
  const labelled = new Map<string, WrittenRow>()
  const keys = { a: null as Known, b: null as Known }
  for (const tenant of ['a', 'b'] as const) {
    const label = `tenant:${tenant}`
    const known = new Set([tenants.key, ...(wanted.get(label) ?? [])])
    const done = completeRow(w, tenants.table, new Map(), { wanted: known })
    if (!done.ok) return done
    rows.push(...done.value.requires, done.value.row)
    labelled.set(label, done.value.row)
    const key = done.value.row.cells.get(tenants.key)
    keys[tenant] = key && 'value' in key ? key.value : null
  }
  return ok({ keys, labelled, rows })
}
