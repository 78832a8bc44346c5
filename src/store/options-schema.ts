import * as z from 'zod/mini'
import type { AnyPattern } from '../compile/index.ts'

/** One option, or a part of one, as JSON Schema says it. `ref` asks for a table or a column of the design. */
export interface OptionSchema {
  readonly type?: 'string' | 'boolean' | 'number' | 'integer' | 'array' | 'object' | 'null'
  readonly title?: string
  readonly description?: string
  readonly default?: unknown
  readonly enum?: readonly (string | number)[]
  readonly const?: string | number | boolean
  readonly items?: OptionSchema
  readonly properties?: Readonly<Record<string, OptionSchema>>
  readonly required?: readonly string[]
  readonly anyOf?: readonly OptionSchema[]
  readonly pattern?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly ref?: 'table' | 'column'
  readonly anywhere?: boolean
  /** The option whose entries it is one of, by id. */
  readonly among?: string
  /** Asks for an editor of its own, such as `states`. */
  readonly editor?: string
}

const known = new WeakMap<AnyPattern, OptionSchema>()

/** The pattern's options as JSON Schema: what a person may give, with the defaults named. */
export const optionsSchema = (pattern: AnyPattern): OptionSchema => {
  const had = known.get(pattern)
  if (had) return had
  const made = z.toJSONSchema(pattern.options, { io: 'input', unrepresentable: 'any' }) as OptionSchema
  known.set(pattern, made)
  return made
}
