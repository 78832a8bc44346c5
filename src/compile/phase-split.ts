import type { Id } from '../base/index.ts'
import { joinSql, name, type Obj, qualified, type Sql, sql, type Template } from '../catalog/index.ts'
import type { Add, Remedy, SplitClaim } from './claims.ts'
import { addTrigger } from './phase-rows.ts'
import { add } from './phase-tables.ts'
import type { ActiveUse } from './types.ts'
import type { DraftIssue, Split, World } from './world.ts'

type Column = Id<'column'>
type Table = Obj<'table'>

const off: Remedy = { remedy: 'off', label: 'Do not partition the table' }

/** The columns that decide about a row's partition; undefined where an expression does. */
export const splitColumns = (t: Pick<Table, 'partitionBy'> | undefined): readonly Column[] | undefined => {
  const columns = t?.partitionBy?.keys.map((k) => k.column)
  return columns?.every((c) => c !== undefined) ? (columns as readonly Column[]) : undefined
}

const say = (
  w: World,
  split: Split | undefined,
  issue: Pick<DraftIssue, 'code' | 'severity' | 'objects' | 'message'>,
  first?: Remedy,
): void => {
  w.issues.push(
    split
      ? { ...issue, use: split.active.use.id, remedies: first ? [first, off] : [off] }
      : { ...issue, waysOut: [] },
  )
}

/** A table is partitioned once: by the first use that asks. */
export const claimSplit = (w: World, active: ActiveUse, c: SplitClaim): void => {
  const t = w.get('table', c.table)
  if (!t) return
  if (t.partitionBy || w.splits.has(c.table)) {
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
  if (split?.claim.loosely) return
  say(
    w,
    split,
    {
      code: 'split/unique-across',
      severity: 'error',
      objects: [o.id, table],
      message: sql`${name(table)}: partitions are checked one by one, so ${name(o.id)} can hold within a partition only; two partitions may hold the same values.`,
    },
    split?.claim.accept,
  )
}

const missingIn = (columns: readonly Column[], has: readonly (Column | undefined)[]): readonly Column[] =>
  columns.filter((c) => !has.includes(c))

const cannotExclude = (w: World, split: Split | undefined, o: Obj<'key' | 'exclusion'>): void => {
  w.remove(o.id)
  say(w, split, {
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

const left = (w: World, split: Split | undefined, fk: Obj<'fk'>, because: Sql): void => {
  w.remove(fk.id)
  say(w, split, {
    code: 'split/reference',
    severity: 'error',
    objects: [fk.table, fk.references, fk.id],
    message: sql`${name(fk.table)} references ${name(fk.references)}, whose keys contain what it is partitioned by, ${because} The reference is left out.`,
  })
}

type Pair = readonly [Column, Column]

/** The pairs that a trigger can read: a generated value is not there yet before the row is written. */
const readable = (w: World, fk: Obj<'fk'>): readonly Pair[] =>
  fk.columns.flatMap((c, i): readonly Pair[] => {
    const r = fk.refColumns[i]
    return r && !w.get('column', c)?.generated ? [[c, r]] : []
  })

/** The row that refers carries what its parent is partitioned by; a trigger copies it where the writer does not say. */
const fill = (w: World, split: Split, fk: Obj<'fk'>, pairs: readonly Pair[]): void => {
  const [first] = pairs
  const by = readable(w, fk)
  const own = by.map(([c]) => c)
  if (!first) return
  const all = (row: string, columns: readonly Column[]): Sql =>
    joinSql(
      columns.map((c) => sql`${row}.${name(c)}`),
      ', ',
    )
  const carried = pairs.map(([c]) => c)
  addTrigger(w, split.active, {
    claim: 'trigger',
    role: `carry:${fk.id}`,
    label: sql`carry_${name(fk.id)}`,
    rank: 4,
    table: fk.table,
    timing: 'before',
    events: ['insert', 'update'],
    of: [...own, ...carried],
    when: joinSql(
      own.map((c) => sql`new.${name(c)} is not null`),
      ' and ',
    ),
    definer: true,
    body: sql`
begin
  if tg_op = 'UPDATE' then
    if (${all('new', own)}) is not distinct from (${all('old', own)}) then
      return new;
    end if;
  elsif new.${name(first[0])} is not null then
    return new;
  end if;
  select ${joinSql(
    pairs.map(([, r]) => sql`p.${name(r)}`),
    ', ',
  )} into ${all('new', carried)}
  from ${qualified(fk.references)} p where ${joinSql(
    by.map(([c, r]) => sql`p.${name(r)} = new.${name(c)}`),
    ' and ',
  )}
  limit 1;
  if not found then
    raise exception using errcode = '23503', message = 'The row references a row that does not exist.';
  end if;
  return new;
end
`,
    comment: 'Copies what the referenced table is partitioned by.',
  })
}

const carryColumn = (w: World, split: Split, fk: Obj<'fk'>, r: Column, n: number): Column | undefined => {
  const { use } = split.active
  const role = `carry:${fk.id}:${r}`
  const id = use.idOf<'column'>(role)
  const parent = w.get('column', r)
  const first = fk.columns.find((c) => c !== w.scopes.get(fk.table)) ?? fk.columns[0]
  if (!parent || !first) return undefined
  const drawn = w.get('column', id)
  w.put({
    kind: 'column',
    id,
    name: drawn?.name ?? '',
    table: fk.table,
    rank: drawn?.rank ?? `~zz${n.toString(36).padStart(4, '0')}`,
    type: parent.type,
    ...(fk.columns.every((c) => isRequired(w, fk.table, c)) ? { notNull: true } : {}),
    comment: 'What the referenced row is partitioned by; copied from it.',
    why: { use: use.id, role },
  })
  if (!drawn) w.names.set(id, sql`${name(first)}_${name(r)}` as Template)
  return id
}

const isRequired = (w: World, table: Id, column: Column): boolean =>
  w.get('column', column)?.notNull === true || w.primaryKey(table)?.columns.includes(column) === true

const clears = (action: string | undefined): boolean => action === 'set null' || action === 'set default'

/** Aims the reference at the widened key, both ends. */
const widenReference = (w: World, fk: Obj<'fk'>, columns: readonly Column[], n: number): void => {
  const split = w.splits.get(fk.references)
  const missing = missingIn(columns, fk.refColumns)
  if (missing.length === 0) return
  const because = cannotCarry(w, split, fk)
  if (because || !split) left(w, split, fk, because ?? sql``)
  else carry(w, split, fk, missing, n)
}

const cannotCarry = (w: World, split: Split | undefined, fk: Obj<'fk'>): Sql | undefined => {
  if (fk.period) return sql`which a reference to a period cannot.`
  if (!split) return sql`and does not have those columns.`
  if (readable(w, fk).length === 0) return sql`and names a row by generated values only.`
  const owned = w.all('rows').some((r) => r.table === fk.table)
  return owned ? sql`which its reference rows do not have.` : undefined
}

const carry = (w: World, split: Split, fk: Obj<'fk'>, missing: readonly Column[], n: number): void => {
  const pairs = missing.flatMap((r, i): readonly Pair[] => {
    const c = carryColumn(w, split, fk, r, n * 10 + i)
    return c ? [[c, r]] : []
  })
  fill(w, split, fk, pairs)
  const carried = pairs.map(([c]) => c)
  // PostgreSQL cascades no update into generated columns: there a parent with children stays where it is.
  const generated = fk.columns.some((c) => w.get('column', c)?.generated)
  w.put({
    ...fk,
    columns: [...fk.columns, ...carried],
    refColumns: [...fk.refColumns, ...pairs.map(([, r]) => r)],
    ...(fk.onUpdate || generated ? {} : { onUpdate: 'cascade' }),
    ...(clears(fk.onDelete) && fk.setColumns ? { setColumns: [...fk.setColumns, ...carried] } : {}),
  })
}

const onExpression = (w: World, t: Table): void => {
  const keys = [
    ...w.of('key', t.id),
    ...w.of('index', t.id).filter((i) => i.unique),
    ...w.of('exclusion', t.id),
  ]
  for (const k of keys) {
    w.remove(k.id)
    say(w, w.splits.get(t.id), {
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
