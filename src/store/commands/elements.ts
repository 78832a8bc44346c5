import { type Id, ok, type Result } from '../../base/index.ts'
import type { Element, ExclusionElement, IndexElement } from '../../catalog/index.ts'
import { change } from '../../design/index.ts'
import { listItems } from '../../sql/index.ts'
import type { Attempt, Command, Refusal } from '../types.ts'
import { type Context, columnsOf, done, notDrawn, refuse } from './context.ts'
import { expression } from './expressions.ts'
import { columnsIn } from './keys.ts'
import { comparing } from './opclasses.ts'

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
export const indexed = (x: Context, table: Id, text: string): Elements => {
  const out: IndexElement[] = []
  for (const item of listItems(text)) {
    const made = element(x, table, item)
    if (!made.ok) return made
    out.push(made.value)
  }
  return out.length > 0 ? ok(out) : refuse('Type a column or an expression, such as `lower(email)`.', table)
}

export const indexedColumns = (x: Context, table: Id, columns: readonly Id[]): Elements => {
  const found = columnsIn(x, table, columns)
  return found.ok ? ok(found.value.map((column) => ({ column }))) : found
}

export interface TypedElement {
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

export const excluded = (x: Context, table: Id, given: readonly TypedElement[] | string): Excluded => {
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
  return done('Add to exclusion', [change({ ...o, elements })])
}

interface Replaced<E> {
  readonly elements: readonly E[]
  readonly says: Pick<Command, 'says'>
}

/** The parts with another at a place, which compares as the one before did where that fits it. */
const replaced = <E extends Element>(x: Context, all: readonly E[], at: number, now: E): Replaced<E> => {
  const { kept, says } = comparing(x, all[at] ?? now, now)
  const elements = all.map((e, i) => (i === at ? { ...kept, ...now } : e))
  return { elements, says: says === undefined ? {} : { says } }
}

/** Sets one part of an index, or of an exclusion with its operator, from text; what is not said of it stays. */
export const setElement = (x: Context, id: Id, at: number, text: string, operator = ''): Attempt => {
  const o = x.design.records.get(id)
  if (o?.kind !== 'index' && o?.kind !== 'exclusion') return notDrawn(x, id)
  if (!o.elements[at]) return notDrawn(x, id)
  if (listItems(text).length !== 1)
    return refuse('Type one column or expression here. Others are added below.', id)
  const merge = `element ${id} ${at}`
  if (o.kind === 'exclusion') {
    const made = excluded(x, o.table, [{ text, operator }])
    if (!made.ok) return made
    const { elements, says } = replaced(x, o.elements, at, { ...made.value[0], operator: operator.trim() })
    return done('Change exclusion', [change({ ...o, elements })], { merge, ...says })
  }
  const made = element(x, o.table, text)
  if (!made.ok) return made
  const { order, nulls } = o.elements[at]
  const rest = ending.test(text) ? {} : { ...(order ? { order } : {}), ...(nulls ? { nulls } : {}) }
  const { elements, says } = replaced(x, o.elements, at, { ...rest, ...made.value })
  return done('Change index', [change({ ...o, elements })], { merge, ...says })
}
