import type { Id } from '../base/index.ts'
import { joinSql, name, type Obj, sql } from '../catalog/index.ts'
import type { ParentClaim } from './claims.ts'
import { defaultName } from './default-names.ts'
import type { Parent } from './facts.ts'
import { sameColumns } from './same-columns.ts'
import type { ActiveUse } from './types.ts'
import type { Owned, World } from './world.ts'

type ParentWish = Owned<ParentClaim>

export const claimParent = (w: World, { use }: ActiveUse, claim: ParentClaim): void => {
  const all = w.parentWishes.get(claim.table)
  if (all) all.push({ use: use.id, claim })
  else w.parentWishes.set(claim.table, [{ use: use.id, claim }])
}

/** A reference of the table to its own primary key that is there already; the chosen column's, if one was chosen. */
const drawnParent = (w: World, key: Obj<'key'>, chosen: Id | undefined): Parent | undefined => {
  const fk = w
    .of('fk', key.table)
    .find(
      (f) =>
        f.references === key.table &&
        sameColumns(f.refColumns, key.columns) &&
        (chosen === undefined || f.columns.some((c) => c === chosen)),
    )
  if (!fk) return undefined
  const columns = key.columns.flatMap((k) => fk.columns[fk.refColumns.indexOf(k)] ?? [])
  return { columns, keys: key.columns, fk: fk.id }
}

const unusable = (w: World, { use, claim }: ParentWish, chosen: Id): void => {
  w.issues.push({
    code: 'parent/not-a-parent',
    severity: 'error',
    use,
    objects: [claim.table, chosen],
    option: 'parent',
    message: sql`${name(claim.table)}.${name(chosen)} cannot hold the parent of a row: it has another type than the primary key, or the key has several columns. Choose a column that references the table itself, or leave the choice empty.`,
    remedies: [
      { remedy: 'options', label: 'Use the reference or column that fits', set: { parent: undefined } },
    ],
  })
}

const differing = (w: World, { use, claim }: ParentWish, its: Id): void => {
  w.issues.push({
    code: 'parent/two',
    severity: 'error',
    use,
    objects: [claim.table, its],
    option: 'parent',
    message: sql`${name(claim.table)}.${name(its)} is chosen for the parent here, and another pattern of the table chose another column. A table has one tree: choose the same column, or leave the choice empty.`,
    remedies: [{ remedy: 'options', label: 'Use the parent of the other', set: { parent: undefined } }],
  })
}

/** The ids go by the table alone: whoever claims first or is switched off, the column stays the same one. */
const made = (w: World, { use, claim }: ParentWish, key: Obj<'key'>, chosen: Id | undefined): Parent => {
  const why = (role: string) => ({ why: { use, role } })
  const table = claim.table
  const columns = key.columns.map((k, i): Id<'column'> => {
    if (chosen !== undefined) return chosen as Id<'column'>
    const id = `parent@${table}/${k}` as Id<'column'>
    const type = w.get('column', k)?.type
    if (!type) return id
    w.put({
      kind: 'column',
      id,
      name: '',
      table,
      rank: `~${i.toString(36).padStart(5, '0')}`,
      type,
      comment: 'The row above this one; empty at the top.',
      ...why(`parent:${k}`),
    })
    w.names.set(id, sql`${claim.name}_${name(k)}`)
    return id
  })
  const fk: Obj<'fk'> = {
    kind: 'fk',
    id: `parent@${table}/fk` as Id<'fk'>,
    name: '',
    table,
    columns,
    references: table,
    refColumns: key.columns,
    ...(claim.onDelete && claim.onDelete !== 'no action' ? { onDelete: claim.onDelete } : {}),
    ...why('parent:fk'),
  }
  w.put(fk)
  const template = defaultName(fk, w)
  if (template) w.names.set(fk.id, template)
  if (columns.length > 1) whole(w, { use, claim }, columns)
  return { columns, keys: key.columns, fk: fk.id }
}

/** MATCH SIMPLE would let a half-filled parent pass, and MATCH FULL would count the tenant. */
const whole = (w: World, { use, claim }: ParentWish, columns: readonly Id<'column'>[]): void => {
  const id = `parent@${claim.table}/whole` as Id<'check'>
  const list = joinSql(columns.map(name), ', ')
  w.put({
    kind: 'check',
    id,
    name: '',
    table: claim.table,
    expr: sql`num_nonnulls(${list}) in (0, ${columns.length})`,
    why: { use, role: 'parent:whole' },
  })
  w.names.set(id, sql`${name(claim.table)}_${claim.name}_whole`)
}

/** A look-up of children is part of every tree: of its walks, and of each deletion. */
const index = (w: World, { use, claim }: ParentWish, columns: readonly Id<'column'>[]): void => {
  const led = [
    ...w.of('index', claim.table).map((i) => i.elements.map((e) => e.column)),
    ...w.of('key', claim.table).map((k) => k.columns),
  ].some((list) => columns.every((c, i) => list[i] === c))
  if (led) return
  const o: Obj<'index'> = {
    kind: 'index',
    id: `parent@${claim.table}/index` as Id<'index'>,
    name: '',
    table: claim.table,
    elements: columns.map((column) => ({ column })),
    why: { use, role: 'parent:index' },
  }
  w.put(o)
  const template = defaultName(o, w)
  if (template) w.names.set(o.id, template)
}

/** The drawn reference with the action that the claim asks for. */
const redrawn = (w: World, { claim }: ParentWish, id: Id<'fk'>): void => {
  const fk = w.get('fk', id)
  if (!fk || !claim.redraws || fk.onDelete === claim.onDelete) return
  const { onDelete: _was, setColumns: _only, ...rest } = fk
  w.put({ ...rest, ...(claim.onDelete ? { onDelete: claim.onDelete } : {}) })
}

const fits = (w: World, key: Obj<'key'>, chosen: Id): boolean => {
  const [only, ...more] = key.columns
  const [a, b] = [w.get('column', chosen), only && w.get('column', only)]
  return (
    more.length === 0 &&
    a !== undefined &&
    a.table === key.table &&
    a.id !== only &&
    JSON.stringify(a.type) === JSON.stringify(b?.type)
  )
}

/**
 * Gives each claimed table its parent, once all columns of the phase are there: the chosen one, a reference that
 * was drawn, or new columns. The claim that leads names them.
 */
export const sealParents = (w: World): void => {
  for (const [table, wishes] of w.parentWishes) {
    const [first] = wishes
    const wish = wishes.find((x) => x.claim.leads) ?? first
    const key = w.primaryKey(table)
    if (!wish || !key) continue
    const asked = wishes.find((x) => x.claim.column !== undefined)
    const chosen = asked?.claim.column
    const found = drawnParent(w, key, chosen)
    const use =
      found ?? (chosen === undefined || fits(w, key, chosen) ? made(w, wish, key, chosen) : undefined)
    if (!use && asked && chosen !== undefined) unusable(w, asked, chosen)
    for (const other of wishes) {
      const its = other.claim.column
      if (its !== undefined && its !== chosen) differing(w, other, its)
    }
    const parent = use ?? drawnParent(w, key, undefined) ?? made(w, wish, key, undefined)
    if (parent === found) redrawn(w, wish, parent.fk)
    w.parents.set(table, parent)
    index(w, wish, parent.columns)
  }
}
