import { err, type Id, ok, type Result } from '../../base/index.ts'
import type { AnyPattern } from '../../compile/index.ts'
import type { Json } from '../../design/index.ts'
import { type OptionSchema, optionsSchema } from '../options-schema.ts'
import type { Context } from './context.ts'
import { expression, query } from './expressions.ts'

type Record = Readonly<{ [key: string]: Json }>
type Resolved = Result<Json | undefined, string>

const isRecord = (v: Json): v is Record => typeof v === 'object' && v !== null && !Array.isArray(v)

const sqlText = (x: Context, schema: OptionSchema, text: string, table: Id | undefined): Resolved => {
  if (text.trim() === '') return ok(undefined)
  const resolved = schema.editor === 'expression' ? expression(x, text, table) : query(x, text)
  if (!resolved.ok) return resolved
  const { text: parts, refs, opaque } = resolved.value
  return ok({
    text: [...parts],
    refs: refs.map((r) => ({ id: r.id, as: r.as })),
    ...(opaque ? { opaque } : {}),
  })
}

const walk = (x: Context, schema: OptionSchema | undefined, value: Json, table: Id | undefined): Resolved => {
  if (!schema) return ok(value)
  if (schema.editor === 'sql' || schema.editor === 'expression')
    return typeof value === 'string' ? sqlText(x, schema, value, table) : ok(value)
  if (Array.isArray(value)) {
    const out: Json[] = []
    for (const v of value as readonly Json[]) {
      const r = walk(x, schema.items, v, table)
      if (!r.ok) return r
      if (r.value !== undefined) out.push(r.value)
    }
    return ok(out)
  }
  return isRecord(value) ? walkRecord(x, schema.properties ?? {}, value, table) : ok(value)
}

const walkRecord = (
  x: Context,
  properties: Readonly<{ [key: string]: OptionSchema }>,
  value: Record,
  table: Id | undefined,
): Result<Record, string> => {
  const out: { [key: string]: Json } = {}
  for (const [k, v] of Object.entries(value)) {
    const r = walk(x, properties[k], v, table)
    if (!r.ok) return r
    if (r.value !== undefined) out[k] = r.value
  }
  return ok(out)
}

/**
 * Options in which SQL that is still text has references in place of names, where the pattern's schema asks for SQL.
 * Empty SQL is left out.
 */
export const resolveSqlOptions = (
  x: Context,
  pattern: AnyPattern,
  options: Record,
  target: Id | undefined,
): Result<Record, string> => {
  const o = target === undefined ? undefined : x.compiled.catalog.get(target)
  const table = o?.kind === 'column' ? o.table : o?.kind === 'table' ? o.id : undefined
  const resolved = walkRecord(x, optionsSchema(pattern).properties ?? {}, options, table)
  return resolved.ok ? resolved : err(`${pattern.manifest.title}: ${resolved.error}`)
}
