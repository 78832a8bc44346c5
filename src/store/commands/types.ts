import type { Id } from '../../base/index.ts'
import { change, type RecordOf } from '../../design/index.ts'
import { parseDataType } from '../../sql/index.ts'
import type { Attempt } from '../types.ts'
import { type Context, done, each, need, refuse } from './context.ts'
import { expression } from './expressions.ts'
import { tidy } from './tidy.ts'
import { shaped, typedColumns } from './typed-column.ts'
import { parseTypeText, type TypeText, userType } from './typetext.ts'

const setOfDomain = (x: Context, r: RecordOf<'domain'>, said: TypeText): Attempt => {
  const { type, notNull, default: typed, collation } = said
  if ('type' in type && type.type === r.id) return refuse('A domain cannot stand on itself.', r.id)
  if (said.identity) return refuse('A domain has no sequence of its own. Use integer or bigint.', r.id)
  if (said.generated || said.constraints.length > 0)
    return refuse('A domain takes a type, NOT NULL and a default here. Leave out the rest.', r.id)
  const next = { ...r, type }
  const fallback = typed === undefined ? undefined : expression(x, typed, undefined, next)
  if (fallback && !fallback.ok) return refuse(fallback.error, r.id)
  const record = {
    ...next,
    ...(notNull === undefined ? {} : { notNull }),
    ...(collation === undefined ? {} : { collation }),
    ...(fallback ? { default: fallback.value } : {}),
  }
  return done('Change type', [change(tidy(record))], { merge: `type ${r.id}` })
}

const setOf = (x: Context, r: RecordOf<'column' | 'domain'>, text: string): Attempt => {
  const read = parseTypeText(x, text, text.trim() === '' ? undefined : r.type)
  if (!read.ok) return refuse(read.error, r.id)
  if (r.kind === 'domain') return setOfDomain(x, r, read.value)
  const column = { column: shaped(r, read.value), said: read.value }
  return typedColumns(x, [column], 'Change type', { merge: `type ${r.id}` })
}

/** A parameter may be of any type that PostgreSQL knows, a table's rows and anyelement included. */
const setOfParameter = (x: Context, r: RecordOf<'routine'>, id: Id, text: string): Attempt => {
  const read = parseDataType(text, (name, schema) => userType(x, name, schema))
  if (!read.ok) return refuse(read.error, r.id)
  if (read.value.notNull) return refuse('A parameter has a type alone. Remove what follows it.', r.id)
  const { type } = read.value
  const params = r.params.map((p) => (p.id === id ? { ...p, type } : p))
  return done('Change type', [change({ ...r, params })], { merge: `type ${id}` })
}

/**
 * The type of a column, a domain or a parameter from text; `!` and `?` set nullability, without them it stays. Of a column
 * it may be anything that stands behind its name in SQL.
 */
export const setColumnType = (x: Context, id: Id, text: string): Attempt => {
  for (const r of each(x.design, 'routine'))
    if (r.params.some((p) => p.id === id)) return setOfParameter(x, r, id, text)
  const domain = need(x, 'domain', id)
  const typed = domain.ok ? domain : need(x, 'column', id)
  return typed.ok ? setOf(x, typed.value, text) : typed
}
