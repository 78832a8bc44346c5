import type { Id } from '../base/index.ts'
import { name, type Obj, type Param, rawSql, sql, type Template } from '../catalog/index.ts'
import type { AccessClaim, OmitClaim, RlsClaim, TriggerClaim } from './claims.ts'
import { pinnedPath } from './paths.ts'
import type { ActiveUse } from './types.ts'
import { idOnce } from './uses.ts'
import type { World, Writable } from './world.ts'

const snake = (s: string): string => (s.includes('-') ? s.replaceAll('-', '_') : s)

/** What tells triggers apart: the pattern, the column that its use is about, the role. */
const about = ({ pattern: { manifest }, use }: ActiveUse, c: TriggerClaim): Template | string => {
  const pattern = snake(manifest.name)
  const role = c.label ?? snake(c.role)
  if (manifest.scope === 'column') return sql`${pattern}_${name(use.column)}_${role}`
  return typeof role === 'string' ? `${pattern}_${role}` : sql`${pattern}_${role}`
}

const returnsTrigger = rawSql('trigger')
const noParams: readonly Param[] = []

export const addTrigger = (w: World, active: ActiveUse, c: TriggerClaim): void => {
  const { use } = active
  const table = w.objects.get(c.table)
  if (!table || !('schema' in table) || table.schema === undefined) return
  const fn = `${c.role}:fn`
  const routine: Writable<Obj<'routine'>> = {
    kind: 'routine',
    id: idOnce(active, fn),
    name: '',
    schema: table.schema,
    params: noParams,
    returns: returnsTrigger,
    language: 'plpgsql',
    settings: pinnedPath,
    body: c.body,
    why: { use: use.id, role: fn },
  }
  if (c.definer) {
    routine.securityDefiner = true
    routine.closed = true
  }
  if (c.comment !== undefined) routine.comment = c.comment
  const trigger = triggerOf(c, use.idOf(c.role), routine.id as Id<'routine'>, use.id)
  const what = about(active, c)
  w.put(routine)
  w.names.set(routine.id, sql`${name(c.table)}_${what}`)
  w.put(trigger)
  w.names.set(trigger.id, sql`t${String(c.rank).padStart(2, '0')}_${what}`)
}

const triggerOf = (
  c: TriggerClaim,
  id: Id<'trigger'>,
  routine: Id<'routine'>,
  use: Id<'use'>,
): Obj<'trigger'> => {
  const { table, timing, events, role } = c
  const o: Writable<Obj<'trigger'>> = {
    kind: 'trigger',
    id,
    name: '',
    routine,
    table,
    timing,
    events,
    why: { use, role },
  }
  if (c.of !== undefined) o.of = c.of
  if (c.statement !== undefined) o.statement = c.statement
  if (c.when !== undefined) o.when = c.when
  if (c.oldTable !== undefined) o.oldTable = c.oldTable
  if (c.newTable !== undefined) o.newTable = c.newTable
  if (c.constraint !== undefined) o.constraint = c.constraint
  return o
}

const strictness = { none: 0, read: 1, append: 2, write: 3 } as const

export const claimAccess = (w: World, use: Id<'use'>, c: AccessClaim): void => {
  const now = w.access.get(c.table)
  const kept = w.kept.get(c.table)
  if (kept && strictness[kept] < strictness[c.app]) {
    claimAccess(w, use, { ...c, app: kept })
    return
  }
  if (!now || strictness[c.app] < strictness[now.app]) w.access.set(c.table, { app: c.app, use })
}

/** Only an index that constrains nothing can be spared. */
export const omit = (w: World, c: OmitClaim): void => {
  const index = w.get('index', c.index)
  if (index && !index.unique) w.remove(c.index)
}

export const setRls = (w: World, c: RlsClaim): void => {
  const t = w.get('table', c.table)
  if (t && t.rls !== 'forced') w.put({ ...t, rls: c.mode })
}

const privileges: Readonly<Record<AccessClaim['app'], readonly string[]>> = {
  none: [],
  read: ['select'],
  append: ['select', 'insert'],
  write: ['select', 'insert', 'update', 'delete'],
}

const grant = (
  w: World,
  on: Obj<'grant'>['on'],
  to: Id<'role'>,
  what: readonly string[],
  use: Id<'use'>,
): void => {
  if (what.length === 0) return
  const role = to === w.appRole ? 'app' : 'maintenance'
  w.put({
    kind: 'grant',
    id: `access@${role}/${on}` as Id<'grant'>,
    name: '',
    on,
    to,
    privileges: what,
    why: { use, role: `access:${role}` },
  })
}

const ownWriters = (w: World): void => {
  for (const r of w.all('routine')) {
    if (r.securityDefiner && r.why && r.owner === undefined) w.put({ ...r, owner: w.maintenanceRole })
  }
}

/**
 * Once a pattern grants or withholds something, the roles exist and every table says what the application
 * may do with it. With scopes the maintenance role bypasses RLS and owns what writes for others.
 */
export const sealAccess = (w: World): void => {
  const why = [...w.access.values()][0]?.use
  if (why === undefined) {
    // An ejected pattern left the roles as drawn ones; what writes for others still belongs to maintenance.
    if (w.scopes.size > 0 && w.objects.has(w.maintenanceRole)) ownWriters(w)
    return
  }
  const role = (id: Id<'role'>, text: string, bypassRls: boolean): void =>
    w.put({
      kind: 'role',
      id,
      name: text,
      why: { use: why, role: 'role' },
      ...(bypassRls ? { bypassRls } : {}),
    })
  const scoped = w.scopes.size > 0
  role(w.appRole, w.settings.appRole, false)
  if (scoped) role(w.maintenanceRole, w.settings.maintenanceRole, true)
  const schemas = new Set<Id<'schema'>>()
  for (const t of w.all('table')) {
    schemas.add(t.schema)
    const claimed = w.access.get(t.id)
    const level = claimed?.app ?? w.kept.get(t.id) ?? (w.holds.get(t.id) === 'reference' ? 'read' : 'write')
    const use = claimed?.use ?? why
    grant(w, t.id as Id<'table'>, w.appRole, privileges[level], use)
    if (scoped) grant(w, t.id as Id<'table'>, w.maintenanceRole, [...privileges.write, 'truncate'], use)
  }
  for (const kind of ['view', 'matview', 'routine', 'enum', 'domain'] as const)
    for (const o of w.all(kind)) schemas.add(o.schema)
  for (const s of schemas) {
    grant(w, s, w.appRole, ['usage'], why)
    // Owning a routine or a materialized view takes CREATE on its schema.
    if (scoped) grant(w, s, w.maintenanceRole, ['create', 'usage'], why)
  }
  // Triggers call what an extension has as whoever writes the row.
  for (const { schema } of w.all('extension')) {
    if (schema === undefined || schemas.has(schema)) continue
    grant(w, schema, w.appRole, ['usage'], why)
    if (scoped) grant(w, schema, w.maintenanceRole, ['usage'], why)
  }
  if (scoped) ownWriters(w)
}

/** Views run with the reader's rights; RLS does not reach materialized views, so only maintenance reads them. */
export const sealViews = (w: World): void => {
  const why = [...w.access.values()][0]?.use
  if (why === undefined) return
  for (const v of w.all('view')) {
    const what = privileges[w.kept.get(v.id) ?? 'read']
    grant(w, v.id as Id<'view'>, w.appRole, what, why)
    // Its owner needs no grant.
    if (w.scopes.size > 0 && v.owner !== w.maintenanceRole)
      grant(w, v.id as Id<'view'>, w.maintenanceRole, what, why)
  }
  for (const m of w.all('matview')) {
    if (w.scopes.size === 0) grant(w, m.id as Id<'matview'>, w.appRole, ['select'], why)
    else if (m.owner === undefined) w.put({ ...m, owner: w.maintenanceRole })
  }
}
