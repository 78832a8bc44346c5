import type { Result } from '../../base/index.ts'
import type { Catalog } from '../../catalog/index.ts'
import type { Emitted } from '../../sql/index.ts'
import { introspectWith } from '../introspect/index.ts'
import type { Batch, BatchResult, Engine, EngineInfo, Gap, SqlError, Verdict } from '../types.ts'
import { bootPglite } from './boot.ts'
import { dropAll } from './clean.ts'
import { syncExtensions } from './extensions.ts'
import { extensionGaps } from './gaps.ts'
import { Link } from './link.ts'
import { applyDesign } from './load.ts'
import { referenceRows, resetRows } from './reset.ts'
import { runBatch } from './run.ts'
import { TypeNames } from './types.ts'

/** Dead rows of the system catalogs pile up with each load; beyond this many, idle time is used to clear them. */
const loadsBetweenVacuums = 8

class PgliteEngine implements Engine {
  readonly info: EngineInfo
  private readonly link: Link
  private readonly types: TypeNames
  private state: 'empty' | 'open' | 'committed' = 'empty'
  private rows: readonly string[] = []
  private loads = 0
  constructor(link: Link, info: EngineInfo) {
    this.link = link
    this.info = info
    this.types = new TypeNames(link)
  }
  gaps(catalog: Catalog): readonly Gap[] {
    return extensionGaps(catalog)
  }
  async load(catalog: Catalog, emitted: Emitted): Promise<Verdict> {
    const start = performance.now()
    await this.empty()
    const done = await syncExtensions(this.link, catalog)
    this.rows = referenceRows(catalog, emitted.statements)
    const { errors, open } = await applyDesign(this.link, catalog, emitted, done)
    this.state = open ? 'open' : 'committed'
    this.loads++
    return {
      engine: this.info,
      ms: performance.now() - start,
      statements: emitted.statements.length,
      errors,
      gaps: this.gaps(catalog),
    }
  }
  async run(batch: Batch): Promise<BatchResult> {
    await this.settle()
    return runBatch(this.link, this.types, batch)
  }
  async reset(): Promise<void> {
    await this.settle()
    await resetRows(this.link, this.rows)
  }
  async introspect(): Promise<Result<Catalog, SqlError>> {
    await this.settle()
    return introspectWith((sql) => this.link.attempt(sql))
  }
  /** Housekeeping for a quiet moment. */
  async idle(): Promise<void> {
    if (this.loads < loadsBetweenVacuums) return
    await this.settle()
    await this.link.must('vacuum')
    this.loads = 0
  }
  close(): Promise<void> {
    return this.link.db.close()
  }
  private async empty(): Promise<void> {
    await this.link.home()
    if (this.state !== 'open') await dropAll(this.link)
    this.types.forget()
    this.state = 'empty'
  }
  /** Makes the loaded design last, so that transactions can run on it. */
  private async settle(): Promise<void> {
    if (this.state !== 'open') return
    await this.link.must('commit')
    await this.link.home()
    this.state = 'committed'
  }
}

export interface PgliteOptions {
  /** The ready data directory; without one, the first boot runs initdb. */
  readonly snapshot?: Uint8Array
}

export type IdleEngine = Engine & { idle(): Promise<void> }

/** PostgreSQL itself, compiled to WebAssembly. Works in a worker and in Node. */
export const createPglite = async (options: PgliteOptions = {}): Promise<IdleEngine> => {
  const link = new Link(await bootPglite(options.snapshot))
  const version = await link.must('show server_version')
  return new PgliteEngine(link, {
    kind: 'pglite',
    name: 'PostgreSQL',
    version: version.rows[0]?.[0] ?? 'unknown',
  })
}
