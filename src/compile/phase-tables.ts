import { derivedId, type Id } from '../base/index.ts'
import { fill, type Kind, type Obj, sql } from '../catalog/index.ts'
import type { Add, ColumnClaim, CopiesClaim, TableClaim, TellsClaim } from './claims.ts'
import { defaultName } from './default-names.ts'
import type { Copied } from './facts.ts'
import { label } from './label.ts'
import type { ActiveUse } from './types.ts'
import type { World, Writable } from './world.ts'

/** What ejected access left counts for nothing here: beside it, too, both were granted. */
const isGranted = (w: World, c: Add<'grant'>): boolean =>
  w
    .all('grant')
    .some(
      (g) =>
        g.on === c.on &&
        !g.id.startsWith('access@') &&
        g.to === c.to &&
        g.columns === undefined &&
        c.columns === undefined &&
        c.privileges.every((p) => g.privileges.includes(p)),
    )

/**
 * What has the id so far. A use may be bound to what is already there, but not to something of another kind: that goes,
 * and is said.
 */
const boundTo = (
  w: World,
  { use, pattern }: ActiveUse,
  id: Id,
  role: string,
  kind: Kind,
): Obj | undefined => {
  const o = w.objects.get(id)
  if (o && !o.why && o.kind !== kind)
    w.issues.push({
      code: 'use/bind',
      severity: 'error',
      objects: [id],
      use: use.id,
      message: sql`${pattern.manifest.title} makes a ${label(kind)} ("${role}") under the id of the ${label(o.kind)} "${o.name}", which it replaces. Take that out of the file, or switch the pattern off.`,
    })
  return o
}

/** Goes part by part: claims come in many forms, and on those a rest pattern is slow. */
const claimed = (claim: Add<Kind>, id: Id, use: Id<'use'>): Obj => {
  const o: Record<string, unknown> = { kind: claim.kind, id, name: '', why: { use, role: claim.role } }
  const parts = claim as unknown as Readonly<Record<string, unknown>>
  for (const part in parts)
    if (part !== 'claim' && part !== 'role' && part !== 'name' && parts[part] !== undefined)
      o[part] = parts[part]
  return o as unknown as Obj
}

/** Adds a claimed object under the use's id for the role. */
export const add = (w: World, active: ActiveUse, claim: Add<Kind>): void => {
  const { use } = active
  const { role, name } = claim
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
  const old = boundTo(w, active, id, role, claim.kind)
  const o = claimed(claim, id, use.id)
  // A bound object keeps its drawn name: adopting is no rename.
  if (old?.kind === o.kind) w.replace(old, { ...o, name: old.name } as Obj)
  else {
    w.replace(old, o)
    const template = name === '' ? defaultName(o, w) : name
    if (template) w.names.set(id, template)
  }
}

/** There are many of them, and each is asked for once: the use need not remember them. */
const copyIdsOf = ({ use, bound }: ActiveUse, role: string): ((column: Id) => Id<'column'>) => {
  if (bound) return (column) => use.idOf(`${role}:c:${column}`)
  const stem = derivedId(use.id, `${role}:c:`)
  return (column) => `${stem}${column}` as Id<'column'>
}

export const addTable = (w: World, active: ActiveUse, c: TableClaim): void => {
  const { use } = active
  const id = use.idOf<'table'>(c.role)
  const old = boundTo(w, active, id, c.role, 'table')
  const drawn = old?.kind === 'table' ? old : undefined
  const schema = c.schema ?? (c.beside && w.get('table', c.beside)?.schema) ?? w.settings.schema
  w.replace(old, {
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
    w.copyIds.set(id, copyIdsOf(active, c.role))
  }
}

const inFive = (n: number): string => n.toString(36).padStart(5, '0')
/** Many tables get about as many columns. */
const fives = Array.from({ length: 64 }, (_, n) => inFive(n))

/**
 * '!' sorts before every drawn rank and '~' after. Counted by table, so that what one table gets moves nothing
 * in another.
 */
const nextRank = (w: World, table: Id, first: boolean | undefined): string => {
  const n = w.added.get(table) ?? 0
  w.added.set(table, n + 1)
  return `${first ? '!' : '~'}${fives[n] ?? inFive(n)}`
}

export const addColumn = (w: World, active: ActiveUse, c: ColumnClaim): void => {
  const { use } = active
  const id = use.idOf<'column'>(c.role)
  const old = boundTo(w, active, id, c.role, 'column')
  const drawn = old?.kind === 'column' ? old : undefined
  if (c.like) w.likes.set(id, c.like)
  const column: Writable<Obj<'column'>> = {
    kind: 'column',
    id,
    table: c.table,
    name: drawn?.name ?? '',
    rank: drawn?.rank ?? nextRank(w, c.table, c.first),
    type: c.type,
    why: { use: use.id, role: c.role },
  }
  if (c.notNull !== undefined) column.notNull = c.notNull
  if (c.default !== undefined) column.default = c.default
  if (c.identity !== undefined) column.identity = c.identity
  if (c.generated !== undefined) column.generated = c.generated
  if (c.collation !== undefined) column.collation = c.collation
  if (c.comment !== undefined) column.comment = c.comment
  w.replace(old, column)
  if (!drawn) w.names.set(id, c.name)
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

const copyOf = (
  w: World,
  c: Obj<'column'>,
  mirror: Obj<'table'>,
  at: { readonly id: Id<'column'>; readonly rank: string },
): void => {
  const { id } = at
  const old = w.objects.get(id)
  const drawn = old?.kind === 'column' ? old : undefined
  const copy: Writable<Obj<'column'>> = {
    kind: 'column',
    id,
    table: mirror.id as Id<'table'>,
    name: drawn?.name ?? '',
    rank: drawn?.rank ?? at.rank,
    type: c.type,
  }
  if (mirror.why) copy.why = { use: mirror.why.use, role: `c:${c.id}` }
  if (c.collation !== undefined) copy.collation = c.collation
  w.replace(old, copy)
  if (!drawn) w.names.set(id, c.id)
}

/** Gives every mirror its copy of the columns, now that all of them are known. Generated values become plain ones. */
export const sealMirrors = (w: World): void => {
  const ranks: string[] = []
  for (const [mirror, original] of w.mirrors) {
    const table = w.get('table', mirror)
    const idOf = w.copyIds.get(mirror)
    if (!table || !idOf) continue
    const copied: Copied[] = []
    for (const c of w.of('column', original)) {
      const [id, place] = [idOf(c.id), copied.length]
      ranks[place] ??= `m${place.toString(36).padStart(4, '0')}`
      copyOf(w, c, table, { id, rank: ranks[place] })
      copied.push({ original: c.id as Id<'column'>, copy: id })
    }
    w.sealMirror(mirror, copied)
    const returning = w.returns.get(mirror)
    if (returning)
      w.returns.set(mirror, { ...returning, columns: new Map(copied.map((c) => [c.original, c.copy])) })
  }
}
