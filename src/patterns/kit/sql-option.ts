import * as z from 'zod/mini'
import { rawSql, type Sql } from '../../catalog/index.ts'
import { said } from './options.ts'

/**
 * SQL that a person gives as an option. A file may hold it as text; the app resolves it when it is typed, so that it
 * keeps references instead of names.
 */
export type SqlOption = string | Sql

const fragment = z.strictObject({
  text: z.array(z.string()),
  refs: z.array(z.strictObject({ id: z.string(), as: z.enum(['name', 'qualified', 'literal', 'regclass']) })),
  opaque: z.optional(z.boolean()),
})
const whole = fragment.check(
  z.refine(
    (f: { readonly text: readonly string[]; readonly refs: readonly unknown[] }) =>
      f.text.length === f.refs.length + 1,
    'write one piece of text more than references.',
  ),
)

/** A whole query. Empty: the pattern has one of its own, or none. */
export const query = (title: string, description: string) =>
  said(z.optional(z.union([z.string(), whole])), { title, description, editor: 'sql' })

/** An expression over columns of the table that the pattern is on. */
export const expression = (title: string, description: string) =>
  said(z.optional(z.union([z.string(), whole])), { title, description, editor: 'expression' })

/** The fragment that was given, without its final semicolons; undefined where it is empty. */
export const givenSql = (option: SqlOption | undefined): Sql | undefined => {
  if (option === undefined) return undefined
  const sql = typeof option === 'string' ? rawSql(option, true) : option
  const last = sql.text.at(-1) ?? ''
  const trimmed = { ...sql, text: [...sql.text.slice(0, -1), last.replace(/[;\s]+$/, '')] }
  return trimmed.refs.length === 0 && trimmed.text.join('').trim() === '' ? undefined : trimmed
}
