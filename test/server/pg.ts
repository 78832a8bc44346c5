/** Promises that need several connections at once: a design on a real PostgreSQL of this machine. */
import pg from 'pg'
import { afterAll } from 'vitest'
import { type Catalog, extensionSchemas, type Template } from '../../src/catalog/index.ts'
import { type Compiled, compile, type Transaction } from '../../src/compile/index.ts'
import { applyChanges, change, type Design, settingsOf, type Target } from '../../src/design/index.ts'
import { type Emitted, emit, namesOf, render } from '../../src/sql/index.ts'
import { ownerRole, renderProof } from '../../src/verify/index.ts'
import { registry } from '../patterns/all.ts'
import { type Server, startServer } from '../server.ts'

/** Who a connection acts as; settings last as long as it does. */
export interface Who {
  /** `owner` owns the schema and is no superuser; a role that the design does not have is the owner's too. */
  readonly as?: 'app' | 'maintenance' | 'owner' | 'superuser'
  readonly tenant?: string
  /** Default: `alice`. */
  readonly actor?: string
}

/** One real connection. Transactions are its user's: `begin`, `commit` and `rollback` are statements like others. */
export interface Connection {
  readonly pid: number
  /** Rows as text, NULL as null. A refusal throws the server's error, which has its SQLSTATE as `code`. */
  rows(sql: string): Promise<readonly (readonly (string | null)[])[]>
  /** The SQLSTATE with which the server refuses it; undefined where it does not. */
  refused(sql: string): Promise<string | undefined>
  /** Channels of the notifications that came, in order. */
  readonly heard: readonly string[]
  end(): Promise<void>
}

/** A database that holds a design. */
export interface Real {
  readonly server: Server
  readonly database: string
  readonly compiled: Compiled
  /** SQL with the names that the design's objects have. */
  sql(template: Template): string
  connect(who?: Who): Promise<Connection>
  /** Commits transactions written as in a proof: rows are completed from the catalog, tenants `a` and `b` made. */
  play(...transactions: readonly Transaction[]): Promise<void>
  /** Resolves once the connection waits for a lock that another one holds. */
  waits(connection: Connection): Promise<void>
}

export const asText = { getTypeParser: () => (value: string) => value }
const clientOf = async (server: Server, database: string): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString: server.url(database), types: asText })
  await client.connect()
  return client
}

/** The newest form of the design that the server understands. */
const targets: readonly Target[] = [15, 16, 17, 18]
const fitting = (design: Design, version: number): Design => {
  const target = targets.findLast((t) => t <= version) ?? 15
  return applyChanges(design, [change({ ...settingsOf(design), target })]).design
}

/**
 * Administration as the superuser, everything else as the owner, as a team would run it. What the server refuses is
 * handed to `refused`.
 */
export const prepare = async (
  client: pg.Client,
  database: string,
  catalog: Catalog,
  { statements }: Emitted,
  refused: (error: unknown, sql: string) => void,
): Promise<void> => {
  const run = async (text: string): Promise<void> => {
    try {
      await client.query(text)
    } catch (error) {
      refused(error, text)
    }
  }
  await run(`do $$ begin
    if not exists (select from pg_roles where rolname = '${ownerRole}') then create role ${ownerRole} noinherit; end if;
  end $$`)
  await run(`alter database ${pg.escapeIdentifier(database)} owner to ${ownerRole}`)
  await run(`alter schema public owner to ${ownerRole}`)
  for (const s of statements.filter((x) => x.admin)) await run(s.sql)
  for (const o of catalog.values())
    if (o.kind === 'role') await run(`grant ${pg.escapeIdentifier(o.name)} to ${ownerRole}`)
  const path = ['"$user"', 'public', ...extensionSchemas(catalog).map((s) => pg.escapeIdentifier(s))].join(
    ', ',
  )
  await run(`alter database ${pg.escapeIdentifier(database)} set search_path = ${path}`)
  await run(`set search_path = ${path}`)
  await run(`set session authorization ${ownerRole}`)
  for (const s of statements.filter((x) => !x.admin)) await run(s.sql)
  await run('reset session authorization')
}

const rethrow = (error: unknown, sql: string): never => {
  throw new Error(`${String(error)}\n${sql}`)
}

const connection = async (client: pg.Client): Promise<Connection> => {
  const rows: Connection['rows'] = async (text) => {
    const got = await client.query<(string | null)[]>({ text, rowMode: 'array' })
    return got.rows
  }
  const heard: string[] = []
  client.on('notification', (n) => heard.push(n.channel))
  return {
    heard,
    pid: Number((await rows('select pg_backend_pid()'))[0]?.[0]),
    rows,
    refused: async (text) => {
      try {
        await client.query(text)
        return undefined
      } catch (error) {
        if (error instanceof pg.DatabaseError && error.code) return error.code
        throw error
      }
    },
    end: () => client.end(),
  }
}

const roleOf = (compiled: Compiled, as: 'app' | 'maintenance' | 'owner'): string => {
  const { appRole, maintenanceRole } = compiled.traits
  const id = as === 'app' ? appRole : as === 'maintenance' ? maintenanceRole : undefined
  return (id === undefined ? undefined : compiled.catalog.get(id)?.name) ?? ownerRole
}

/** Runs them one after another, each committed; what a proof expects is not judged here. */
const played = async (client: pg.Client, compiled: Compiled, transactions: readonly Transaction[]) => {
  const use = 'test@design#1' as never
  const script = renderProof(
    { id: 'test', use, promise: { text: [''], refs: [] }, rests: [], transactions },
    compiled,
  )
  if (!script.ok) throw new Error(script.error.because)
  for (const t of script.value.transactions) {
    await client.query('begin')
    if (t.role) await client.query(`set local role ${pg.escapeIdentifier(t.role)}`)
    for (const [key, value] of Object.entries(t.settings))
      await client.query('select set_config($1, $2, true)', [key, value])
    for (const s of t.statements) await client.query(s.sql)
    await client.query('commit')
  }
}

/** Between two questions whether a connection waits for a lock: the server tells no one when it begins to. */
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** What a companion file asks people to run: its blocks of SQL, in order. */
export const sqlBlocks = (db: Real, path: RegExp): readonly string[] => {
  const text = db.compiled.files.find((f) => path.test(f.path))?.text ?? ''
  return [...text.matchAll(/```sql\n([\s\S]*?)```/g)].map((m) => m[1] ?? '')
}

/** Opens designs on one server, which starts with the first and stops after the file's tests. */
export const onServer = (): {
  /** The design in a database of its own, for the server's version; skips the test, and says why, without a server. */
  readonly open: (design: Design, skip: (reason: string) => never) => Promise<Real>
} => {
  let started: ReturnType<typeof startServer> | undefined
  const clients = new Set<pg.Client>()
  let made = 0
  afterAll(async () => {
    for (const c of clients) await c.end()
    const server = await started
    if (server && !('skip' in server)) await server.stop()
  })
  const open = async (drawn: Design, skip: (reason: string) => never): Promise<Real> => {
    started ??= startServer()
    const server = await started
    if ('skip' in server) {
      console.log(`skipped: ${server.skip}`)
      return skip(server.skip)
    }
    const design = fitting(drawn, server.version)
    const compiled = compile(design, registry)
    const names = namesOf(compiled.catalog)
    const database = await server.createDatabase(`real_${++made}`)
    const kept = async (): Promise<pg.Client> => {
      const client = await clientOf(server, database)
      clients.add(client)
      return client
    }
    const admin = await kept()
    await prepare(
      admin,
      database,
      compiled.catalog,
      emit(compiled.catalog, settingsOf(design).target),
      rethrow,
    )
    const { settings } = compiled.traits
    return {
      server,
      database,
      compiled,
      sql: (template) => render(template, names),
      connect: async ({ as = 'app', tenant, actor = 'alice' } = {}) => {
        const client = await kept()
        await client.query('select set_config($1, $2, false)', [settings.actor, actor])
        if (tenant !== undefined)
          await client.query('select set_config($1, $2, false)', [settings.tenant, tenant])
        if (as !== 'superuser') await client.query(`set role ${pg.escapeIdentifier(roleOf(compiled, as))}`)
        const made = await connection(client)
        return {
          ...made,
          end: async () => {
            clients.delete(client)
            await made.end()
          },
        }
      },
      play: (...transactions) => played(admin, compiled, transactions),
      waits: async ({ pid }) => {
        for (const deadline = Date.now() + 30_000; Date.now() < deadline; await pause(10)) {
          const { rows } = await admin.query('select cardinality(pg_blocking_pids($1)) > 0 as waits', [pid])
          if (rows[0]?.waits === 't') return
        }
        throw new Error(`connection ${pid} waits for no lock`)
      },
    }
  }
  return { open }
}
