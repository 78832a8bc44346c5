import * as z from 'zod/mini'
import type { OptionSchema } from '../../compile/api.ts'

/** What the inspector shows for an option, and which picker it offers. */
export interface Meta {
  readonly title: string
  readonly description?: string
  /** The option holds the id of a table or a column. */
  readonly ref?: 'table' | 'column'
  /** The column may be one of any table, not only of the table that the pattern is on. */
  readonly anywhere?: boolean
  /** The option holds the id of an entry of this other option: chosen from them, where there are any. */
  readonly among?: string
  /** A form of its own, beside the generated ones. */
  readonly editor?: 'states' | 'transitions' | 'state' | 'state-list' | 'sql' | 'expression'
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

/** The id of a column of the design, or nothing. */
export const column = (title: string, description: string) =>
  said(z.optional(z.string()), { title, description, ref: 'column' })

/** The id of a column of any table, or nothing. */
export const foreignColumn = (title: string, description: string) =>
  said(z.optional(z.string()), { title, description, ref: 'column', anywhere: true })

/** Ids of columns of the design. */
export const columns = (title: string, description: string) =>
  said(z._default(z.array(z.string()), []), { title, description, ref: 'column' })

/** A whole number between two bounds, both included. */
export const whole = (title: string, description: string, fallback: number, least: number, most: number) =>
  said(
    z._default(
      z
        .int()
        .check(
          z.gte(least, `write a whole number of at least ${least}.`),
          z.lte(most, `write a whole number of at most ${most}.`),
        ),
      fallback,
    ),
    { title, description },
  )

/** Eight digits: more years than that PostgreSQL cannot hold in an interval. */
const spans = /^\d{1,8} (second|minute|hour|day|week|month|year)s?$/
/** A length of time such as `30 days`; '' where the option may be left out. */
export const interval = (title: string, description: string, fallback: string) =>
  text(
    fallback,
    fallback === '' ? /^$|^\d{1,8} (second|minute|hour|day|week|month|year)s?$/ : spans,
    'write a number and a unit, such as "30 days".',
    {
      title,
      description,
    },
  )

/** The name of a column, table or role that the pattern makes: letters, digits and underscores. */
export const identifier = (title: string, description: string, fallback: string) =>
  text(fallback, /^[a-z_][a-z0-9_]{0,50}$/, 'write a name of small letters, digits and underscores.', {
    title,
    description,
  })

/** The name of a role that the pattern makes; '' where the option may be left out. PostgreSQL keeps some to itself. */
export const roleName = (title: string, description: string, fallback: string, optional: boolean) =>
  text(
    fallback,
    optional
      ? /^$|^(?!(?:public|none)$|pg_)[a-z_][a-z0-9_]{0,50}$/
      : /^(?!(?:public|none)$|pg_)[a-z_][a-z0-9_]{0,50}$/,
    `write small letters, digits and underscores${optional ? ', or nothing' : ''}; public, none and pg_… are PostgreSQL's own.`,
    { title, description },
  )

/** A list of words, each once: statuses, values, regions. */
export const words = (title: string, description: string, fallback: readonly string[]) =>
  said(
    z._default(
      z
        .array(z.string().check(z.minLength(1, 'leave no entry empty.')))
        .check(z.refine((list: string[]) => new Set(list).size === list.length, 'write each entry once.')),
      [...fallback],
    ),
    { title, description },
  )

/** A list of entries of one shape. */
export const list = (title: string, description: string, shape: Readonly<Record<string, z.ZodMiniType>>) =>
  said(z._default(z.array(z.strictObject(shape)), []), { title, description })

/** Of patterns that drop old partitions. */
export const told = flag(
  'Triggers see old rows go',
  'Delete the rows of an old partition before it is dropped, so that triggers see it: histories, counts and copies follow. Otherwise they go in an instant, unseen.',
  false,
)
