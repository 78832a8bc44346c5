import * as z from 'zod/mini'
import type { Id } from '../base/index.ts'
import type { Json } from './types.ts'

// zod otherwise compiles its object parsers with `new Function`, which the page's content policy forbids.
z.config({ jitless: true })

/** `author.counter` or `pattern@target#n`, and `/role` after either for what a pattern use made. */
export const idPattern =
  /^(?:[a-z][0-9a-z]{7}\.(?:0|[1-9a-z][0-9a-z]{0,7})(?:\/[^\s\p{Cc}]{1,2000})?|[a-z][0-9a-z-]*@[^\s\p{Cc}]{1,2000})$/u
export const authorPattern = /^[a-z][0-9a-z]{7}$/

export const anyId = z.string().check(z.regex(idPattern, 'id'))
/** The kinds of ids differ only at compile time. */
export const id = <K extends string>() => anyId as unknown as z.ZodMiniType<Id<K>, Id<K>>
export const ids = <K extends string>() => z.array(id<K>())

export const opt = z.exactOptional
export const text = z.string()
/** An optional member that is either `true` or absent. */
export const flag = opt(z.boolean())
export const rank = z.string().check(z.regex(/^[0-9a-z]*[1-9a-z]$/, 'rank'))
const json: z.ZodMiniType<Json, Json> = z.json()
export const options = z.record(z.string(), json)

export const ref = z.strictObject({
  id: id<string>(),
  as: z.enum(['name', 'qualified', 'literal', 'regclass']),
})

export const sql = z
  .strictObject({
    text: z.array(text),
    refs: z.array(ref),
    opaque: opt(z.boolean()),
    server: opt(text),
  })
  .check(
    z.refine((s) => s.text.length === s.refs.length + 1, 'must have one item more in `text` than in `refs`'),
  )

const dims = opt(z.int().check(z.gte(1), z.lte(6)))
export const dataType = z.union([
  z.strictObject({ base: text, mods: opt(z.array(z.int())), dims }),
  z.strictObject({ type: id<'enum' | 'domain'>(), dims }),
])

const partMembers = { id: id<string>(), name: text }
export const part = z.strictObject(partMembers)
export const check = z.strictObject({ ...partMembers, expr: sql })
export const param = z.strictObject({
  ...partMembers,
  type: dataType,
  mode: opt(z.enum(['in', 'out', 'inout', 'variadic'])),
  default: opt(sql),
})

const elementMembers = {
  column: opt(id<'column'>()),
  expr: opt(sql),
  opclass: opt(text),
  collation: opt(text),
}
const oneOf = z.refine<{ column?: unknown; expr?: unknown }>(
  (e) => (e.column === undefined) !== (e.expr === undefined),
  'must have either `column` or `expr`',
)
export const indexElement = z
  .strictObject({
    ...elementMembers,
    order: opt(z.literal('desc')),
    nulls: opt(z.enum(['first', 'last'])),
  })
  .check(oneOf)
export const exclusionElement = z.strictObject({ ...elementMembers, operator: text }).check(oneOf)
export const partitionBy = z.strictObject({
  method: z.enum(['range', 'list', 'hash']),
  keys: z.array(z.strictObject(elementMembers).check(oneOf)),
})
