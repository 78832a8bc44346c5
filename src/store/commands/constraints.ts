import { type Id, ok, type Result } from '../../base/index.ts'
import type { ExclusionElement, IndexElement } from '../../catalog/index.ts'
import { type Change, change, type DrawnOf, settingsOf } from '../../design/index.ts'
import { listItems } from '../../sql/index.ts'
import type { Attempt, Refusal } from '../types.ts'
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

type Elements = Result<readonly IndexElement[], Refusal>

/** What follows a column or an expression in an index. */
const ending = /\s+(?:(?<way>asc|desc)(?:\s+nulls\s+(?<nulls>first|last))?|nulls\s+(?<only>first|last))$/i
/** A column and its operator class; the two words are no operators after a name. */
const classed = /^(?<name>\S+)\s+(?!isnull$|notnull$)(?<opclass>[a-z_][\w.]*)$/i

/** `total`, `lower(email)`, `placed_at desc nulls last`, `email text_pattern_ops`: a column by name, else an expression. */
const element = (x: Context, table: Id, text: string): Result<IndexElement, Refusal> => {
  const own = new Map(columnsOf(x, table).map((c) => [c.name, c.id]))
  const end = ending.exec(text)
  const { way, nulls, only } = end?.groups ?? {}
  const body = (own.has(text.trim()) ? text : text.slice(0, end?.index)).trim()
  const rest: Pick<IndexElement, 'order' | 'nulls'> = {
    ...(way?.toLowerCase() === 'desc' ? { order: 'desc' } : {}),
    ...((nulls ?? only) ? { nulls: (nulls ?? only)?.toLowerCase() as 'first' | 'last' } : {}),
  }
  const column = own.get(body)
  if (column) return ok({ column, ...rest })
  const { name = '', opclass = '' } = classed.exec(body)?.groups ?? {}
  const named = own.get(name)
  if (named) return ok({ column: named, opclass, ...rest })
  const expr = expression(x, body, table)
  return expr.ok ? ok({ expr: expr.value, ...rest }) : refuse(expr.error, table)
}

/** `total, lower(email)`: columns by name, anything else as an expression. */
const indexed = (x: Context, table: Id, text: string): Elements => {
  const out: IndexElement[] = []
  for (const item of listItems(text)) {
    const made = element(x, table, item)
    if (!made.ok) return made
    out.push(made.value)
  }
  return out.length > 0 ? ok(out) : refuse('Type a column or an expression, such as `lower(email)`.', table)
}

const indexedColumns = (x: Context, table: Id, columns: readonly Id[]): Elements => {
  const found = columnsIn(x, table, columns)
  return found.ok ? ok(found.value.map((column) => ({ column }))) : found
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

interface TypedElement {
  readonly text: string
  readonly operator: string
}

/** `room with =, during with &&`: the elements, or the part that is none. */
const elementsOf = (text: string): readonly TypedElement[] | string => {
  const out: TypedElement[] = []
  for (const item of listItems(text)) {
    const m = /^(?<text>.+?)\s+with\s+(?<operator>\S+)$/is.exec(item)?.groups
    if (!m?.text || !m.operator) return item
    out.push({ text: m.text, operator: m.operator })
  }
  return out
}

type Excluded = Result<readonly ExclusionElement[], Refusal>

const excluded = (x: Context, table: Id, given: readonly TypedElement[] | string): Excluded => {
  const typed = typeof given === 'string' ? elementsOf(given) : given
  if (typeof typed === 'string')
    return refuse(
      `“${typed}” has no operator. Write each part as “column with operator”, such as “room with =, during with &&”.`,
      table,
    )
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
  return ok(elements)
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

/** More parts, as typed, for an index or an exclusion that is there. */
export const addElements = (x: Context, id: Id, text: string): Attempt => {
  const o = x.design.records.get(id)
  if (o?.kind === 'index') {
    const made = indexed(x, o.table, text)
    if (!made.ok) return made
    return done('Add to index', [change({ ...o, elements: [...o.elements, ...made.value] })])
  }
  if (o?.kind !== 'exclusion') return notDrawn(x, id)
  const made = excluded(x, o.table, text)
  if (!made.ok) return made
  const elements = [...o.elements, ...made.value]
  return done('Add to exclusion', [...extensionFor(x, o.method, elements), change({ ...o, elements })])
}

/** Sets one part of an index from text; what is not said of it stays. */
export const setElement = (x: Context, id: Id, at: number, text: string): Attempt => {
  const o = x.design.records.get(id)
  const old = o?.kind === 'index' ? o.elements[at] : undefined
  if (o?.kind !== 'index' || !old) return notDrawn(x, id)
  if (listItems(text).length > 1)
    return refuse('Type one column or expression here. Others are added below.', id)
  const made = element(x, o.table, text)
  if (!made.ok) return made
  const { column: _column, expr: _expr, order, nulls, ...named } = old
  const rest = ending.test(text)
    ? named
    : { ...named, ...(order ? { order } : {}), ...(nulls ? { nulls } : {}) }
  const elements = o.elements.map((e, i) => (i === at ? { ...rest, ...made.value } : e))
  return done('Change index', [change({ ...o, elements })], { merge: `element ${id} ${at}` })
}
