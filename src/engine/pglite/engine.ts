import type { PGlite } from '@electric-sql/pglite'
import type { Id, Result } from '../../base/index.ts'
import { type Catalog, extensionSchemas } from '../../catalog/index.ts'
import type { Block, Emitted, Statement } from '../../sql/index.ts'
import { introspectWith } from '../introspect/index.ts'
import type {
  Batch,
  BatchResult,
  Engine,
  EngineInfo,
  Gap,
  Introspection,
  LoadError,
  SqlError,
  Verdict,
} from '../types.ts'
import { amendment, type Held } from './amend.ts'
import { bootPglite, type Extent } from './boot.ts'
import { withCauses } from './causes.ts'
import { dropAll } from './clean.ts'
import { cryptoGaps, ensureCrypto, usesCrypto } from './crypto.ts'
import { syncExtensions } from './extensions.ts'
import { createsRare, extensionGaps, needsAll } from './gaps.ts'
import { Holders } from './holders.ts'
import { Link } from './link.ts'
import { amendDesign, applyDesign } from './load.ts'
import { referenceRows, resetRows } from './reset.ts'
import { runBatch } from './run.ts'
import { TypeNames } from './types.ts'

/** Dead rows of the system catalogs pile up with each load; beyond this many, idle time is used to clear them. */
const loadsBetweenVacuums = 8
/** Commands that leave the schema as it is. After any other, what the database holds is no longer known. */
const keepsShape: ReadonlySet<string> = new Set(
  'SELECT INSERT UPDATE DELETE MERGE VALUES SET RESET SHOW EXPLAIN BEGIN COMMIT ROLLBACK SAVEPOINT RELEASE'.split(
    ' ',
  ),
)
/** Commands that end the transaction which a batch was to be rolled back in: what came after them lasts. */
const endsOurs: ReadonlySet<string> = new Set(['COMMIT', 'ROLLBACK'])
/** Each amendment leaves dead rows in the system catalogs, too. */
const amendsBetweenRebuilds = 60

class PgliteEngine implements Engine {
  readonly info: EngineInfo
  private readonly link: Link
  private readonly types: TypeNames
  private readonly holders: Holders
  /** `open`: made in a transaction that is not committed; `amended`: so was a change to what is. */
  private state: 'empty' | 'open' | 'amended' | 'committed' = 'empty'
  private rows: readonly Statement[] = []
  /** What the database holds, where nothing was refused. */
  private held: Held | undefined
  /** Amendments since everything was made. */
  private amended = 0
  /** Tables may hold rows that proofs or trials wrote. */
  private soiled = false
  /** Text that was to leave nothing ended its transaction: everything may be there, or gone. */
  private broken = false
  /** What there was before anything ran on the loaded design, once something did: functions may make and drop tables. */
  private shape: string | undefined
  private loads = 0
  /** Whether pgcrypto works in this database; unknown until a design needs it. */
  private crypto: boolean | undefined
  private readonly boot: Boot
  private extent: Extent = 'common'
  private loaded: Parameters<Engine['load']> | undefined
  constructor(link: Link, info: EngineInfo, boot: Boot) {
    this.link = link
    this.info = info
    this.boot = boot
    this.types = new TypeNames(link)
    this.holders = new Holders(link)
  }
  gaps(catalog: Catalog): readonly Gap[] {
    return this.crypto === false
      ? [...extensionGaps(catalog), ...cryptoGaps(catalog)]
      : extensionGaps(catalog)
  }
  async load(catalog: Catalog, emitted: Emitted, blocks?: readonly Block[]): Promise<Verdict> {
    const start = performance.now()
    this.loaded = [catalog, emitted, blocks]
    if (this.broken) await this.renew()
    const known = blocks && new Map(blocks.map((p) => [p.object, p]))
    if (this.extent === 'common' && needsAll(catalog)) await this.widen()
    if (this.link.lookIn(extensionSchemas(catalog))) this.held = undefined
    const asked = usesCrypto(catalog) && this.crypto === undefined
    if (asked) await this.askCrypto()
    const ran = asked ? undefined : known && (await this.amend(catalog, emitted, known))
    const errors = ran === undefined ? await this.rebuild(catalog, emitted) : []
    this.rows = referenceRows(catalog, emitted.statements)
    this.held = known && errors.length === 0 ? { statements: emitted.statements, blocks: known } : undefined
    return {
      engine: this.info,
      ms: performance.now() - start,
      statements: emitted.statements.length,
      ...(ran === undefined ? {} : { ran }),
      errors: known ? withCauses(errors, emitted.statements, known) : errors,
      gaps: this.gaps(catalog),
    }
  }
  /** The database becomes another one, which has every extension's files. */
  private async widen(): Promise<void> {
    this.extent = 'all'
    await this.renew()
  }
  /** The database becomes a new one, with nothing of the design. */
  private async renew(): Promise<void> {
    this.held = undefined
    this.crypto = undefined
    this.broken = false
    this.state = 'empty'
    this.types.forget()
    this.holders.forget()
    await this.link.replace(await this.boot(this.extent))
  }
  /** The design as it was loaded, where a batch may have left another one. */
  private async mend(): Promise<void> {
    if (this.broken && this.loaded) await this.load(...this.loaded)
  }
  /** Before the design is made: the database may become another one. */
  private async askCrypto(): Promise<void> {
    await this.empty()
    this.crypto = await ensureCrypto(this.link, async () => {
      await this.link.replace(await this.boot(this.extent))
    })
  }
  private async rebuild(catalog: Catalog, emitted: Emitted): Promise<readonly LoadError[]> {
    this.held = undefined
    await this.empty()
    const done = await syncExtensions(this.link, catalog)
    const { errors, open } = await applyDesign(this.link, catalog, emitted, done)
    this.state = open ? 'open' : 'committed'
    this.loads++
    this.amended = 0
    this.soiled = false
    this.shape = undefined
    return errors
  }
  /** Makes anew only what differs: how many statements that took; undefined where it cannot be done or was refused. */
  private async amend(
    catalog: Catalog,
    emitted: Emitted,
    blocks: ReadonlyMap<Id, Block>,
  ): Promise<number | undefined> {
    if (!this.held || this.amended >= amendsBetweenRebuilds) return undefined
    const change = amendment(this.held, emitted.statements, blocks)
    if (!change) return undefined
    if (this.shape !== undefined && (await shapeOf(this.link)) !== this.shape) return undefined
    if (this.soiled) await this.reset()
    this.shape = undefined
    if (this.state !== 'open') {
      await this.link.home()
      await this.link.must('begin')
      this.state = 'amended'
    }
    this.types.forget()
    this.holders.forget()
    this.amended++
    return (await amendDesign(this.link, catalog, change)) ? change.makes.length : undefined
  }
  async run(batch: Batch): Promise<BatchResult> {
    if (this.extent === 'common' && batch.statements.some(createsRare)) {
      await this.widen()
      if (this.loaded) await this.load(...this.loaded)
    }
    await this.settle()
    this.shape ??= await shapeOf(this.link)
    this.soiled = true
    const done = await runBatch(this.link, this.types, batch)
    if (batch.end === 'rollback' && done.results.some((r) => endsOurs.has(r.command ?? '')))
      this.broken = true
    if (done.results.some((r) => r.command !== undefined && !keepsShape.has(r.command))) {
      this.held = undefined
      this.holders.forget()
    }
    return done
  }
  async reset(without: readonly Id[] = []): Promise<void> {
    await this.settle()
    const rows = this.rows.filter((s) => !without.includes(s.object))
    await resetRows(
      this.link,
      this.holders,
      rows.map((s) => s.sql),
    )
    this.soiled = without.length > 0
  }
  async introspect(): Promise<Result<Introspection, SqlError>> {
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
    this.holders.forget()
    this.state = 'empty'
  }
  /** Makes the loaded design last, so that transactions can run on it. */
  private async settle(): Promise<void> {
    await this.mend()
    if (this.state === 'empty' || this.state === 'committed') return
    await this.link.must('commit')
    await this.link.home()
    this.state = 'committed'
  }
}

/** Tells whether objects came or went: their numbers, and the newest of each catalog. */
const shapeOf = async (link: Link): Promise<string> => {
  const catalogs = [
    'pg_class',
    'pg_proc',
    'pg_type',
    'pg_constraint',
    'pg_trigger',
    'pg_policy',
    'pg_namespace',
  ]
  const parts = catalogs.map((c) => `(select concat(count(*), ':', max(oid::bigint)) from pg_catalog.${c})`)
  return (await link.must(`select ${parts.join(" || ',' || ")}`)).rows[0]?.[0] ?? ''
}

export interface PgliteOptions {
  /** The ready data directory; without one, the first boot runs initdb. */
  readonly snapshot?: Uint8Array
  /** How a database is started. */
  readonly start?: typeof bootPglite
  /** Awaited between the statements of a load, which others may want to interrupt. */
  readonly breath?: () => Promise<void>
}

type Boot = (extent: Extent) => Promise<PGlite>

export type IdleEngine = Engine & { idle(): Promise<void> }

/** PostgreSQL itself, compiled to WebAssembly. Works in a worker and in Node. */
export const createPglite = async (options: PgliteOptions = {}): Promise<IdleEngine> => {
  const { snapshot, start = bootPglite, breath } = options
  const boot: Boot = (extent) => start(snapshot, extent)
  const link = new Link(await boot('common'), breath)
  const version = await link.must('show server_version')
  const info = { kind: 'pglite', name: 'PostgreSQL', version: version.rows[0]?.[0] ?? 'unknown' } as const
  return new PgliteEngine(link, info, boot)
}
