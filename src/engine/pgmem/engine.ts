import '../shims.ts'
import { type IBackup, type IMemoryDb, newDb, type QueryResult } from 'pg-mem'
import meta from 'pg-mem/package.json' with { type: 'json' }
import { err, type Id, type Result } from '../../base/index.ts'
import type { Catalog } from '../../catalog/index.ts'
import type { Emitted } from '../../sql/index.ts'
import type {
  Batch,
  BatchResult,
  Engine,
  EngineInfo,
  Gap,
  Introspection,
  Rows,
  SqlError,
  Verdict,
} from '../types.ts'
import { Builder, type Refused } from './build.ts'
import { toSqlError } from './errors.ts'
import { registerFunctions, type Settings } from './functions.ts'
import { knownGaps } from './gaps.ts'
import { givenNames } from './quotes.ts'
import { fieldText, typeName } from './values.ts'

const writes: ReadonlySet<string> = new Set(['INSERT', 'UPDATE', 'DELETE'])

const toRows = (r: QueryResult, sql: string, ms: number): Rows => ({
  columns: r.fields.map((f) => ({ name: givenNames(f.name), type: typeName(f) })),
  rows: r.rows.map((row: Readonly<Record<string, unknown>>) =>
    r.fields.map((f) => fieldText(f, row[f.name], sql)),
  ),
  ms,
  command: r.command,
  ...(r.fields.length === 0 && writes.has(r.command) ? { affected: r.rowCount } : {}),
})

interface Held {
  readonly db: IMemoryDb
  readonly catalog: Catalog
  readonly gaps: readonly Gap[]
  readonly builder: Builder
  /** Without any row. */
  readonly empty: IBackup
  /** Rows as they were loaded. */
  readonly loaded: IBackup
}

class PgMemEngine implements Engine {
  readonly info: EngineInfo = { kind: 'pg-mem', name: 'pg-mem', version: meta.version }
  private readonly settings: Settings = new Map()
  private readonly refused: Refused = new Map()
  private held: Held
  constructor() {
    this.held = this.build(new Map()).held
  }
  /** For the loaded catalog, with what was found when it was built. */
  gaps(catalog: Catalog): readonly Gap[] {
    return this.held.catalog === catalog ? this.held.gaps : knownGaps(catalog)
  }
  load(catalog: Catalog, emitted: Emitted): Promise<Verdict> {
    const start = performance.now()
    const { held, errors } = this.build(catalog)
    this.held = held
    return Promise.resolve({
      engine: this.info,
      ms: performance.now() - start,
      statements: emitted.statements.length,
      errors,
      gaps: held.gaps,
    })
  }
  run(batch: Batch): Promise<BatchResult> {
    this.settings.clear()
    for (const [k, v] of Object.entries(batch.session?.settings ?? {})) this.settings.set(k.toLowerCase(), v)
    const before = this.held.db.backup()
    const done = this.statements(batch.statements)
    if (batch.end === 'rollback' || (done.error && batch.end !== 'none')) this.restore(before)
    this.settings.clear()
    return Promise.resolve(done)
  }
  reset(without: readonly Id[] = []): Promise<void> {
    const { builder, empty, loaded } = this.held
    this.restore(without.length > 0 ? empty : loaded)
    if (without.length > 0) builder.rows(without)
    return Promise.resolve()
  }
  introspect(): Promise<Result<Introspection, SqlError>> {
    return Promise.resolve(err({ message: 'pg-mem keeps too little of a schema to read it back.' }))
  }
  close(): Promise<void> {
    return Promise.resolve()
  }
  private build(catalog: Catalog): { readonly held: Held; readonly errors: Verdict['errors'] } {
    const db = newDb({ noErrorDiagnostic: true })
    registerFunctions(db, this.settings)
    const known = knownGaps(catalog)
    const leftOut = new Set<Id>(known.filter((g) => g.feature === 'null-logic').map((g) => g.object))
    const builder = new Builder(db, catalog, leftOut, this.refused)
    builder.build()
    const empty = db.backup()
    builder.rows()
    const gaps = [...known, ...builder.gaps]
    return { held: { db, catalog, gaps, builder, empty, loaded: db.backup() }, errors: builder.errors }
  }
  private statements(list: readonly string[]): BatchResult {
    const results: Rows[] = []
    for (const [statement, sql] of list.entries()) {
      const start = performance.now()
      try {
        results.push(toRows(this.held.db.public.query(sql), sql, performance.now() - start))
      } catch (e) {
        return { results, error: { ...toSqlError(e, sql, this.held.catalog), statement } }
      }
    }
    return { results }
  }
  /** pg-mem cannot go back over a change of the schema; the design is then built anew. */
  private restore(backup: IBackup): void {
    try {
      backup.restore()
    } catch {
      this.held = this.build(this.held.catalog).held
    }
  }
}

/** PostgreSQL imitated in JavaScript: it starts at once and knows less. Works in a worker and in Node. */
export const createPgMem = (): Promise<Engine> => Promise.resolve(new PgMemEngine())
