import type { Id } from '../base/index.ts'
import { name, type Obj, sql } from '../catalog/index.ts'
import type { Add, SplitClaim } from './claims.ts'
import { showSplits } from './kept-splits.ts'
import { add } from './phase-tables.ts'
import { missingIn, off, say, splitColumns } from './split-issue.ts'
import { widenReference } from './split-references.ts'
import type { ActiveUse } from './types.ts'
import type { Split, World } from './world.ts'

type Column = Id<'column'>
type Table = Obj<'table'>

/** A table is partitioned once: by the first use that asks. */
export const claimSplit = (w: World, active: ActiveUse, c: SplitClaim): void => {
  const t = w.get('table', c.table)
  if (!t) return
  if (t.partitionBy || w.splits.has(c.table) || w.keptSplits.has(c.table)) {
    w.issues.push({
      code: 'split/twice',
      severity: 'error',
      use: active.use.id,
      objects: [c.table],
      message: sql`${name(c.table)} is partitioned already, and a table is partitioned in one way only. Keep one of the two.`,
      remedies: [off],
    })
    return
  }
  w.splits.set(c.table, { active, claim: c })
  if (!c.outside)
    w.put({ ...t, partitionBy: { method: c.method, keys: c.columns.map((column) => ({ column })) } })
}

/** Partitions of a use that did not get to partition the table are left out with it. */
export const addPartition = (w: World, active: ActiveUse, c: Add<'partition'>): void => {
  if (w.splits.get(c.table)?.active.use.id === active.use.id) add(w, active, c)
}

const given = /uuid|nextval|gen_random/i

/** Values that no two rows share, whatever partition they are in. */
const handsOut = (w: World, column: Column): boolean => {
  const c = w.get('column', column)
  return c?.identity !== undefined || (c?.default?.text.some((t) => given.test(t)) ?? false)
}

const weaker = (
  w: World,
  split: Split | undefined,
  o: Obj<'key' | 'index'>,
  columns: readonly Column[],
): void => {
  const table = o.table as Id<'table'>
  const primary = w.primaryKey(table)
  const own = columns.some((c) => handsOut(w, c))
  if (own || (o.kind === 'key' && o.primary)) return
  if (
    primary?.columns.every(
      (c) =>
        columns.includes(c) || (splitColumns(w.get('table', table)) ?? split?.claim.columns)?.includes(c),
    )
  )
    return
  if (split?.claim.loosely || w.keptSplits.has(table)) return
  say(
    w,
    split,
    table,
    o,
    {
      code: 'split/unique-across',
      severity: 'error',
      objects: [o.id, table],
      message: sql`${name(table)}: partitions are checked one by one, so ${name(o.id)} can hold within a partition only; two partitions may hold the same values.`,
    },
    split?.claim.accept,
  )
}

const cannotExclude = (w: World, split: Split | undefined, o: Obj<'key' | 'exclusion'>): void => {
  w.remove(o.id)
  say(w, split, o.table, o, {
    code: 'split/overlaps',
    severity: 'error',
    objects: [o.table, o.id],
    message:
      w.settings.target < 17
        ? sql`${name(o.table)}: before PostgreSQL 17 a partitioned table has no exclusion constraints, so overlaps would be taken. The constraint is left out.`
        : sql`${name(o.table)}: overlaps are refused within one partition only, and rows that overlap may be in two. The constraint is left out.`,
  })
}

const widenTable = (w: World, t: Table, columns: readonly Column[]): void => {
  const split = w.splits.get(t.id)
  for (const k of w.of('key', t.id)) {
    const missing = missingIn(columns, k.columns)
    if (missing.length === 0) continue
    if (k.withoutOverlaps) {
      cannotExclude(w, split, k)
      continue
    }
    weaker(w, split, k, k.columns)
    w.put({ ...k, columns: [...k.columns, ...missing] })
  }
  for (const i of w.of('index', t.id)) {
    const has = i.elements.map((e) => e.column)
    const missing = i.unique ? missingIn(columns, has) : []
    if (missing.length === 0) continue
    weaker(
      w,
      split,
      i,
      has.flatMap((c) => c ?? []),
    )
    w.put({ ...i, elements: [...i.elements, ...missing.map((column) => ({ column }))] })
  }
  for (const e of w.of('exclusion', t.id)) {
    const has = e.elements.map((x) => (x.operator === '=' ? x.column : undefined))
    if (w.settings.target < 17 || missingIn(columns, has).length > 0) cannotExclude(w, split, e)
  }
  for (const c of w.of('check', t.id)) {
    const { noInherit, ...rest } = c
    if (noInherit) w.put(rest)
  }
}

const onExpression = (w: World, t: Table): void => {
  const keys = [
    ...w.of('key', t.id),
    ...w.of('index', t.id).filter((i) => i.unique),
    ...w.of('exclusion', t.id),
  ]
  for (const k of keys) {
    w.remove(k.id)
    say(w, w.splits.get(t.id), t.id, k, {
      code: 'split/key-on-expression',
      severity: 'error',
      objects: [k.id, t.id],
      message: sql`${name(t.id)} is partitioned by an expression, so no key can tell its rows apart across partitions. ${name(k.id)} is left out.`,
    })
  }
}

/**
 * PostgreSQL checks uniqueness partition by partition, so that every key of a partitioned table has to contain what
 * the table is partitioned by, and so does every reference to one.
 */
export const sealSplits = (w: World): void => {
  showSplits(w)
  const columnsOf = (t: Table): readonly Column[] | undefined =>
    t.partitionBy ? splitColumns(t) : w.splits.get(t.id)?.claim.columns
  const split = w.all('table').filter((t) => t.partitionBy || w.splits.has(t.id))
  for (const t of split) {
    const columns = columnsOf(t)
    if (columns) widenTable(w, t, columns)
    else onExpression(w, t)
  }
  for (const t of split) {
    const columns = columnsOf(t)
    w.referencesTo(t.id).forEach((fk, n) => {
      if (columns) widenReference(w, fk, columns, n)
    })
  }
}

/** What triggers of a partitioned table cannot have. */
export const checkSplits = (w: World): void => {
  for (const t of w.all('table')) {
    if (!t.partitionBy) continue
    for (const g of w.of('trigger', t.id)) {
      if (g.statement || (g.oldTable === undefined && g.newTable === undefined)) continue
      w.remove(g.id)
      w.issues.push({
        code: 'split/transition-table',
        severity: 'error',
        objects: [g.id, t.id],
        ...(g.why ? { use: g.why.use, remedies: [{ remedy: 'off', label: 'Switch it off' } as const] } : {}),
        message: sql`${name(t.id)} is partitioned: a trigger for each row cannot have transition tables there. ${name(g.id)} is left out.`,
      })
    }
  }
}
