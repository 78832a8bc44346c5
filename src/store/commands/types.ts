import type { Id } from '../../base/index.ts'
import { change, type RecordOf } from '../../design/index.ts'
import { parseDataType } from '../../sql/index.ts'
import type { Attempt } from '../types.ts'
import { tidy } from './columns.ts'
import { type Context, done, each, need, refuse } from './context.ts'
import { expression } from './expressions.ts'
import { parseTypeText, userType } from './typetext.ts'

type Typed = RecordOf<'column' | 'domain'>

const setOf = (x: Context, r: Typed, text: string): Attempt => {
  const read = parseTypeText(x, text, text.trim() === '' ? undefined : r.type)
  if (!read.ok) return refuse(read.error, r.id)
  const { type, notNull, identity, default: typed } = read.value
  if ('type' in type && type.type === r.id) return refuse('A domain cannot stand on itself.', r.id)
  if (identity && r.kind === 'domain')
    return refuse('A domain has no sequence of its own. Use integer or bigint.', r.id)
  const next = { ...r, type }
  const table = r.kind === 'column' ? r.table : undefined
  const fallback = typed === undefined ? undefined : expression(x, typed, table, next)
  if (fallback && !fallback.ok) return refuse(fallback.error, r.id)
  const record = {
    ...next,
    ...(notNull === undefined ? {} : { notNull }),
    ...(identity ? { identity } : {}),
    ...(fallback ? { default: fallback.value } : {}),
  }
  return done('Change type', [change(tidy(record))], { merge: `type ${r.id}` })
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

/** The type of a column, a domain or a parameter from text; `!` and `?` set nullability, without them it stays. */
export const setColumnType = (x: Context, id: Id, text: string): Attempt => {
  for (const r of each(x.design, 'routine'))
    if (r.params.some((p) => p.id === id)) return setOfParameter(x, r, id, text)
  const domain = need(x, 'domain', id)
  const typed = domain.ok ? domain : need(x, 'column', id)
  return typed.ok ? setOf(x, typed.value, text) : typed
}
