import type { Id } from '../../base/index.ts'
import { change, type DrawnOf } from '../../design/index.ts'
import type { Attempt } from '../types.ts'
import { type Context, done, notDrawn, objectFor, refuse } from './context.ts'
import { excluded, indexed, indexedColumns, type TypedElement } from './elements.ts'
import { expression } from './expressions.ts'

export const addCheck = (x: Context, table: Id, text: string): Attempt => {
  const owner = objectFor(x, 'table', table)
  if (!owner) return notDrawn(x, table)
  if (text.trim() === '') return refuse('Type a condition, such as `price >= 0`.', table)
  const expr = expression(x, text, table)
  if (!expr.ok) return refuse(expr.error, table)
  const check: DrawnOf<'check'> = {
    kind: 'check',
    id: x.newId(),
    name: '',
    table: owner.id,
    expr: expr.value,
  }
  return done('Add check', [change(check)], { select: [check.id] })
}

export const addIndex = (x: Context, table: Id, given: readonly Id[] | string): Attempt => {
  const owner = objectFor(x, 'table', table) ?? objectFor(x, 'matview', table)
  if (!owner) return notDrawn(x, table)
  const made = typeof given === 'string' ? indexed(x, table, given) : indexedColumns(x, table, given)
  if (!made.ok) return made
  const elements = made.value
  const index: DrawnOf<'index'> = { kind: 'index', id: x.newId(), name: '', table: owner.id, elements }
  return done('Add index', [change(index)], { select: [index.id] })
}

/** An exclusion from elements as typed: a column's name, or an expression. */
export const addExclusion = (
  x: Context,
  table: Id,
  method: string,
  given: readonly TypedElement[] | string,
  where?: string,
): Attempt => {
  const owner = objectFor(x, 'table', table)
  if (!owner) return notDrawn(x, table)
  const made = excluded(x, table, given)
  if (!made.ok) return made
  const elements = made.value
  const filter = where === undefined || where.trim() === '' ? undefined : expression(x, where, table)
  if (filter && !filter.ok) return refuse(filter.error, table)
  const exclusion: DrawnOf<'exclusion'> = {
    kind: 'exclusion',
    id: x.newId(),
    name: '',
    table: owner.id,
    method,
    elements,
    ...(filter ? { where: filter.value } : {}),
  }
  return done('Add exclusion', [change(exclusion)], { select: [exclusion.id] })
}
