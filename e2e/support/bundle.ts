import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Download } from '@playwright/test'
import { strFromU8, unzipSync } from 'fflate'
import { type Server, startServer } from '../../test/server.ts'

/** A downloaded bundle as a folder. */
export interface Bundle {
  readonly folder: string
  readonly files: ReadonlyMap<string, string>
  /** Its files under a folder with an ending, in the order in which they are run. */
  list(part: string, end: string): readonly string[]
  remove(): void
}

export const bytesOf = async (download: Download): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = []
  for await (const chunk of await download.createReadStream()) chunks.push(chunk)
  return new Uint8Array(Buffer.concat(chunks))
}

export const textOf = async (download: Download): Promise<string> => strFromU8(await bytesOf(download))

/** Unzips a download into a folder of its own. */
export const unzipped = async (download: Download): Promise<Bundle> => {
  const folder = mkdtempSync(join(tmpdir(), 'damask-e2e-'))
  const files = new Map<string, string>()
  for (const [path, bytes] of Object.entries(unzipSync(await bytesOf(download)))) {
    files.set(path, strFromU8(bytes))
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), bytes)
  }
  return {
    folder,
    files,
    list: (part, end) =>
      existsSync(join(folder, part))
        ? readdirSync(join(folder, part))
            .filter((f) => f.endsWith(end))
            .sort()
            .map((f) => join(folder, part, f))
        : [],
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** What a scratch database can be asked to do, on a real server or in PGlite. */
export interface Scratch {
  readonly name: string
  run(file: string, text: string): Promise<void>
  /** Relations, types, routines, roles and schemas that are not the server's own. */
  left(): Promise<readonly string[]>
  /** Runs pgTAP files; why not, where there is no pgTAP. */
  prove(files: readonly string[]): { readonly output: string } | { readonly skip: string }
  stop(): Promise<void>
}

const own = `n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg\\_%'`
/** Objects of extensions are the extension's, which is listed itself. */
const free = `not exists (select from pg_depend d where d.objid = o.oid and d.deptype = 'e')`
const leftSql = `
select 'relation ' || n.nspname || '.' || o.relname from pg_class o join pg_namespace n on n.oid = o.relnamespace where ${own} and ${free}
union all select 'type ' || o.typname from pg_type o join pg_namespace n on n.oid = o.typnamespace where ${own} and ${free}
union all select 'routine ' || o.proname from pg_proc o join pg_namespace n on n.oid = o.pronamespace where ${own} and ${free}
union all select 'schema ' || n.nspname from pg_namespace n where ${own} and n.nspname <> 'public'
union all select 'role ' || rolname from pg_roles where rolname not like 'pg\\_%' and rolname <> 'postgres'
order by 1`

const command = (server: Server, name: string): string =>
  existsSync(join(server.bin, name)) ? join(server.bin, name) : name

const onServer = async (server: Server): Promise<Scratch> => {
  const database = await server.createDatabase('scratch')
  const env = { ...process.env, PGHOST: server.host, PGPORT: String(server.port), PGUSER: server.user }
  const run = (name: string, args: readonly string[]) => {
    const done = spawnSync(command(server, name), [...args], { encoding: 'utf8', env })
    if (done.status !== 0) throw new Error(`${name} ${args.at(-1)}: ${done.stdout}${done.stderr}`)
    return done.stdout
  }
  const psql = ['-X', '-q', '-v', 'ON_ERROR_STOP=1', '-d', database]
  return {
    name: `PostgreSQL ${server.version}`,
    run: async (file) => void run('psql', [...psql, '-f', file]),
    left: async () =>
      run('psql', [...psql, '-Atc', leftSql])
        .split('\n')
        .filter((l) => l !== ''),
    prove: (files) => {
      if (!server.pgTap) return { skip: 'pgTAP is not installed' }
      if (spawnSync('pg_prove', ['--version']).status !== 0) return { skip: 'pg_prove is not installed' }
      return { output: run('pg_prove', ['-d', database, ...files]) }
    },
    stop: () => server.stop(),
  }
}

const inPGlite = async (why: string): Promise<Scratch> => {
  const { PGlite } = await import('@electric-sql/pglite')
  const db = await PGlite.create()
  return {
    name: `PGlite (${why})`,
    run: async (_file, text) => void (await db.exec(text)),
    left: async () =>
      (await db.query<readonly [string]>(leftSql, [], { rowMode: 'array' })).rows.map(([l]) => l),
    prove: () => ({ skip: why }),
    stop: () => db.close(),
  }
}

/** A scratch database on this machine's own PostgreSQL, or else in PGlite. */
export const scratch = async (): Promise<Scratch> => {
  const server = await startServer()
  return 'skip' in server ? inPGlite(server.skip) : onServer(server)
}
