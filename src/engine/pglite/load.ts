import type { Id } from '../../base/index.ts'
import type { Catalog } from '../../catalog/index.ts'
import type { Emitted } from '../../sql/index.ts'
import type { LoadError } from '../types.ts'
import type { Amendment } from './amend.ts'
import { applyAll, asLoadError, type Placed } from './apply.ts'
import { otherRoles } from './clean.ts'
import { availableExtensions } from './gaps.ts'
import type { Link } from './link.ts'
import { ident, owner, superuser } from './names.ts'

/** May become the design's roles, without having their rights or being bound by their policies. */
const grantRoles = async (link: Link): Promise<void> => {
  const roles = await otherRoles(link)
  if (roles.length > 0)
    await link.must(`grant ${roles.map(ident).join(', ')} to ${owner} with inherit false, set true`)
}

const become = (link: Link, who: string): Promise<unknown> =>
  link.must(`set local session authorization ${who}`)

/** Statements in runs of the same role: what concerns an extension is the superuser's. */
const runsOf = (
  list: readonly Placed[],
  isExtension: (p: Placed) => boolean,
): readonly (readonly Placed[])[] => {
  const runs: Placed[][] = []
  for (const p of list) {
    const last = runs.at(-1)
    const first = last?.[0]
    if (last && first && isExtension(first) === isExtension(p)) last.push(p)
    else runs.push([p])
  }
  return runs
}

interface Split {
  readonly admin: readonly Placed[]
  readonly inside: readonly Placed[]
  readonly alone: readonly Placed[]
}

const creates = /^\s*create\s+extension\b/i

const split = (catalog: Catalog, emitted: Emitted, done: ReadonlySet<Id>, rows: boolean): Split => {
  const skip = ({ statement: s }: Placed): boolean => {
    const o = catalog.get(s.object)
    if (o?.kind === 'rows') return !rows
    if (o?.kind !== 'extension') return false
    return !availableExtensions.has(o.name) || (done.has(o.id) && creates.test(s.sql))
  }
  const all = emitted.statements.map((statement, at) => ({ statement, at })).filter((p) => !skip(p))
  return {
    admin: all.filter((p) => p.statement.admin),
    inside: all.filter((p) => !p.statement.admin && !p.statement.alone),
    alone: all.filter((p) => !p.statement.admin && p.statement.alone),
  }
}

const applyInside = async (
  link: Link,
  catalog: Catalog,
  list: readonly Placed[],
): Promise<readonly LoadError[]> => {
  const isExtension = (p: Placed): boolean => catalog.get(p.statement.object)?.kind === 'extension'
  const errors: LoadError[] = []
  for (const run of runsOf(list, isExtension)) {
    const first = run[0]
    await become(link, first && isExtension(first) ? superuser : owner)
    errors.push(...(await applyAll(link, run)))
  }
  return errors
}

/** Deferred constraints would speak at COMMIT; asked here, so that the verdict has them. */
const deferred = async (link: Link): Promise<readonly LoadError[]> => {
  await link.must('savepoint deferred')
  const r = await link.attempt('set constraints all immediate')
  await link.must(`${r.ok ? '' : 'rollback to savepoint deferred;'} release savepoint deferred`)
  if (r.ok) return []
  const { sql: _, ...error } = r.error
  return [error]
}

const applyAlone = async (link: Link, list: readonly Placed[]): Promise<readonly LoadError[]> => {
  const errors: LoadError[] = []
  await link.must(`set session authorization ${owner}`)
  for (const p of list) {
    const r = await link.attempt(p.statement.sql)
    if (!r.ok) errors.push(asLoadError(r.error, p))
  }
  await link.home()
  return errors
}

export interface Loaded {
  readonly errors: readonly LoadError[]
  /** The design lies in a transaction that was not committed yet. */
  readonly open: boolean
}

/**
 * Applies the design to an empty database. The transaction stays open: until something else is asked of the
 * database, the next load takes this one back by ROLLBACK, which is several times faster than dropping it.
 * `rows` false leaves reference rows out.
 */
export const applyDesign = async (
  link: Link,
  catalog: Catalog,
  emitted: Emitted,
  done: ReadonlySet<Id>,
  rows = true,
): Promise<Loaded> => {
  const { admin, inside, alone } = split(catalog, emitted, done, rows)
  await link.must('begin')
  const errors = [...(await applyAll(link, admin))]
  await grantRoles(link)
  errors.push(...(await applyInside(link, catalog, inside)))
  await become(link, superuser)
  const late = rows ? await deferred(link) : []
  if (late.length > 0) {
    // Rows that break a deferred constraint could never be committed, so the design is held without them.
    await link.home()
    const without = await applyDesign(link, catalog, emitted, done, false)
    return { ...without, errors: [...without.errors, ...late] }
  }
  if (alone.length === 0) return { errors, open: true }
  await link.must('commit')
  return { errors: [...errors, ...(await applyAlone(link, alone))], open: false }
}

/**
 * Changes the design inside the open transaction, which stays open. False where anything was refused: the
 * transaction is then as it was before.
 */
export const amendDesign = async (link: Link, catalog: Catalog, change: Amendment): Promise<boolean> => {
  await link.must('savepoint amended')
  await become(link, owner)
  const dropped = change.drops.length === 0 || (await link.attempt(change.drops.join('\n'))).ok
  const made = dropped && (await applyInside(link, catalog, change.makes)).length === 0
  if (made) {
    await become(link, superuser)
    if ((await deferred(link)).length === 0) {
      await link.must('release savepoint amended')
      return true
    }
  }
  await link.must('rollback to savepoint amended; release savepoint amended')
  return false
}
