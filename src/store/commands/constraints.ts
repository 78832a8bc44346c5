import type { Id } from '../../base/index.ts'
import type { ExclusionElement } from '../../catalog/index.ts'
import { type Change, change, type DrawnOf, settingsOf } from '../../design/index.ts'
import type { Attempt } from '../types.ts'
import { type Context, columnsOf, done, notDrawn, objectFor, refuse } from './context.ts'
import { expression } from './expressions.ts'
import { columnsIn } from './keys.ts'

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

export const addIndex = (x: Context, table: Id, columns: readonly Id[]): Attempt => {
  const owner = objectFor(x, 'table', table) ?? objectFor(x, 'matview', table)
  if (!owner) return notDrawn(x, table)
  const found = columnsIn(x, table, columns)
  if (!found.ok) return found
  const elements = found.value.map((column) => ({ column }))
  const index: DrawnOf<'index'> = { kind: 'index', id: x.newId(), name: '', table: owner.id, elements }
  return done('Add index', [change(index)], { select: [index.id] })
}

/** GiST knows ranges and shapes; equality of plain values comes with btree_gist. */
const extensionFor = (
  x: Context,
  method: string,
  elements: readonly ExclusionElement[],
): readonly Change[] => {
  const equality = method === 'gist' && elements.some((e) => e.operator === '=')
  if (!equality) return []
  for (const o of x.compiled.catalog.values())
    if (o.kind === 'extension' && o.name === 'btree_gist') return []
  return [
    change({ kind: 'extension', id: x.newId(), name: 'btree_gist', schema: settingsOf(x.design).schema }),
  ]
}

/** An exclusion from elements as typed: a column's name, or an expression. */
export const addExclusion = (
  x: Context,
  table: Id,
  method: string,
  typed: readonly { readonly text: string; readonly operator: string }[],
  where?: string,
): Attempt => {
  const owner = objectFor(x, 'table', table)
  if (!owner) return notDrawn(x, table)
  if (typed.length === 0)
    return refuse('Name at least one column with its operator, such as `room =`.', table)
  const own = new Map(columnsOf(x, table).map((c) => [c.name, c.id]))
  const elements: ExclusionElement[] = []
  for (const { text, operator } of typed) {
    if (!/^[-+*/<>=~!@#%^&|`?]{1,63}$/.test(operator.trim()))
      return refuse(`“${operator}” is not an operator. Use one such as \`=\` or \`&&\`.`, table)
    const column = own.get(text.trim())
    const expr = column ? undefined : expression(x, text, table)
    if (expr && !expr.ok) return refuse(expr.error, table)
    elements.push({
      ...(column ? { column } : {}),
      ...(expr ? { expr: expr.value } : {}),
      operator: operator.trim(),
    })
  }
  const filter = where === undefined || where.trim() === '' ? undefined : expression(x, where, table)
  if (filter && !filter.ok) return refuse(filter.error, table)
  const extension = extensionFor(x, method, elements)
  const exclusion: DrawnOf<'exclusion'> = {
    kind: 'exclusion',
    id: x.newId(),
    name: '',
    table: owner.id,
    method,
    elements,
    ...(filter ? { where: filter.value } : {}),
  }
  return done('Add exclusion', [...extension, change(exclusion)], { select: [exclusion.id] })
}
