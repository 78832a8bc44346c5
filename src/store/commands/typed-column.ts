import { equal, type Id } from '../../base/index.ts'
import type { Obj } from '../../catalog/index.ts'
import { applyChanges, type Change, change, type DrawnOf, settingsOf } from '../../design/index.ts'
import type { SaidCheck, SaidConstraint, SaidKey, SaidReference } from '../../sql/index.ts'
import type { Attempt } from '../types.ts'
import { addCheck } from './constraints.ts'
import { type Context, done, each, label, refuse } from './context.ts'
import { expression } from './expressions.ts'
import { addKey, keysOf } from './keys.ts'
import { bearer } from './names.ts'
import { parentOf } from './parent-column.ts'
import { addForeignKey } from './references.ts'
import { tidy } from './tidy.ts'
import type { TypeText } from './typetext.ts'

type Column = DrawnOf<'column'>
/** A column with what was typed behind its name. */
export interface Typed {
  readonly column: Column
  readonly said: TypeText
}

/** The design as it is once the changes are made, before patterns see them. */
const after = (x: Context, changes: readonly Change[]): Context => {
  const catalog = new Map<Id, Obj>(x.compiled.catalog)
  for (const { id, to } of changes) if (to) catalog.set(id, to as Obj)
  return {
    ...x,
    design: applyChanges(x.design, changes).design,
    compiled: { ...x.compiled, catalog },
  }
}

/** Its type and signs, without what is SQL of its own. */
export const shaped = (column: Column, said: TypeText): Column =>
  tidy({
    ...column,
    type: said.type,
    ...(said.notNull === undefined ? {} : { notNull: said.notNull }),
    ...(said.identity ? { identity: said.identity, notNull: true } : {}),
    ...(said.collation === undefined ? {} : { collation: said.collation }),
  })

/** With its default or its generation, which are resolved against the table. */
const valued = (x: Context, column: Column, said: TypeText): Attempt => {
  const { default: fallback, generated } = said
  const value = fallback === undefined ? undefined : expression(x, fallback, column.table, column)
  if (value && !value.ok) return refuse(value.error, column.id)
  const expr = generated && expression(x, generated.expr, column.table)
  if (expr && !expr.ok) return refuse(expr.error, column.id)
  // Before 18 every generated column is stored; from then on one that says nothing is virtual.
  const virtual = generated?.virtual ?? settingsOf(x.design).target >= 18
  const next: Column = {
    ...column,
    ...(value ? { default: value.value } : {}),
    ...(expr ? { generated: { expr: expr.value, ...(virtual ? { virtual } : {}) } } : {}),
  }
  const filled = [next.default, next.identity, next.generated].filter((v) => v !== undefined)
  if (filled.length > 1)
    return refuse(
      `${label(x, column.id)} can have one of a default, an identity and a generated value. Leave out or take away the others.`,
      column.id,
    )
  return done('Change column', [change(next)])
}

const called = <S extends SaidConstraint>(said: S): { readonly name?: string } =>
  said.name === undefined ? {} : { name: said.name }

/** What was found already or made, with the name and what else was said of it. */
const saying = (x: Context, attempt: Attempt, more: object): Attempt => {
  const [first] = attempt.ok ? attempt.value.changes : []
  if (!attempt.ok || !first?.to) return attempt
  const record = { ...first.to, ...more } as DrawnOf<'key'>
  const other = record.name === '' ? undefined : bearer(x, record, record.name)
  if (other) return refuse(`There is a ${other} called \`${record.name}\` here already. Choose another name.`)
  return {
    ok: true,
    value: { ...attempt.value, changes: [change(record), ...attempt.value.changes.slice(1)] },
  }
}

const keyed = (x: Context, c: Column, said: SaidKey): Attempt => {
  const { kind: _kind, name: _name, ...more } = said
  const same = keysOf(x, c.table).find(
    (k) =>
      k.columns.length === 1 &&
      k.columns[0] === c.id &&
      k.nullsNotDistinct === said.nullsNotDistinct &&
      k.deferrable === said.deferrable &&
      (k.primary === said.primary || k.primary === true),
  )
  // As PostgreSQL does: one key of two that are alike, which takes the name that either has.
  if (same) return saying(x, done('', [change(same)]), same.name === '' ? called(said) : {})
  return saying(x, addKey(x, c.table, [c.id], said.primary ?? false), { ...more, ...called(said) })
}

const checked = (x: Context, c: Column, said: SaidCheck, before: Context): Attempt => {
  const { noInherit } = said
  const made = saying(x, addCheck(x, c.table, said.expr), {
    ...(noInherit ? { noInherit } : {}),
    ...called(said),
  })
  const [check] = made.ok ? made.value.changes : []
  if (check?.to?.kind !== 'check') return made
  const { id: _id, ...own } = check.to
  for (const old of each(before.design, 'check')) {
    const { id: _old, name, ...rest } = old
    const named = own.name === '' || own.name === name
    if (named && equal({ ...rest, name: own.name }, own)) return done('', [])
  }
  return made
}

const referring = (x: Context, c: Column, said: SaidReference, before: Context): Attempt => {
  const parent = parentOf(x, said)
  if (!parent.ok) return refuse(parent.error, c.id)
  const stray = said.setColumns?.find((n) => n !== c.name)
  if (stray !== undefined)
    return refuse(`\`${stray}\` is not part of this foreign key. Leave it out of its parentheses.`, c.id)
  const { kind: _kind, name: _name, schema: _schema, table: _table, column: _column, ...rest } = said
  const { setColumns, ...plain } = rest
  const actions = { ...plain, ...(setColumns ? { setColumns: [c.id] } : {}) }
  const { table, id } = parent.value
  for (const f of each(before.design, 'fk')) {
    const same = f.columns.length === 1 && f.columns[0] === c.id && f.refColumns[0] === id
    if (same && f.references === table)
      return saying(x, done('', [change(f)]), { ...actions, ...called(said) })
  }
  return saying(x, addForeignKey(x, c.table, [c.id], table, [id], actions), called(said))
}

/** Keys before what may point at them; a primary key before a unique constraint that says no more than it. */
const order = (s: SaidConstraint): number =>
  s.kind === 'key' ? (s.primary ? 0 : 1) : s.kind === 'check' ? 2 : 3

/**
 * The columns with all that was said of them, in one step. An expression may name any of them, a reference any of
 * their keys. What is there already is not made twice.
 */
export const typedColumns = (
  x: Context,
  columns: readonly Typed[],
  name: string,
  more: { readonly select?: readonly Id[]; readonly merge?: string },
): Attempt => {
  const made = new Map<Id, Change>()
  let now = x
  const keep = (changes: readonly Change[]): void => {
    for (const c of changes) made.set(c.id, c)
    now = after(now, changes)
  }
  keep(columns.map((c) => change(c.column)))
  const values: Change[] = []
  for (const { column, said } of columns) {
    const one = valued(now, column, said)
    if (!one.ok) return one
    values.push(...one.value.changes)
  }
  keep(values)
  const constraints = columns.flatMap(({ column, said }) =>
    said.constraints.map((s) => ({ column, said: s })),
  )
  for (const { column, said } of constraints.sort((a, b) => order(a.said) - order(b.said))) {
    const one =
      said.kind === 'key'
        ? keyed(now, column, said)
        : said.kind === 'check'
          ? checked(now, column, said, x)
          : referring(now, column, said, x)
    if (!one.ok) return one
    keep(one.value.changes)
  }
  return done(name, [...made.values()], more)
}
