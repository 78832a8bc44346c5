import type { Id } from '../../base/index.ts'
import type { Obj } from '../../catalog/index.ts'
import { readType, type TypeRow, typeRow } from './datatype.ts'
import { expression } from './fragment.ts'
import {
  type Ask,
  defined,
  flag,
  type Ids,
  notMember,
  type Oid,
  orAbsent,
  readRows,
  userSchema,
} from './read.ts'

interface EnumRow {
  readonly oid: Oid
  readonly name: string
  readonly path: string
  readonly schema: Oid
  readonly labels: readonly string[]
  readonly comment: string | null
}

const enumsQuery = `
select t.oid::int8 as oid, typname as name, format('%I.%I', nspname, typname) as path, n.oid::int8 as schema,
  obj_description(t.oid, 'pg_type') as comment,
  (select coalesce(json_agg(enumlabel order by enumsortorder), '[]') from pg_enum where enumtypid = t.oid) as labels
from pg_type t join pg_namespace n on n.oid = typnamespace
where typtype = 'e' and ${userSchema('n')} and ${notMember('pg_type', 't.oid')} order by nspname, typname`

const schemaOf = (ids: Ids, oid: Oid): Id<'schema'> => ids.schemas.get(oid) ?? `schema:${oid}`

export const readEnums = async (ask: Ask, ids: Ids): Promise<readonly Obj<'enum'>[]> => {
  const rows = await readRows<EnumRow>(ask, enumsQuery)
  for (const e of rows) ids.types.set(e.oid, `enum:${e.path}`)
  return rows.map((e) =>
    defined({
      kind: 'enum' as const,
      id: `enum:${e.path}`,
      name: e.name,
      schema: schemaOf(ids, e.schema),
      labels: e.labels.map((name) => ({ id: `enum:${e.path}/${name}`, name })),
      comment: orAbsent(e.comment),
    }),
  )
}

interface DomainRow {
  readonly oid: Oid
  readonly name: string
  readonly path: string
  readonly schema: Oid
  readonly type: TypeRow
  readonly notNull: boolean
  readonly default: string | null
  readonly collation: string | null
  readonly checks: readonly { readonly name: string; readonly expr: string }[]
  readonly comment: string | null
}

const domainsQuery = `
select d.oid::int8 as oid, typname as name, format('%I.%I', nspname, typname) as path, n.oid::int8 as schema,
  ${typeRow('d.typbasetype', 'd.typtypmod', 'd.typndims')} as type,
  typnotnull as "notNull", pg_get_expr(typdefaultbin, 0) as default,
  (select collname from pg_collation c join pg_type b on b.oid = d.typbasetype
    where c.oid = d.typcollation and c.oid <> b.typcollation) as collation,
  (select coalesce(json_agg(json_build_object('name', conname, 'expr', pg_get_expr(conbin, 0)) order by conname), '[]')
    from pg_constraint where contypid = d.oid and contype = 'c') as checks,
  obj_description(d.oid, 'pg_type') as comment
from pg_type d join pg_namespace n on n.oid = typnamespace
where typtype = 'd' and ${userSchema('n')} and ${notMember('pg_type', 'd.oid')} order by nspname, typname`

const none: ReadonlyMap<string, Id<'column'>> = new Map()

export const readDomains = async (ask: Ask, ids: Ids): Promise<readonly Obj<'domain'>[]> => {
  const rows = await readRows<DomainRow>(ask, domainsQuery)
  for (const d of rows) ids.types.set(d.oid, `domain:${d.path}`)
  return rows.map((d) =>
    defined({
      kind: 'domain' as const,
      id: `domain:${d.path}`,
      name: d.name,
      schema: schemaOf(ids, d.schema),
      type: readType(d.type, ids.types),
      notNull: flag(d.notNull),
      default: d.default === null ? undefined : expression(d.default, none, ids.paths),
      collation: orAbsent(d.collation),
      checks: d.checks.map((c) => ({
        id: `domain:${d.path}/${c.name}`,
        name: c.name,
        expr: expression(c.expr, none, ids.paths),
      })),
      comment: orAbsent(d.comment),
    }),
  )
}
