import type { Id } from '../base/index.ts'
import { type Element, name, type Obj, type Sql, sql } from '../catalog/index.ts'
import type { ReferenceClaim } from './claims.ts'
import { defaultName } from './default-names.ts'
import { equated, shape } from './equated.ts'
import { redraw } from './redraws.ts'
import { ridOf } from './rid.ts'
import { sameColumns } from './same-columns.ts'
import { widenGroups } from './scope-groups.ts'
import type { ActiveUse } from './types.ts'
import type { World } from './world.ts'

/** A reference aimed at the parent's primary key as it stands before scopes widen both ends. */
export const addReference = (w: World, { use }: ActiveUse, c: ReferenceClaim): void => {
  const { claim: _claim, role, name: given, ...shape } = c
  const key = w.primaryKey(c.references)
  if (!key || key.columns.length !== c.columns.length) {
    w.issues.push({
      code: 'reference/no-key',
      severity: 'error',
      use: use.id,
      objects: [c.references, c.table],
      message: key
        ? sql`${name(c.table)} needs ${key.columns.length} columns to reference the primary key of ${name(c.references)}, and has ${c.columns.length}.`
        : sql`${name(c.references)} has no primary key, so ${name(c.table)} can't reference it. Give it one.`,
    })
    return
  }
  const o: Obj<'fk'> = {
    kind: 'fk',
    ...shape,
    id: use.idOf(role),
    name: '',
    refColumns: key.columns,
    why: { use: use.id, role },
  }
  w.put(o)
  const template = given === '' ? defaultName(o, w) : given
  if (template) w.names.set(o.id, template)
}

/** A mirror holds the scope's column as a copy, so it is scoped by that copy. */
export const scopeMirrors = (w: World): void => {
  if (w.scopes.size === 0) return
  for (const [mirror, all] of w.copied)
    for (const { original, copy } of all) {
      const table = w.get('column', original)?.table
      if (table && w.scopes.get(table) === original) w.scopes.set(mirror, copy)
    }
}

export const lead = (scope: Id<'column'>, columns: readonly Id<'column'>[]): readonly Id<'column'>[] =>
  columns.includes(scope) ? columns : [scope, ...columns]

const widenKeys = (w: World, table: Id, scope: Id<'column'>): void => {
  for (const k of w.of('key', table)) w.put({ ...k, columns: lead(scope, k.columns) })
  for (const e of w.of('exclusion', table)) {
    const own: Element = e.method === 'gist' ? equated(w, { column: scope }) : { column: scope }
    if (e.elements.some((x) => x.column === scope || shape(x) === shape(own))) continue
    w.put({ ...e, elements: [{ ...own, operator: '=' }, ...e.elements] })
    if (e.method === 'gist') w.needExtension('btree_gist', e.why?.use)
  }
  for (const i of w.of('index', table)) {
    const orderly = i.method === undefined || i.method === 'btree'
    if (!orderly || !(i.unique || i.why) || i.elements.some((x) => x.column === scope)) continue
    w.put({ ...i, elements: [{ column: scope }, ...i.elements] })
  }
}

const unscopedReference = (w: World, fk: Obj<'fk'>): void => {
  w.remove(fk.id)
  w.issues.push({
    code: 'scope/reference-from-outside',
    severity: 'error',
    objects: [fk.table, fk.references, fk.id],
    message: sql`${name(fk.table)} references ${name(fk.references)}, whose keys belong to one tenant each, but has no tenant itself. The reference is left out; bring ${name(fk.table)} into tenancy or take ${name(fk.references)} out of it.`,
    ...ridOf(fk),
  })
}

const widenReference = (w: World, fk: Obj<'fk'>): void => {
  const parent = w.scopes.get(fk.references)
  if (!parent) return
  const child = w.scopes.get(fk.table)
  if (!child) {
    unscopedReference(w, fk)
    return
  }
  if (fk.columns.some((c, i) => c === child && fk.refColumns[i] === parent)) return
  const clears = (a: string | undefined): boolean => a === 'set null' || a === 'set default'
  if (clears(fk.onUpdate)) {
    w.issues.push({
      code: 'scope/on-update-clears-tenant',
      severity: 'error',
      objects: [fk.id, fk.table],
      message: sql`${name(fk.table)}: ON UPDATE ${(fk.onUpdate ?? '').toUpperCase()} would clear the tenant too, since only ON DELETE can name its columns. Damask uses NO ACTION there.`,
    })
  }
  // The tenant is never NULL: MATCH FULL would refuse every row without a parent.
  const { onUpdate, matchFull, ...rest } = fk
  if (matchFull && fk.columns.length > 1) {
    w.issues.push({
      code: 'scope/match-full',
      severity: 'warning',
      objects: [fk.id, fk.table],
      message: sql`${name(fk.table)}: with the tenant in it, the reference to ${name(fk.references)} cannot be MATCH FULL, so a row may name a part of its parent's key. Add a check if that matters.`,
    })
  }
  w.put({
    ...rest,
    ...(onUpdate && !clears(onUpdate) ? { onUpdate } : {}),
    columns: [child, ...fk.columns],
    refColumns: [parent, ...fk.refColumns],
    ...(clears(fk.onDelete) && !fk.setColumns ? { setColumns: fk.columns } : {}),
  })
}

/** Unique keys and indexes over a column whose equal values differ are over what stands in for it. */
export const sealStandIns = (w: World): void => {
  for (const [by, column] of w.standIns) {
    const table = w.get('column', column)?.table
    if (!table) continue
    const instead = (c: Id<'column'>): Id<'column'> => (c === column ? (by as Id<'column'>) : c)
    for (const k of w.of('key', table)) {
      if (!k.primary && k.columns.includes(column)) w.put({ ...k, columns: k.columns.map(instead) })
    }
    for (const i of w.of('index', table)) {
      if (!i.elements.some((e) => e.column === column)) continue
      w.put({ ...i, elements: i.elements.map((e) => (e.column ? { ...e, column: instead(e.column) } : e)) })
    }
    const timed = w.timed.get(table)
    if (timed?.key.includes(column)) w.timed.set(table, { ...timed, key: timed.key.map(instead) })
  }
}

/** Widens every key of a scoped table and both ends of every reference between scoped tables. */
export const sealScopes = (w: World): void => {
  scopeMirrors(w)
  for (const [table, scope] of w.scopes) widenKeys(w, table, scope)
  if (w.scopes.size === 0) return
  for (const fk of w.all('fk')) widenReference(w, fk)
  widenGroups(w)
}

const and = (where: Sql | undefined, predicate: Sql): Sql => {
  if (!where) return predicate
  const has =
    where.text.join('\0').includes(predicate.text.join('\0')) &&
    predicate.refs.every((r) => where.refs.some((s) => s.id === r.id))
  return has ? where : sql`(${where}) and ${predicate}`
}

const keyToIndex = (w: World, key: Obj<'key'>, predicate: Sql): void => {
  const { id, table, columns, include, nullsNotDistinct, why, comment, name: given } = key
  w.put({
    kind: 'index',
    id: id as Id as Id<'index'>,
    name: given,
    table,
    unique: true,
    elements: columns.map((column) => ({ column })),
    where: predicate,
    ...(include ? { include } : {}),
    ...(nullsNotDistinct ? { nullsNotDistinct } : {}),
    ...(why ? { why } : {}),
    ...(comment === undefined ? {} : { comment }),
  })
}

const stays = (w: World, key: Obj<'key'>, because: string): void => {
  w.issues.push({
    code: 'alive/key-stays-total',
    severity: 'warning',
    objects: [key.id, key.table],
    message: sql`${name(key.table)}: the unique key ${name(key.id)} ${because}, so a deleted row still holds its value.`,
  })
}

/** Unique keys of tables with an alive predicate hold for alive rows only; primary keys stay total. */
export const sealAlive = (w: World): void => {
  for (const [table, predicate] of w.alive) {
    for (const k of w.of('key', table)) {
      if (k.primary) continue
      if (w.referencesTo(table).some((fk) => sameColumns(fk.refColumns, k.columns)))
        stays(w, k, 'is the target of a foreign key')
      else if (k.deferrable) {
        // A pattern that claims a deferrable key means every row, deleted or not.
        if (!k.why) stays(w, k, 'is deferrable, which a partial index cannot be')
      } else if (k.withoutOverlaps) stays(w, k, 'forbids overlaps, which a partial index cannot do')
      else keyToIndex(w, k, predicate)
    }
    for (const i of w.of('index', table)) if (i.unique) w.put({ ...i, where: and(i.where, predicate) })
    for (const e of w.of('exclusion', table)) w.put({ ...e, where: and(e.where, predicate) })
  }
}

/** A foreign key may only aim at a unique constraint, or a unique index without predicate or expression. */
export const checkReferences = (w: World): void => {
  for (const fk of w.all('fk')) {
    const keys = w
      .of('key', fk.references)
      .some(
        (k) =>
          k.deferrable === undefined &&
          k.withoutOverlaps === fk.period &&
          sameColumns(k.columns, fk.refColumns),
      )
    const indexes = w.of('index', fk.references).some(
      (i) =>
        i.unique &&
        !i.where &&
        i.elements.every((e) => e.column) &&
        sameColumns(
          i.elements.flatMap((e) => e.column ?? []),
          fk.refColumns,
        ),
    )
    if (keys || indexes) continue
    const late = w
      .of('key', fk.references)
      .find((k) => k.deferrable !== undefined && !k.withoutOverlaps && sameColumns(k.columns, fk.refColumns))
    w.remove(fk.id)
    w.issues.push({
      code: 'fk/no-unique-target',
      severity: 'error',
      objects: [fk.id, fk.table, fk.references],
      message: late
        ? sql`${name(fk.table)} references columns of ${name(fk.references)} whose key may be checked at the end of a transaction, and PostgreSQL lets nothing reference such a key. The reference is left out.`
        : sql`${name(fk.table)} references columns of ${name(fk.references)} that no primary key or unique constraint covers. The reference is left out until one does.`,
      ...ridOf(
        fk,
        ...(late && !late.why
          ? [redraw('key', late.id, 'Check the key at once', ({ deferrable: _, ...k }) => k)]
          : []),
      ),
    })
  }
}
