import * as z from 'zod/mini'
import type { OptionSchema } from '../../compile/api.ts'

/** What the inspector shows for an option, and which picker it offers. */
export interface Meta {
  readonly title: string
  readonly description?: string
  /** The option holds the id of a table or a column. */
  readonly ref?: 'table' | 'column'
  /** A form of its own, beside the generated ones. */
  readonly editor?: 'states' | 'transitions' | 'state' | 'state-list'
}

/** A schema with its title and description for forms and for the JSON Schema. */
export const said = <S extends z.ZodMiniType>(schema: S, meta: Meta): S => {
  z.globalRegistry.add(schema, { ...meta })
  return schema
}

/** The options of a pattern: strict, so that a misspelt option is told rather than ignored. */
export const optionsOf = <O>(shape: Readonly<Record<string, z.ZodMiniType>>): OptionSchema<O> =>
  z.strictObject(shape) as unknown as OptionSchema<O>

export const flag = (title: string, description: string, fallback: boolean) =>
  said(z._default(z.boolean(), fallback), { title, description })

/** One of several words; the first is the default. */
export const choice = (title: string, description: string, words: readonly [string, ...string[]]) =>
  said(z._default(z.enum(words), words[0]), { title, description })

/** Text that must match; `otherwise` says what to write. */
export const text = (fallback: string, pattern: RegExp, otherwise: string, meta: Meta) =>
  said(z._default(z.string().check(z.regex(pattern, otherwise)), fallback), meta)

/** The id of a table of the design, or nothing. */
export const table = (title: string, description: string) =>
  said(z.optional(z.string()), { title, description, ref: 'table' })

/** Ids of tables of the design. */
export const tables = (title: string, description: string) =>
  said(z._default(z.array(z.string()), []), { title, description, ref: 'table' })
