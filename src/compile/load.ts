import { compareIds, type Id } from '../base/index.ts'
import { type Kind, kinds, type Obj } from '../catalog/index.ts'
import { type Design, type DrawnObject, recordsOf, settingsOf, type TraitRecord } from '../design/index.ts'
import { checkColumns } from './check-shapes.ts'
import { dropDangling } from './dangling.ts'
import { defaultName } from './default-names.ts'
import { hideSplits } from './kept-splits.ts'
import { addCopies } from './phase-tables.ts'
import { World } from './world.ts'

const objectKinds: ReadonlySet<string> = new Set<Kind>(kinds)

/** The catalog object of a drawn record. */
export const drawnObject = (r: { readonly kind: string }): Obj | undefined =>
  objectKinds.has(r.kind) ? (r as DrawnObject as Obj) : undefined

/** The table may be one that a pattern is about to make. */
const loadTrait = (w: World, t: TraitRecord): void => {
  if (t.rls) w.keptRls.set(t.table, t.rls)
  if (t.alive) w.alive.set(t.table, t.alive)
  if (t.holds) w.holds.set(t.table, t.holds)
  if (t.app) w.kept.set(t.table, t.app)
  if (t.beside) w.beside.set(t.table, t.beside)
  if (t.timed) w.keptTimed.set(t.table, t.timed)
  if (t.owned) w.owned.set(t.table, t.owned)
  if (t.actors) w.actors.set(t.table, { table: t.actors.people, key: t.actors.key })
  if (t.tells) w.tells.set(t.table, t.tells)
  if (t.returns) {
    const columns = new Map<Id, Id<'column'>>(t.returns.columns.map(([copy, original]) => [original, copy]))
    w.returns.set(t.table, { archive: t.table, of: t.returns.of, columns })
  }
  if (t.mirrors) {
    w.mirrors.set(t.table, t.mirrors.of)
    w.sealMirror(
      t.table,
      t.mirrors.columns.map(([copy, original]) => ({ original, copy })),
    )
  }
  for (const c of t.copies ?? []) addCopies(w, { claim: 'copies', table: t.table, ...c })
  if (t.split) w.keptSplits.set(t.table, { wide: t.split })
  if (!t.scope) return
  w.scopes.set(t.table, t.scope.column)
  w.tenants = t.scope.tenants
}

/** What ejected patterns left on tables that no one draws or makes any more is forgotten. */
export const dropStaleTraits = (w: World): void => {
  for (const r of [...w.returns.values()]) {
    const columns = [...r.columns].filter(([a, b]) => w.get('column', a) && w.get('column', b))
    if (w.get('table', r.of)) w.returns.set(r.archive, { ...r, columns: new Map(columns) })
    else w.returns.delete(r.archive)
  }
  for (const [mirror, of] of [...w.mirrors]) {
    if (w.copyIds.has(mirror)) continue
    if (!w.get('table', of)) w.mirrors.delete(mirror)
    const there = w.copied.get(mirror)?.filter((c) => w.get('column', c.copy) && w.get('column', c.original))
    w.sealMirror(mirror, there ?? [])
  }
  for (const [of, all] of w.copies) {
    const live = all.filter((c) =>
      [of, c.table, c.column, ...c.where.refs.map((r) => r.id)].every((id) => w.objects.has(id)),
    )
    w.copies.set(of, live)
  }
  for (const [t, key] of [...w.keptTimed])
    if (key.some((c) => w.get('column', c)?.table !== t)) w.keptTimed.delete(t)
  for (const [t, { column, admin }] of [...w.owned])
    if (w.get('column', column)?.table !== t || (admin && !w.objects.has(admin))) w.owned.delete(t)
  for (const [t, { table, key }] of [...w.actors])
    if (w.get('column', key)?.table !== table) w.actors.delete(t)
  for (const map of [
    w.scopes,
    w.alive,
    w.holds,
    w.kept,
    w.beside,
    w.keptRls,
    w.mirrors,
    w.returns,
    w.tells,
    w.actors,
  ] as readonly Map<Id, unknown>[]) {
    for (const of of map.keys()) if (!w.get('table', of) && !w.get('view', of)) map.delete(of)
  }
}

/**
 * Keys of tables that an ejected pattern scoped were drawn with their scope. They are narrowed again, so that
 * every phase before the seal sees keys as people think of them; the seal widens them back.
 */
const narrow = (w: World): void => {
  for (const [table, scope] of w.scopes) {
    for (const k of w.of('key', table)) {
      if (k.columns[0] === scope && k.columns.length > 1) w.put({ ...k, columns: k.columns.slice(1) })
    }
    for (const f of w.of('fk', table)) {
      const both = f.columns[0] === scope && f.refColumns[0] === w.scopes.get(f.references)
      if (both && f.columns.length > 1)
        w.put({ ...f, columns: f.columns.slice(1), refColumns: f.refColumns.slice(1) })
    }
  }
}

/** A world of what was drawn. */
export const load = (design: Design): World => {
  const w = new World(settingsOf(design))
  const drawn: Obj[] = []
  for (const r of design.records.values()) {
    const o = drawnObject(r)
    if (o) drawn.push(o)
  }
  // Records have ids of their own: none of them replaces another.
  for (const o of drawn.sort((a, b) => compareIds(a.id, b.id))) w.replace(undefined, o)
  dropDangling(w, false)
  checkColumns(w)
  for (const t of recordsOf(design, 'trait')) loadTrait(w, t)
  for (const o of w.objects.values()) {
    const template = o.name === '' ? defaultName(o, w) : undefined
    if (template) w.names.set(o.id, template)
  }
  hideSplits(w)
  narrow(w)
  return w
}
