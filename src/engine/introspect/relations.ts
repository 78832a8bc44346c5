import type { Id } from '../../base/index.ts'
import { ranksAfter } from '../../base/index.ts'
import { type DataType, isUserType, type Obj, type Part } from '../../catalog/index.ts'
import { readType, type TypeRow, typeRow } from './datatype.ts'
import { expression, whole } from './fragment.ts'
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

interface RelationRow {
  readonly oid: Oid
  readonly kind: 'r' | 'p' | 'v' | 'm'
  readonly name: string
  readonly path: string
  readonly schema: Oid
  readonly owner: Oid
  readonly unlogged: boolean
  readonly rls: boolean
  readonly forced: boolean
  readonly populated: boolean
  readonly options: readonly string[]
  readonly query: string | null
  readonly columns: readonly string[]
  readonly comment: string | null
}

/** Partitions are objects of their own. */
const relationsQuery = `
select c.oid::int8 as oid, relkind as kind, relname as name, format('%I.%I', nspname, relname) as path,
  n.oid::int8 as schema, relowner::int8 as owner, relpersistence = 'u' as unlogged,
  relrowsecurity as rls, relforcerowsecurity as forced, relispopulated as populated,
  coalesce(to_json(reloptions), '[]') as options,
  case when relkind in ('v', 'm') then pg_get_viewdef(c.oid) end as query,
  case when relkind in ('v', 'm') then (select coalesce(json_agg(attname order by attnum), '[]')
    from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped) else '[]' end as columns,
  obj_description(c.oid, 'pg_class') as comment
from pg_class c join pg_namespace n on n.oid = relnamespace
where relkind in ('r', 'p', 'v', 'm') and not relispartition and relpersistence <> 't'
  and ${userSchema('n')} and ${notMember('pg_class', 'c.oid')} order by nspname, relname`

const word = { r: 'table', p: 'table', v: 'view', m: 'matview' } as const

const option = (r: RelationRow, name: string): string | undefined =>
  r.options.find((o) => o.startsWith(`${name}=`))?.slice(name.length + 1)

const isOn = (value: string | undefined): true | undefined =>
  flag(value !== undefined && ['true', 'on', 'yes', '1'].includes(value))

const checkOption = (r: RelationRow): 'local' | 'cascaded' | undefined => {
  const value = option(r, 'check_option')
  return value === 'local' || value === 'cascaded' ? value : undefined
}

const rls = (r: RelationRow): 'enabled' | 'forced' | undefined =>
  r.rls ? (r.forced ? 'forced' : 'enabled') : undefined

type Relation = Obj<'table' | 'view' | 'matview'>

const common = (r: RelationRow, ids: Ids) => ({
  id: `${word[r.kind]}:${r.path}`,
  name: r.name,
  schema: ids.schemas.get(r.schema) ?? `schema:${r.schema}`,
  owner: ids.roles.get(r.owner),
  comment: orAbsent(r.comment),
})

const outputs = (r: RelationRow): readonly Part[] =>
  r.columns.map((name) => ({ id: `${word[r.kind]}:${r.path}/${name}`, name }))

const query = (r: RelationRow, ids: Ids) => whole((r.query ?? '').trim().replace(/;$/, ''), ids.paths)

const relationOf = (r: RelationRow, ids: Ids): Relation => {
  const shared = common(r, ids)
  if (r.kind === 'v')
    return defined({
      ...shared,
      kind: 'view' as const,
      query: query(r, ids),
      columns: outputs(r),
      securityInvoker: isOn(option(r, 'security_invoker')),
      securityBarrier: isOn(option(r, 'security_barrier')),
      checkOption: checkOption(r),
    })
  if (r.kind === 'm')
    return defined({
      ...shared,
      kind: 'matview' as const,
      query: query(r, ids),
      columns: outputs(r),
      withNoData: flag(!r.populated),
    })
  return defined({ ...shared, kind: 'table' as const, unlogged: flag(r.unlogged), rls: rls(r) })
}

export const readRelations = async (ask: Ask, ids: Ids): Promise<readonly Relation[]> => {
  const rows = await readRows<RelationRow>(ask, relationsQuery)
  for (const r of rows) {
    const id = `${word[r.kind]}:${r.path}`
    ids.relations.set(r.oid, id)
    if (word[r.kind] === 'table') ids.tables.set(r.oid, id)
    if (r.kind === 'm') ids.matviews.set(r.oid, id)
  }
  return rows.map((r) => relationOf(r, ids))
}

interface ColumnRow {
  readonly relation: Oid
  readonly number: number
  readonly name: string
  readonly path: string
  readonly kind: string
  readonly type: TypeRow
  readonly notNull: boolean
  readonly default: string | null
  readonly identity: string
  readonly generated: string
  readonly serial: boolean
  readonly collation: string | null
  readonly comment: string | null
}

const columnsQuery = `
select a.attrelid::int8 as relation, attnum as number, attname as name, relkind as kind,
  format('%I.%I.%I', nspname, relname, attname) as path,
  ${typeRow('a.atttypid', 'a.atttypmod', 'a.attndims')} as type,
  attnotnull as "notNull", pg_get_expr(d.adbin, d.adrelid) as default,
  exists (select from pg_depend sd join pg_class sc on sc.oid = sd.objid and sc.relkind = 'S'
    where sd.classid = 'pg_catalog.pg_class'::regclass and sd.refobjid = a.attrelid and sd.refobjsubid = attnum
    and sd.deptype = 'a' and a.atttypid in (20, 21, 23) and pg_get_expr(d.adbin, d.adrelid) = format('nextval(%L::regclass)', sc.oid::regclass)) as serial,
  attidentity as identity, attgenerated as generated,
  (select collname from pg_collation k join pg_type b on b.oid = a.atttypid
    where k.oid = a.attcollation and k.oid <> b.typcollation) as collation,
  col_description(a.attrelid, attnum) as comment
from pg_attribute a join pg_class c on c.oid = attrelid join pg_namespace n on n.oid = relnamespace
  left join pg_attrdef d on d.adrelid = attrelid and d.adnum = attnum
where attnum > 0 and not attisdropped and relkind in ('r', 'p', 'm') and not relispartition
  and relpersistence <> 't' and ${userSchema('n')} and ${notMember('pg_class', 'c.oid')}
order by nspname, relname, attnum`

const identities: Readonly<Record<string, 'always' | 'by default'>> = { a: 'always', d: 'by default' }

const serials: Readonly<Record<string, string>> = {
  bigint: 'bigserial',
  integer: 'serial',
  smallint: 'smallserial',
}

/** A number that takes its default from a sequence of its own is what `serial` makes. */
const typeOf = (c: ColumnRow, ids: Ids): DataType => {
  const type = readType(c.type, ids.types)
  if (!c.serial || isUserType(type)) return type
  return { ...type, base: serials[type.base] ?? type.base }
}

const columnOf = (c: ColumnRow, rank: string, table: Id<'table'>, ids: Ids): Obj<'column'> => {
  const text = c.default === null ? undefined : expression(c.default, ids.columnsOf(c.relation), ids.paths)
  const made = c.generated !== ''
  return defined({
    kind: 'column' as const,
    id: `column:${c.path}`,
    name: c.name,
    table,
    rank,
    type: typeOf(c, ids),
    notNull: flag(c.notNull),
    default: made || c.serial ? undefined : text,
    identity: identities[c.identity],
    generated: made && text ? defined({ expr: text, virtual: flag(c.generated === 'v') }) : undefined,
    collation: orAbsent(c.collation),
    comment: orAbsent(c.comment),
  })
}

/** Columns of tables. Those of materialized views get ids too, for their indexes, but are no objects. */
export const readColumns = async (ask: Ask, ids: Ids): Promise<readonly Obj<'column'>[]> => {
  const rows = await readRows<ColumnRow>(ask, columnsQuery)
  for (const c of rows) {
    const path = ids.relations.get(c.relation)
    const id = c.kind === 'm' ? `${path}/${c.name}` : `column:${c.path}`
    ids.addColumn(c.relation, c.number, c.name, id)
  }
  const widest = rows.reduce((n, c) => Math.max(n, c.number), 0)
  const ranks = ranksAfter('', widest)
  return rows
    .filter((c) => c.kind !== 'm')
    .flatMap((c) => {
      const table = ids.tables.get(c.relation)
      return table === undefined ? [] : [columnOf(c, ranks[c.number - 1] ?? '', table, ids)]
    })
}
