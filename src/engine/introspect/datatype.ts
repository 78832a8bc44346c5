import type { Id } from '../../base/index.ts'
import { canonicalTypeName, type DataType } from '../../catalog/index.ts'
import type { Oid } from './read.ts'

/** A type as queries select it: its element's oid where it is an array, and how the server writes it. */
export interface TypeRow {
  readonly oid: Oid
  readonly text: string
  /** Bare name of an extension's type: where the extension lives is not part of the type. */
  readonly bare: string | null
  readonly dims: number
}

/** SQL that builds a `TypeRow` from expressions of a type's oid, its modifier and declared dimensions. */
export const typeRow = (oid: string, mod: string, dims: string): string => `(
  select pg_catalog.json_build_object('oid', e.oid::int8, 'text', pg_catalog.format_type(e.oid, ${mod}),
    'bare', (select e.typname from pg_depend md where md.classid = 'pg_catalog.pg_type'::regclass
      and md.objid = e.oid and md.deptype = 'e'),
    'dims', case when t.oid = e.oid then 0 else greatest(${dims}, 1) end)
  from pg_type t join pg_type e on e.oid = case when t.typelem <> 0 and t.typcategory = 'A' then t.typelem else t.oid end
  where t.oid = ${oid})`

const form = /^(.*?)(?:\(([-\d, ]+)\))?( with(?:out)? time zone)?$/

/** Reads what format_type wrote: `numeric(12,2)`, `timestamp(3) with time zone`. */
export const readType = (row: TypeRow, types: ReadonlyMap<Oid, Id<'enum' | 'domain'>>): DataType => {
  const dims = row.dims > 0 ? { dims: row.dims } : {}
  const user = types.get(row.oid)
  if (user !== undefined) return { type: user, ...dims }
  const m = form.exec(row.text)
  const base = row.bare ?? `${m?.[1] ?? row.text}${m?.[3] ?? ''}`
  const mods = m?.[2]?.split(',').map(Number)
  return {
    base: base.startsWith('"') ? base : canonicalTypeName(base),
    ...(mods ? { mods } : {}),
    ...dims,
  }
}
