import { equal, type Id } from '../base/index.ts'
import { name, type Obj, type Sql, sql } from '../catalog/index.ts'
import { sameColumns } from './same-columns.ts'
import type { World } from './world.ts'

const opens = /\bon\s+conflict\s*\(\s*$/i
const closes = /^\s*\)/
const ownWhere = /^\s*\)\s*where\b/i

/** A list of columns after ON CONFLICT: its first and its last reference. */
interface Target {
  readonly first: number
  readonly last: number
}

const targetsOf = ({ text, refs }: Sql): readonly Target[] => {
  const out: Target[] = []
  for (let first = 0; first < refs.length; first++) {
    if (!opens.test(text[first] ?? '')) continue
    let last = first
    while (/^\s*,\s*$/.test(text[last + 1] ?? '')) last++
    // Whoever names rows by a condition of their own, or by an expression, has said which index is meant.
    if (closes.test(text[last + 1] ?? '') && !ownWhere.test(text[last + 1] ?? '')) out.push({ first, last })
  }
  return out
}

/** What a unique key that may decide a conflict holds: its columns, and among which rows. */
interface Arbiter {
  readonly columns: readonly Id[]
  readonly where?: Sql
}

const arbitersOf = (w: World, table: Id): readonly Arbiter[] => [
  ...w.of('key', table).filter((k) => k.deferrable === undefined && !k.withoutOverlaps),
  ...w.of('index', table).flatMap(({ unique, elements, where }): readonly Arbiter[] => {
    const columns = elements.flatMap((e) => e.column ?? [])
    return unique && columns.length === elements.length ? [{ columns, ...(where ? { where } : {}) }] : []
  }),
]

/** The tenant that is missing from the list, and the condition by which its key holds now; undefined where no key fits. */
const fitting = (
  w: World,
  table: Id,
  listed: readonly Id[],
): { readonly scope?: Id; readonly where?: Sql } | undefined => {
  const scope = w.scopes.get(table)
  const alive = w.alive.get(table)
  // What someone drew for some rows only is theirs to name.
  const arbiters = arbitersOf(w, table).filter((a) => !a.where || equal(a.where, alive))
  const by = (columns: readonly Id[]): Arbiter | undefined =>
    arbiters.find((a) => !a.where && sameColumns(a.columns, columns)) ??
    arbiters.find((a) => sameColumns(a.columns, columns))
  const own = by(listed)
  if (own) return own.where ? { where: own.where } : {}
  const wide = scope && !listed.includes(scope) ? by([scope, ...listed]) : undefined
  return wide && scope ? { scope, ...(wide.where ? { where: wide.where } : {}) } : undefined
}

const widened = (w: World, r: Obj<'routine'>): Sql => {
  let out: Sql = r.body
  for (const { first, last } of [...targetsOf(r.body)].reverse()) {
    const listed = out.refs.slice(first, last + 1).map((ref) => ref.id)
    const table = w.get('column', listed[0] ?? '')?.table
    if (!table || listed.some((c) => w.get('column', c)?.table !== table)) continue
    const fits = fitting(w, table, listed)
    if (!fits) {
      w.issues.push({
        code: 'routine/no-conflict-target',
        severity: 'warning',
        objects: [r.id, table],
        message: sql`${name(r.id)} names columns of ${name(table)} after ON CONFLICT, and no unique key that can decide it has just these columns: PostgreSQL refuses that when it runs.`,
      })
      continue
    }
    const { scope, where } = fits
    const { text, refs } = out
    const before = { text: text.slice(0, first + 1), refs: refs.slice(0, first) }
    const list = { text: ['', ...text.slice(first + 1, last + 1), ''], refs: refs.slice(first, last + 1) }
    const [end = '', ...more] = text.slice(last + 1)
    const rest = { text: [end.replace(closes, ''), ...more], refs: refs.slice(last + 1) }
    const tenant = scope ? sql`${name(scope)}, ` : ''
    const condition = where ? sql` where ${where}` : ''
    out = { ...r.body, ...sql`${before}${tenant}${list})${condition}${rest}` }
  }
  return out
}

/**
 * Functions that were drawn name the key that decides a conflict by its columns. Where the tenant has become part of
 * that key, or it holds among some rows only, they say so too; where there is no such key any more, that is said.
 */
export const widenConflicts = (w: World): void => {
  for (const r of w.all('routine')) {
    if (r.why) continue
    const body = widened(w, r)
    if (body !== r.body) w.put({ ...r, body })
  }
}
