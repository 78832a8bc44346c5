import { type Id, ok, type Result } from '../../base/index.ts'
import type { Sql } from '../../catalog/index.ts'
import { change, type DesignRecord, type DrawnObject, removal } from '../../design/index.ts'
import { listItems } from '../../sql/index.ts'
import type { Attempt } from '../types.ts'
import { type Context, done, notDrawn, refuse } from './context.ts'
import { expression, query, returns, routineBody, withRows } from './expressions.ts'
import { lostPart } from './lost-parts.ts'
import { kindWord, listed } from './rename.ts'
import { tidy } from './tidy.ts'
import { spareRoutine } from './trigger-routine.ts'

type Tree = object

const isTree = (v: unknown): v is Tree => typeof v === 'object' && v !== null

const isSql = (v: unknown): v is Sql => isTree(v) && 'text' in v && Array.isArray(v.text) && 'refs' in v

/** A copy of the tree with the value at the path; undefined takes the member away. */
const withAt = (tree: Tree, path: readonly string[], value: unknown): Tree => {
  const [key = '', ...rest] = path
  const old = (tree as { readonly [key: string]: unknown })[key]
  const next = rest.length === 0 ? value : withAt(isTree(old) ? old : {}, rest, value)
  if (Array.isArray(tree)) return tree.map((v: unknown, i) => (String(i) === key ? next : v))
  const { [key]: _old, ...others } = tree as { readonly [key: string]: unknown }
  return next === undefined ? others : { ...tree, [key]: next }
}

const at = (tree: Tree, path: readonly string[]): unknown => {
  const [key, ...rest] = path
  if (key === undefined) return tree
  const v = (tree as { readonly [key: string]: unknown })[key]
  return rest.length === 0 ? v : isTree(v) ? at(v, rest) : undefined
}

/** Members that may be left out; the others must hold something. */
const optional: ReadonlySet<string> = new Set([
  'default',
  'where',
  'using',
  'check',
  'when',
  'returns',
  'generated',
  'from',
  'to',
  'in',
])

/** SQL members by kind, with the shape of what they hold. */
const members: Readonly<Record<string, RegExp>> = {
  column: /^(default|generated\.expr)$/,
  domain: /^(default|checks\.\d+\.expr)$/,
  check: /^expr$/,
  exclusion: /^(where|elements\.\d+\.expr)$/,
  index: /^(where|elements\.\d+\.expr)$/,
  view: /^query$/,
  matview: /^query$/,
  routine: /^(body|returns|settings\.\d+|params\.\d+\.default)$/,
  trigger: /^when$/,
  policy: /^(using|check)$/,
  table: /^partitionBy\.keys\.\d+\.expr$/,
  partition: /^(from|to|in)(\.\d+)?$/,
  rows: /^values\.\d+\.\d+$/,
}

const tableOf = (r: DesignRecord): Id | undefined => ('table' in r ? r.table : undefined)

const resolve = (x: Context, r: DesignRecord, member: string, text: string) => {
  if (member === 'query') return query(x, text)
  if (member === 'returns') return returns(x, text)
  if (member === 'body' && r.kind === 'routine') return routineBody(x, text, r)
  return expression(x, text, tableOf(r), r)
}

/** A partition's bound: a value for each key, or each value of a list. */
const resolveList = (x: Context, r: DesignRecord, text: string): Result<readonly Sql[], string> => {
  const out: Sql[] = []
  for (const item of listItems(text)) {
    const value = expression(x, item, tableOf(r), r)
    if (!value.ok) return value
    out.push(value.value)
  }
  return ok(out)
}

/** Sets one SQL member of a record from text: `default`, `expr`, `elements.0.expr`, `query` … */
export const setSql = (x: Context, id: Id, member: string, text: string): Attempt => {
  const r = x.design.records.get(id)
  if (!r) return notDrawn(x, id)
  if (!members[r.kind]?.test(member)) return refuse(`A ${kindWord(r.kind)} has no SQL called ${member}.`, id)
  const path = member.split('.')
  const name = `Change ${member.replace(/\.\d+/g, '').replace('.expr', '')}`
  if (text.trim() === '') {
    const gone = path[0] === 'generated' ? ['generated'] : path
    if (!optional.has(gone.at(-1) ?? ''))
      return refuse('This cannot be empty. Type an expression, or remove the object.', id)
    return done(name, [change(withAt(r, gone, undefined) as DesignRecord)], { merge: `sql ${id} ${member}` })
  }
  const list = r.kind === 'partition' && path.length === 1
  const resolved = list ? resolveList(x, r, text) : resolve(x, r, member, text)
  if (!resolved.ok) return refuse(resolved.error, id)
  return done(name, [change(withAt(r, path, resolved.value) as DesignRecord)], {
    merge: `sql ${id} ${member}`,
  })
}

export const setDefault = (x: Context, column: Id, text: string): Attempt =>
  setSql(x, column, 'default', text)

/** Paths of the fragments that are still plain text. */
const unresolved = (tree: Tree, path: readonly string[] = []): readonly (readonly string[])[] =>
  Object.entries(tree).flatMap(([key, v]) => {
    if (!isTree(v)) return []
    const here = [...path, key]
    return isSql(v) ? (v.refs.length === 0 ? [here] : []) : unresolved(v, here)
  })

/** Sets a whole record. SQL members that are plain text are resolved; those with references stay as they are. */
export const put = (x: Context, given: DrawnObject | DesignRecord): Attempt => {
  const made = x.compiled.catalog.get(given.id)
  if (made?.why && !x.design.records.has(given.id)) return notDrawn(x, given.id)
  const { why: _why, ...record } = given as DesignRecord & { why?: unknown }
  let next: DesignRecord = tidy(record) as DesignRecord
  const old = x.design.records.get(given.id)
  const before = new Set(old ? unresolved(old).map((path) => at(old, path)) : [])
  for (const path of unresolved(next)) {
    const fragment = at(next, path) as Sql
    const resolved = resolve(x, next, path.join('.'), fragment.text[0] ?? '')
    if (resolved.ok) next = withAt(next, path, resolved.value) as DesignRecord
    // What is wrong already does not keep the other members from being set.
    else if (!before.has(fragment)) return refuse(resolved.error, given.id)
  }
  const refused = old && lostPart(x, old, next)
  if (refused) return refused
  const verb = old ? 'Change' : 'Add'
  const runs = next.kind === 'trigger' ? withRows(x, next) : undefined
  const spare = next.kind === 'trigger' ? spareRoutine(x, next) : undefined
  const changes = [next, ...(runs ? [runs] : [])].map(change)
  return done(`${verb} ${kindWord(next.kind)}`, spare ? [...changes, removal(spare.id)] : changes, {
    merge: `put ${given.id}`,
    ...(spare ? { tells: `Gone with it: ${listed(x, [spare])}, which did nothing.` } : {}),
  })
}
