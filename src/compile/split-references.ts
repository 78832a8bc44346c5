import type { Id } from '../base/index.ts'
import { joinSql, name, type Obj, qualified, type Sql, sql, type Template } from '../catalog/index.ts'
import { carrying } from './kept-splits.ts'
import { addTrigger } from './phase-rows.ts'
import { missingIn, say } from './split-issue.ts'
import type { Split, World } from './world.ts'

type Column = Id<'column'>

const left = (w: World, split: Split | undefined, fk: Obj<'fk'>, because: Sql): void => {
  w.remove(fk.id)
  say(w, split, fk.references, fk, {
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

/** Aims the reference at the widened key, both ends. */
export const widenReference = (w: World, fk: Obj<'fk'>, columns: readonly Column[], n: number): void => {
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
  carrying(w, fk, pairs)
}
