import type { Id } from '../base/index.ts'
import { type Element, name, type Obj, type Sql, sql } from '../catalog/index.ts'
import type { TimedClaim } from './claims.ts'
import { equated, shape } from './equated.ts'
import { switchOff } from './issue.ts'
import { lead } from './phase-keys.ts'
import { sameColumns } from './same-columns.ts'
import type { ActiveUse } from './types.ts'
import type { TimedTable, World } from './world.ts'

/** A table has one timeline: the first claim, in the order of uses, stands. */
export const claimTimed = (w: World, { use }: ActiveUse, c: TimedClaim): void => {
  const other = w.timed.get(c.table)
  if (!other) {
    const { role, name: given, key, periods } = c
    w.timed.set(c.table, { use: use.id, role, name: given, key, periods, guard: use.idOf(role) })
    return
  }
  w.issues.push({
    code: 'timed/twice',
    severity: 'error',
    use: use.id,
    objects: [c.table],
    message: sql`${name(c.table)} is given periods by two patterns, and each would refuse the versions that the other writes. Keep one of them.`,
    waysOut: [use.id, other.use].map(switchOff),
  })
}

interface Unique {
  readonly id: Id
  readonly elements: readonly Element[]
  readonly where?: Sql
  readonly nulls?: boolean
  readonly rest: Pick<Obj<'exclusion'>, 'why' | 'comment' | 'deferrable' | 'name'>
}

const restOf = (o: Obj<'key' | 'index'>): Unique['rest'] => ({
  name: o.name,
  ...(o.why ? { why: o.why } : {}),
  ...(o.comment === undefined ? {} : { comment: o.comment }),
  ...(o.kind === 'key' && o.deferrable ? { deferrable: o.deferrable } : {}),
})

const uniquesOf = (w: World, table: Id): readonly Unique[] => [
  ...w
    .of('key', table)
    .filter((k) => !k.primary && !k.withoutOverlaps)
    .map((k) => ({
      id: k.id,
      elements: k.columns.map((column) => ({ column })),
      nulls: k.nullsNotDistinct === true,
      rest: restOf(k),
    })),
  ...w
    .of('index', table)
    .filter((i) => i.unique)
    .map((i) => ({
      id: i.id,
      elements: i.elements.map((e) =>
        e.column ? { column: e.column } : { ...(e.expr ? { expr: e.expr } : {}) },
      ),
      ...(i.where ? { where: i.where } : {}),
      nulls: i.nullsNotDistinct === true,
      rest: restOf(i),
    })),
]

const columnsOf = (elements: readonly Element[]): readonly Id<'column'>[] =>
  elements.flatMap((e) => e.column ?? [])

/** 18's own form where it can say it, else an exclusion: neither predicates nor expressions have another. */
const put = (w: World, t: TimedTable, table: Id<'table'>, u: Unique): void => {
  const [period, ...more] = t.periods
  const elements = u.elements.map((e) => equated(w, e))
  const columns = columnsOf(elements)
  const plain = columns.length === elements.length && !u.where && more.length === 0
  if (w.settings.target >= 18 && plain && period?.column) {
    w.put({
      kind: 'key',
      id: u.id as Id<'key'>,
      table,
      columns: [...columns, period.column],
      withoutOverlaps: true,
      ...u.rest,
    })
    return
  }
  w.put({
    kind: 'exclusion',
    id: u.id as Id<'exclusion'>,
    table,
    method: 'gist',
    elements: [
      ...elements.map((e) => ({ ...e, operator: '=' })),
      ...t.periods.map((e) => ({ ...e, operator: '&&' })),
    ],
    ...(u.where ? { where: u.where } : {}),
    ...u.rest,
  })
}

const told = (
  w: World,
  t: TimedTable,
  u: Unique,
  table: Id,
  code: string,
  severity: 'error' | 'warning',
  message: Sql,
): void => {
  w.issues.push({
    code: `timed/${code}`,
    severity,
    use: t.use,
    objects: [u.id, table],
    message: sql`${name(table)}: the unique key ${name(u.id)} ${message}`,
    ...(severity === 'error' ? { remedies: [{ remedy: 'off', label: 'Switch the periods off' }] } : {}),
  })
}

/** A row that others reference by a unique key can have no second version of that key. */
const referenced = (w: World, t: TimedTable, table: Id, u: Unique, isKey: boolean): boolean => {
  const columns = columnsOf(u.elements)
  const fks = w.referencesTo(table).filter((f) => !f.period && sameColumns(f.refColumns, columns))
  if (fks.length === 0) return false
  if (!isKey) {
    told(
      w,
      t,
      u,
      table,
      'key-stays-total',
      'warning',
      sql`is the target of a foreign key, so two versions cannot share its value.`,
    )
    return true
  }
  for (const fk of fks) w.remove(fk.id)
  told(
    w,
    t,
    u,
    table,
    'key-referenced',
    'error',
    sql`names versions, so ${name(fks[0]?.table ?? table)} cannot reference it. The reference is left out; let it reference the primary key, or a table with one row for each.`,
  )
  return false
}

/** A PERIOD reference needs a constraint without a predicate. */
const total = (w: World, t: TimedTable, table: Id, u: Unique): Unique => {
  if (!u.where || !w.referencesTo(table).some((f) => f.period)) return u
  told(
    w,
    t,
    u,
    table,
    'key-stays-total',
    'warning',
    sql`is the target of a foreign key with PERIOD, so a deleted version still holds its period.`,
  )
  const { where: _, ...rest } = u
  return rest
}

const sealTable = (w: World, table: Id<'table'>, t: TimedTable): void => {
  const scope = w.scopes.get(table)
  const key = scope ? lead(scope, t.key) : t.key
  const isKey = (elements: readonly Element[]): boolean =>
    columnsOf(elements).length === elements.length && sameColumns(columnsOf(elements), key)
  let guard = existing(w, table, t, key)
  for (const u of uniquesOf(w, table)) {
    const own = isKey(u.elements)
    if (referenced(w, t, table, u, own)) continue
    if (u.nulls)
      told(
        w,
        t,
        u,
        table,
        'nulls-distinct',
        'warning',
        sql`let only one row be without a value; versions without one do not meet.`,
      )
    put(w, t, table, own ? total(w, t, table, u) : u)
    if (own) guard ??= u.id
  }
  if (guard === undefined) {
    guard = t.guard
    const where = w.alive.get(table)
    const drawn = w.objects.get(guard)
    put(
      w,
      t,
      table,
      total(w, t, table, {
        id: guard,
        elements: key.map((column) => ({ column: column as Id<'column'> })),
        ...(where ? { where } : {}),
        rest: { name: drawn?.name ?? '', why: { use: t.use, role: t.role } },
      }),
    )
    if (!drawn) w.names.set(guard, t.name)
  }
  for (const e of w.of('exclusion', table)) if (e.id !== guard) excludeWhile(w, t, e)
  w.timed.set(table, { ...t, guard })
}

/** Methods whose operators GiST has too, so that periods can stand beside them. */
const giveWay: ReadonlySet<string> = new Set(['btree', 'hash'])

/** Rows that exclude each other do so while both hold: versions of one row never hold together. */
const excludeWhile = (w: World, t: TimedTable, e: Obj<'exclusion'>): void => {
  const known = new Set(e.elements.map(shape))
  const periods = t.periods.filter((p) => !known.has(shape(p)))
  if (periods.length === 0) return
  if (e.method !== 'gist' && !giveWay.has(e.method)) {
    w.issues.push({
      code: 'timed/exclusion-stays',
      severity: 'warning',
      use: t.use,
      objects: [e.id, e.table],
      message: sql`${name(e.table)}: the exclusion ${name(e.id)} uses ${e.method}, where no period can stand, so versions of one row may exclude each other. Draw it with gist.`,
    })
    return
  }
  const elements =
    e.method === 'gist' ? e.elements : e.elements.map(({ opclass: _, ...x }) => ({ ...x, ...equated(w, x) }))
  w.put({
    ...e,
    method: 'gist',
    elements: [...elements, ...periods.map((p) => ({ ...p, operator: '&&' }))],
  })
}

/** A drawn constraint, or one that an ejected pattern left, that says the same already. */
const existing = (w: World, table: Id, t: TimedTable, key: readonly Id[]): Id | undefined => {
  const wanted = new Set([...key, ...columnsOf(t.periods)])
  const said = w
    .of('key', table)
    .find(
      (k) => k.withoutOverlaps && k.columns.length === wanted.size && k.columns.every((c) => wanted.has(c)),
    )
  if (said) return said.id
  const shapes = new Set([
    ...key.map((column) => shape(equated(w, { column: column as Id<'column'> }))),
    ...t.periods.map(shape),
  ])
  return w
    .of('exclusion', table)
    .find(
      (e) =>
        e.id !== t.guard &&
        e.elements.length === shapes.size &&
        e.elements.every((x) => shapes.has(shape(equated(w, x)))),
    )?.id
}

/** Makes unique keys and exclusions of timed tables hold at any one time. Primary keys name versions and stay. */
export const sealTimed = (w: World): void => {
  for (const [table, t] of w.timed) sealTable(w, table as Id<'table'>, t)
}
