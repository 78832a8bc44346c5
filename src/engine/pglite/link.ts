import type { PGlite, QueryOptions, Results } from '@electric-sql/pglite'
import { err, ok, type Result } from '../../base/index.ts'
import type { SqlError } from '../types.ts'
import { toSqlError } from './errors.ts'
import { ident, superuser } from './names.ts'

/** One result set as it came: values are text, columns carry the oid of their type. */
export type RawResult = Results<(string | null)[]>

/**
 * What DISCARD ALL does, which would need a message of its own, but for the plans: a plan that no longer fits is made
 * anew by itself, and functions keep theirs.
 */
const home = [
  'rollback',
  'close all',
  `set session authorization ${superuser}`,
  'reset all',
  'deallocate all',
  'unlisten *',
  'select pg_catalog.pg_advisory_unlock_all()',
  'discard temp',
  'discard sequences',
].join('; ')

const array = { rowMode: 'array' } as const

/** Gets what the server says while a text runs. */
export type Hear = NonNullable<QueryOptions['onNotice']>

/** The connection, with failures as values. Everything here is one message at a time. */
export class Link {
  private current: PGlite
  /** Schemas that sessions look in beside the server's default. */
  private beside: readonly string[] = []
  /** Settles when what takes long may go on. */
  readonly breath: () => Promise<void>
  constructor(db: PGlite, breath: () => Promise<void> = () => Promise.resolve()) {
    this.current = db
    this.breath = breath
  }
  get db(): PGlite {
    return this.current
  }
  /** From now on another database is meant; this one is closed. */
  async replace(db: PGlite): Promise<void> {
    const old = this.current
    this.current = db
    await old.close()
  }
  /** Sends text that may fail. The last result set counts where the text holds several statements. */
  async attempt(sql: string, hear?: Hear): Promise<Result<RawResult, SqlError>> {
    try {
      const results = await this.db.exec(sql, hear ? { ...array, onNotice: hear } : array)
      return ok((results.at(-1) ?? { rows: [], fields: [] }) as RawResult)
    } catch (e) {
      return err(toSqlError(e, sql))
    }
  }
  /**
   * Sends statements as one text, which is faster. False where one failed, or where the server did not see as many
   * statements as were sent, because one of them ran into the next.
   */
  async attemptTogether(statements: readonly string[]): Promise<boolean> {
    try {
      const results = await this.db.exec(statements.join('\n'), array)
      return results.length === statements.length
    } catch (e) {
      toSqlError(e)
      return false
    }
  }
  /** Sends the engine's own text, which must not fail. */
  async must(sql: string): Promise<RawResult> {
    const r = await this.attempt(sql)
    if (!r.ok) throw new Error(`${r.error.message} in: ${sql}`)
    return r.value
  }
  /** Ends any transaction and forgets everything that a session may have set. */
  async home(): Promise<void> {
    const path = ['"$user"', 'public', ...this.beside.map(ident)].join(', ')
    await this.must(this.beside.length === 0 ? home : `${home}; set search_path = ${path}`)
  }
  /** From the next time at home on, sessions look in these schemas too. False where they do already. */
  lookIn(schemas: readonly string[]): boolean {
    if (schemas.length === this.beside.length && schemas.every((s, i) => s === this.beside[i])) return false
    this.beside = schemas
    return true
  }
}
