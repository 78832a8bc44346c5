import type { Id } from '../../base/index.ts'
import { mentions, type Obj, type Sql } from '../../catalog/index.ts'
import {
  type DesignRecord,
  type DrawnOf,
  type Json,
  plainChoiceOf,
  type TraitRecord,
  type UseRecord,
} from '../../design/index.ts'

export type Gone = ReadonlySet<Id>
/** The record without what is gone; null where it cannot live without it; a string where removal must wait. */
export type Rest = DesignRecord | null | { readonly blocked: true }

const blocked: Rest = { blocked: true }
const anyIn = (gone: Gone, ids: readonly Id[]): boolean => ids.some((id) => gone.has(id))
const inSql = (gone: Gone, s: Sql | undefined): boolean => s?.refs.some((r) => gone.has(r.id)) ?? false
const left = <K extends Id>(gone: Gone, ids: readonly K[]): readonly K[] => ids.filter((id) => !gone.has(id))

const column = (gone: Gone, c: DrawnOf<'column'>): Rest => {
  if (gone.has(c.table) || inSql(gone, c.generated?.expr)) return null
  if ('type' in c.type && gone.has(c.type.type)) return blocked
  if (!inSql(gone, c.default)) return c
  const { default: _gone, ...rest } = c
  return rest
}

const domain = (gone: Gone, d: DrawnOf<'domain'>): Rest => {
  if (gone.has(d.schema)) return null
  if ('type' in d.type && gone.has(d.type.type)) return blocked
  const { default: fallback, ...rest } = d
  const kept = fallback && !inSql(gone, fallback) ? { default: fallback } : {}
  return { ...rest, ...kept, checks: d.checks.filter((c) => !inSql(gone, c.expr)) }
}

const trigger = (gone: Gone, t: DrawnOf<'trigger'>): Rest => {
  if (gone.has(t.table) || gone.has(t.routine) || inSql(gone, t.when)) return null
  if (!t.of || !anyIn(gone, t.of)) return t
  const of = left(gone, t.of)
  return of.length > 0 ? { ...t, of } : null
}

const policy = (gone: Gone, p: DrawnOf<'policy'>): Rest => {
  if (gone.has(p.table) || inSql(gone, p.using) || inSql(gone, p.check)) return null
  const roles = left(gone, p.roles)
  // A policy for nobody would become one for everybody.
  return roles.length === 0 && p.roles.length > 0 ? null : { ...p, roles }
}

const grant = (gone: Gone, g: DrawnOf<'grant'>): Rest => {
  if (gone.has(g.on) || gone.has(g.to as Id)) return null
  if (!g.columns) return g
  const columns = left(gone, g.columns)
  return columns.length > 0 ? { ...g, columns } : null
}

const rows = (gone: Gone, r: DrawnOf<'rows'>): Rest => {
  if (gone.has(r.table)) return null
  const kept = r.columns.map((c) => !gone.has(c))
  if (!kept.includes(true)) return null
  return {
    ...r,
    columns: r.columns.filter((_, i) => kept[i]),
    values: r.values.map((v) => v.filter((_, i) => kept[i])),
  }
}

const isSqlOption = (v: unknown): v is Sql & Json =>
  typeof v === 'object' && v !== null && 'text' in v && Array.isArray(v.text) && 'refs' in v

/** Options without what names something gone: an item of a list goes, a single value goes back to its default. */
const withoutGone = (gone: Gone, value: Json): Json | undefined => {
  if (typeof value === 'string') return gone.has(value as Id) ? undefined : value
  if (value === null || typeof value !== 'object') return value
  if (isSqlOption(value)) return inSql(gone, value) ? undefined : value
  if (Array.isArray(value)) {
    const names = (v: Json): boolean =>
      v !== null &&
      typeof v === 'object' &&
      !Array.isArray(v) &&
      Object.values(v).some((m) => gone.has(m as Id) || (isSqlOption(m) && inSql(gone, m)))
    return (value as readonly Json[])
      .filter((v) => !names(v))
      .map((v) => withoutGone(gone, v))
      .filter((v) => v !== undefined)
  }
  const entries = Object.entries(value).map(([k, v]) => [k, withoutGone(gone, v)] as const)
  return Object.fromEntries(entries.filter((e): e is readonly [string, Json] => e[1] !== undefined))
}

const use = (gone: Gone, u: UseRecord): Rest => {
  if (u.target !== undefined && gone.has(u.target)) return null
  const { options, bind, ...rest } = u
  const bound = Object.entries(bind ?? {}).filter(([, id]) => !gone.has(id))
  return {
    ...rest,
    ...(options ? { options: withoutGone(gone, options) as NonNullable<UseRecord['options']> } : {}),
    ...(bound.length > 0 ? { bind: Object.fromEntries(bound) } : {}),
  }
}

const unowned = <R extends DrawnOf<'schema' | 'table' | 'view' | 'matview' | 'routine'>>(
  gone: Gone,
  o: R,
): R => {
  if (o.owner === undefined || !gone.has(o.owner)) return o
  const { owner: _gone, ...rest } = o
  return rest as R
}

const unpeopled = (gone: Gone, r: TraitRecord): TraitRecord => {
  if (!r.actors || !anyIn(gone, [r.actors.people, r.actors.key])) return r
  const { actors: _gone, ...rest } = r
  return rest
}

/** What stays of a record when the objects of `gone` are no more. The same record where it mentions none. */
export const without = (gone: Gone, r: DesignRecord): Rest => {
  switch (r.kind) {
    case 'settings':
      return gone.has(r.schema) ? blocked : r
    case 'area':
    case 'note':
    case 'query':
      return r
    case 'place':
      return gone.has(r.of) ? null : r
    case 'decision':
      return gone.has(r.use) || gone.has(plainChoiceOf(r.use)?.table ?? '') ? null : r
    case 'trait':
      return gone.has(r.table) || (r.scope && anyIn(gone, [r.scope.column, r.scope.tenants.table]))
        ? null
        : unpeopled(gone, r)
    case 'use':
      return use(gone, r)
    default:
      return anyIn(gone, mentions(r as Obj)) ? object(gone, r) : r
  }
}

const object = (gone: Gone, r: Exclude<DesignRecord, { kind: 'use' | 'trait' }>): Rest => {
  switch (r.kind) {
    case 'column':
      return column(gone, r)
    case 'domain':
      return domain(gone, r)
    case 'trigger':
      return trigger(gone, r)
    case 'policy':
      return policy(gone, r)
    case 'grant':
      return grant(gone, r)
    case 'rows':
      return rows(gone, r)
    case 'role':
      return { ...r, memberOf: left(gone, r.memberOf ?? []) }
    case 'schema':
    case 'table':
    case 'view':
    case 'matview':
    case 'routine': {
      const rest = unowned(gone, r)
      return anyIn(gone, mentions(rest as Obj)) ? null : rest
    }
    default:
      return null
  }
}
