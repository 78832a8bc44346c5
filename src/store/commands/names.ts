import { err, ok, type Result, utf8Length } from '../../base/index.ts'
import { type DesignRecord, limits } from '../../design/index.ts'
import { type Context, objectsOf } from './context.ts'

/** What any name must be, whoever keeps it. */
const readableName = (typed: string): Result<string, string> => {
  const name = typed.trim()
  if (name === '') return err('A name cannot be empty. Type at least one character.')
  if (name.includes('\0')) return err('A name cannot contain the NUL character. Remove it.')
  if (/[\uD800-\uDFFF]/u.test(name)) return err('The name holds half of a character. Type it again.')
  return ok(name)
}

/** The name PostgreSQL can hold that was typed, or what is wrong with it. */
export const checkedName = (typed: string): Result<string, string> => {
  const name = readableName(typed)
  const bytes = name.ok ? utf8Length(name.value) : 0
  return bytes > 63 ? err(`The name has ${bytes} bytes; PostgreSQL keeps 63. Shorten it.`) : name
}

/** The name of what PostgreSQL never sees, such as an area: as long as a document keeps texts. */
export const checkedTitle = (typed: string): Result<string, string> => {
  const name = readableName(typed)
  const { length } = name.ok ? name.value : ''
  return length > limits.string
    ? err(`The name has ${length} characters; a design keeps ${limits.string}. Shorten it.`)
    : name
}

/** Kinds that share one name space within a schema: relations, and the types that relations bring along. */
const inSchema: ReadonlySet<string> = new Set(['table', 'view', 'matview', 'enum', 'domain'])
const inDatabase: ReadonlySet<string> = new Set(['schema', 'role', 'extension'])
const onTable: ReadonlySet<string> = new Set(['key', 'check', 'exclusion', 'fk'])

const space = (o: {
  readonly kind: string
  readonly schema?: unknown
  readonly table?: unknown
}): string | undefined => {
  if (inSchema.has(o.kind)) return `schema ${String(o.schema)}`
  if (inDatabase.has(o.kind)) return o.kind
  if (o.kind === 'column') return `columns of ${String(o.table)}`
  if (onTable.has(o.kind)) return `constraints of ${String(o.table)}`
  return undefined
}

/** What already bears the name where the record lives; undefined where it is free. */
export const bearer = (x: Context, record: DesignRecord, name: string): string | undefined => {
  const where = space(record)
  if (where === undefined) return undefined
  for (const o of objectsOf(x)) if (o.id !== record.id && o.name === name && space(o) === where) return o.kind
  return undefined
}

/** `base`, or `base_2`, `base_3` …, whichever is the first that is not taken. */
export const freeName = (base: string, taken: ReadonlySet<string>): string => {
  if (!taken.has(base)) return base
  for (let n = 2; ; n++) if (!taken.has(`${base}_${n}`)) return `${base}_${n}`
}

/** Names taken among relations and types of a schema. */
export const namesInSchema = (x: Context, schema: string): ReadonlySet<string> => {
  const out = new Set<string>()
  for (const o of objectsOf(x))
    if ('schema' in o && o.schema === schema && inSchema.has(o.kind)) out.add(o.name)
  return out
}
