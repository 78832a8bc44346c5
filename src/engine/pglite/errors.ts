import type { SqlError } from '../types.ts'

interface ServerError extends Error {
  readonly code: string
  readonly severity: string
  readonly position?: string
  readonly [more: string]: unknown
}

const isServerError = (e: unknown): e is ServerError =>
  e instanceof Error && 'code' in e && typeof e.code === 'string' && 'severity' in e

/** The server counts characters from 1; JavaScript counts UTF-16 units from 0. */
const utf16Offset = (text: string, position: number): number =>
  Array.from(text)
    .slice(0, position - 1)
    .join('').length

const copied = ['detail', 'hint', 'schema', 'table', 'column', 'constraint'] as const

/** What the server said about `sql`. Anything else that is thrown means that the engine itself broke, and goes on. */
export const toSqlError = (e: unknown, sql?: string): SqlError => {
  if (!isServerError(e)) throw e
  const position = sql !== undefined && e.position ? utf16Offset(sql, Number(e.position)) : undefined
  const more = copied.flatMap((k) => (typeof e[k] === 'string' ? [[k, e[k]] as const] : []))
  return {
    message: e.message,
    sqlstate: e.code,
    ...(position === undefined ? {} : { position }),
    ...Object.fromEntries(more),
    ...(sql === undefined ? {} : { sql }),
  }
}
