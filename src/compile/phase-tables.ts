import type { Id } from '../base/index.ts'
import { fill, type Kind, type Obj, sql } from '../catalog/index.ts'
import type { Add, ColumnClaim, CopiesClaim, TableClaim, TellsClaim } from './claims.ts'
import { defaultName } from './default-names.ts'
import { label } from './label.ts'
import type { ActiveUse } from './types.ts'
import type { World } from './world.ts'

const isGranted = (w: World, c: Add<'grant'>): boolean =>
  w
    .all('grant')
    .some(
      (g) =>
        g.on === c.on &&
        g.to === c.to &&
        g.columns === undefined &&
        c.columns === undefined &&
        c.privileges.every((p) => g.privileges.includes(p)),
    )

/** A use may be bound to what is already there, but not to something of another kind: that goes, and is said. */
const checkBound = (w: World, { use, pattern }: ActiveUse, id: Id, role: string, kind: Kind): void => {
  const o = w.objects.get(id)
  if (!o || o.why || o.kind === kind) return
  w.issues.push({
    code: 'use/bind',
    severity: 'error',
    objects: [id],
    use: use.id,
    message: sql`${pattern.manifest.title} makes a ${label(kind)} ("${role}") under the id of the ${label(o.kind)} "${o.name}", which it replaces. Take that out of the file, or switch the pattern off.`,
  })
}

/** Adds a claimed object under the use's id for the role. */
export const add = (w: World, active: ActiveUse, claim: Add<Kind>): void => {
  const { use } = active
  const { claim: _claim, role, name, comment, ...shape } = claim
  if (claim.kind === 'extension' && name !== '') {
    w.needExtension(
      fill(name, (r) => r.id),
      use.id,
    )
    return
  }
  // What two uses grant alike is granted once.
  if (claim.kind === 'grant' && isGranted(w, claim)) return
  const id = use.idOf(role)
  checkBound(w, active, id, role, claim.kind)
  const drawn = w.objects.get(id)
  const o = {
    ...shape,
    id,
    name: '',
    why: { use: use.id, role },
    ...(comment === undefined ? {} : { comment }),
  } as Obj
  // A bound object keeps its drawn name: adopting is no rename.
  if (drawn?.kind === o.kind) w.put({ ...o, name: drawn.name } as Obj)
  else {
    w.put(o)
    const template = name === '' ? defaultName(o) : name
    if (template) w.names.set(id, template)
  }
}

export const addTable = (w: World, active: ActiveUse, c: TableClaim): void => {
  const { use } = active
  const id = use.idOf<'table'>(c.role)
  checkBound(w, active, id, c.role, 'table')
  const schema = c.schema ?? (c.beside && w.get('table', c.beside)?.schema) ?? w.settings.schema
  const drawn = w.get('table', id)
  w.put({
    kind: 'table',
    id,
    schema,
    name: drawn?.name ?? '',
    why: { use: use.id, role: c.role },
    ...(c.comment === undefined ? {} : { comment: c.comment }),
  })
  if (!drawn) w.names.set(id, c.name)
  w.holds.set(id, c.holds)
  if (c.beside) w.beside.set(id, c.beside)
  if (c.mirrors) {
    w.mirrors.set(id, c.mirrors)
    if (c.returns) w.returns.set(id, { archive: id, of: c.mirrors, columns: new Map() })
    w.copyIds.set(id, (column) => use.idOf(`${c.role}:c:${column}`))
  }
}

/**
 * '!' sorts before every drawn rank and '~' after. Counted by table, so that what one table gets moves nothing
 * in another.
 */
const nextRank = (w: World, table: Id, first: boolean | undefined): string => {
  const n = w.added.get(table) ?? 0
  w.added.set(table, n + 1)
  return `${first ? '!' : '~'}${n.toString(36).padStart(5, '0')}`
}

export const addColumn = (w: World, active: ActiveUse, c: ColumnClaim): void => {
  const { use } = active
  const { claim: _claim, role, name, first, like, ...shape } = c
  const id = use.idOf<'column'>(role)
  checkBound(w, active, id, role, 'column')
  if (like) w.likes.set(id, like)
  const drawn = w.get('column', id)
  w.put({
    kind: 'column',
    ...shape,
    id,
    name: drawn?.name ?? '',
    rank: drawn?.rank ?? nextRank(w, c.table, first),
    why: { use: use.id, role },
  })
  if (!drawn) w.names.set(id, name)
}

export const addCopies = (w: World, c: CopiesClaim): void => {
  const all = w.copies.get(c.of)
  if (all) all.push(c)
  else w.copies.set(c.of, [c])
}

export const addNews = (w: World, c: TellsClaim): void => {
  const { claim: _claim, table, ...news } = c
  w.tells.set(table, news)
}

/** Columns that hold another's values have its type, now that no one changes it any more. */
export const sealLikes = (w: World): void => {
  for (const [id, of] of w.likes) {
    const [column, original] = [w.get('column', id), w.get('column', of)]
    if (!column || !original) continue
    const { collation } = original
    w.put({ ...column, type: original.type, ...(collation === undefined ? {} : { collation }) })
  }
}

/** Gives every mirror its copy of the columns, now that all of them are known. Generated values become plain ones. */
export const sealMirrors = (w: World): void => {
  for (const [mirror, original] of w.mirrors) {
    const table = w.get('table', mirror)
    if (!table) continue
    const pairs = new Map<Id, Id<'column'>>()
    w.of('column', original).forEach((c, i) => {
      const id = w.copyIds.get(mirror)?.(c.id)
      if (id === undefined) return
      const drawn = w.get('column', id)
      w.put({
        kind: 'column',
        id,
        table: table.id as Id<'table'>,
        name: drawn?.name ?? '',
        type: c.type,
        rank: drawn?.rank ?? `m${i.toString(36).padStart(4, '0')}`,
        ...(c.collation === undefined ? {} : { collation: c.collation }),
        ...(table.why ? { why: { use: table.why.use, role: `c:${c.id}` } } : {}),
      })
      if (!drawn) w.names.set(id, { text: ['', ''], refs: [{ id: c.id, as: 'name' }] })
      w.mirroredColumns.set(id, c.id as Id<'column'>)
      pairs.set(c.id, id)
    })
    const returning = w.returns.get(mirror)
    if (returning) w.returns.set(mirror, { ...returning, columns: pairs })
  }
}
