import type { Id } from '../../base/index.ts'
import { type Obj, type Param, quoteLiteral, type Sql } from '../../catalog/index.ts'
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

interface ParamRow {
  readonly name: string | null
  readonly mode: string
  readonly type: TypeRow
  readonly default: string | null
}
interface RoutineRow {
  readonly oid: Oid
  readonly name: string
  readonly path: string
  readonly schema: Oid
  readonly owner: Oid
  readonly procedure: boolean
  readonly params: readonly ParamRow[]
  readonly returns: string | null
  readonly language: string
  readonly volatility: string
  readonly strict: boolean
  readonly definer: boolean
  readonly parallel: string
  readonly settings: readonly string[]
  readonly body: string
  readonly closed: boolean
  readonly comment: string | null
}

/** Default values are numbered among the input parameters only. */
const params = `(
  select coalesce(json_agg(json_build_object('name', p.proargnames[k.i], 'mode', coalesce(p.proargmodes[k.i], 'i'),
    'type', ${typeRow('k.t', 'null', '1')}, 'default', pg_get_function_arg_default(p.oid, k.i::int)) order by k.i), '[]')
  from unnest(coalesce(p.proallargtypes, p.proargtypes::oid[])) with ordinality k(t, i)
  where coalesce(p.proargmodes[k.i], 'i') <> 't')`

const query = `
select p.oid::int8 as oid, proname as name, n.oid::int8 as schema, proowner::int8 as owner,
  format('%I.%I(%s)', nspname, proname, pg_get_function_identity_arguments(p.oid)) as path,
  prokind = 'p' as procedure, ${params} as params, pg_get_function_result(p.oid) as returns, lanname as language,
  provolatile as volatility, proisstrict as strict, prosecdef as definer, proparallel as parallel,
  coalesce(to_json(proconfig), '[]') as settings, coalesce(pg_get_function_sqlbody(p.oid), prosrc) as body,
  proacl is not null and not exists (select from aclexplode(proacl) where grantee = 0) as closed,
  obj_description(p.oid, 'pg_proc') as comment
from pg_proc p join pg_namespace n on n.oid = pronamespace join pg_language l on l.oid = prolang
where prokind in ('f', 'p') and ${userSchema('n')} and ${notMember('pg_proc', 'p.oid')}
  and not exists (select from pg_depend d where d.classid = 'pg_catalog.pg_proc'::regclass and d.objid = p.oid and d.deptype = 'i')
order by nspname, proname, pg_get_function_identity_arguments(p.oid)`

const modes: Readonly<Record<string, NonNullable<Param['mode']>>> = { o: 'out', b: 'inout', v: 'variadic' }
const volatilities: Readonly<Record<string, 'stable' | 'immutable'>> = { s: 'stable', i: 'immutable' }
const parallels: Readonly<Record<string, 'safe' | 'restricted'>> = { s: 'safe', r: 'restricted' }

const paramOf = (p: ParamRow, i: number, routine: Id<'routine'>, ids: Ids): Param =>
  defined({
    id: `${routine}/${i + 1}`,
    name: p.name ?? '',
    type: readType(p.type, ids.types),
    mode: modes[p.mode],
    default: p.default === null ? undefined : expression(p.default, new Map(), ids.paths),
  })

const lists: ReadonlySet<string> = new Set(['search_path', 'temp_tablespaces'])
const plainWord = /^[a-z_][a-z0-9_]*$/

/** An item of a list setting: stored in double quotes where it needs them. */
const listItem = (item: string): string => {
  const name = item.startsWith('"') ? item.slice(1, -1).replaceAll('""', '"') : item
  return plainWord.test(name) ? name : quoteLiteral(name)
}

const settingOf = (entry: string): Sql => {
  const at = entry.indexOf('=')
  const name = entry.slice(0, at)
  const value = entry.slice(at + 1)
  const items = value.match(/"(?:[^"]|"")*"|[^,\s]+/g) ?? []
  const text = lists.has(name) ? items.map(listItem).join(', ') : quoteLiteral(value)
  return whole(`${name} = ${text === '' ? "''" : text}`, new Map())
}

const routineOf = (r: RoutineRow, ids: Ids): Obj<'routine'> => {
  const id: Id<'routine'> = `routine:${r.path}`
  return defined({
    kind: 'routine' as const,
    id,
    name: r.name,
    schema: ids.schemas.get(r.schema) ?? `schema:${r.schema}`,
    procedure: flag(r.procedure),
    params: r.params.map((p, i) => paramOf(p, i, id, ids)),
    returns: r.procedure || r.returns === null ? undefined : whole(r.returns, ids.paths),
    language: r.language,
    volatility: volatilities[r.volatility],
    strict: flag(r.strict),
    securityDefiner: flag(r.definer),
    parallel: parallels[r.parallel],
    settings: r.settings.length > 0 ? r.settings.map(settingOf) : undefined,
    body: whole(r.body.replace(/^\s*\n|\s+$/g, ''), ids.paths),
    closed: flag(r.closed),
    owner: ids.roles.get(r.owner),
    comment: orAbsent(r.comment),
  })
}

/** Functions and procedures; aggregates and those that a type brings along are no objects of a design. */
export const readRoutines = async (ask: Ask, ids: Ids): Promise<readonly Obj<'routine'>[]> => {
  const rows = await readRows<RoutineRow>(ask, query)
  for (const r of rows) ids.routines.set(r.oid, `routine:${r.path}`)
  return rows.map((r) => routineOf(r, ids))
}
