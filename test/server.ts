/** A temporary PostgreSQL server of this machine's own binaries, for tests that need the real thing. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import pg from 'pg'

/** One installed server version. */
export interface Installed {
  /** Major version, as 15. */
  readonly version: number
  /** The folder of initdb, postgres, psql, pg_dump. */
  readonly bin: string
  /** Whether `create extension pgtap` can work. */
  readonly pgTap: boolean
}

/** A running server: trust authentication, superuser `postgres`, database `postgres`. */
export interface Server extends Installed {
  readonly host: '127.0.0.1'
  readonly port: number
  /** The folder of its unix socket; usable as a host by psql and pg_dump. */
  readonly socketDir: string
  readonly user: 'postgres'
  /** A connection string to a database of it. */
  url(database?: string): string
  /** Makes an empty database and returns its name. */
  createDatabase(name: string): Promise<string>
  /** Runs one of the version's own programs, as psql or pg_dump, with the connection in its environment. */
  program(name: string, args: readonly string[], input?: string): string
  /** Stops the server and removes its files. */
  stop(): Promise<void>
}

export interface Skipped {
  readonly skip: string
}

interface Account {
  readonly uid: number
  readonly gid: number
}

const placesOf = (): readonly string[] => {
  const debian = '/usr/lib/postgresql'
  const packaged = existsSync(debian) ? readdirSync(debian).map((v) => join(debian, v, 'bin')) : []
  return [...packaged, ...(process.env.PATH ?? '').split(delimiter)]
}

const text = (command: string, args: readonly string[]): string =>
  execFileSync(command, [...args], { encoding: 'utf8' }).trim()

const describeBin = (bin: string): Installed => {
  const version = Number(/(\d+)/.exec(text(join(bin, 'postgres'), ['--version']))?.[1])
  const config = join(bin, 'pg_config')
  const share = existsSync(config) ? text(config, ['--sharedir']) : `/usr/share/postgresql/${version}`
  return { version, bin, pgTap: existsSync(join(share, 'extension/pgtap.control')) }
}

/** Every server version found on this machine, oldest first, one folder each. */
export const installedServers = (): readonly Installed[] => {
  const folders = placesOf()
    .filter((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')))
    .map((folder) => dirname(realpathSync(join(folder, 'postgres'))))
  return [...new Set(folders)].map(describeBin).sort((a, b) => a.version - b.version)
}

const idsOf = (name: string): Account | undefined => {
  try {
    return { uid: Number(text('id', ['-u', name])), gid: Number(text('id', ['-g', name])) }
  } catch {
    return undefined // no such account on this machine
  }
}

/** PostgreSQL refuses to run as root: then it runs as `postgres` or `nobody`. */
const account = (): Account | undefined =>
  process.getuid?.() === 0 ? (idsOf('postgres') ?? idsOf('nobody')) : undefined

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(address !== null && typeof address === 'object' ? address.port : 0))
    })
  })

const exited = (child: ChildProcess): Promise<void> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise((resolve) => child.once('exit', () => resolve()))

const query = async (url: string, sql: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

/** Waits until the server answers; throws with its own words when it ends or takes 30 seconds. */
const ready = async (child: ChildProcess, url: string, log: () => string): Promise<void> => {
  const deadline = Date.now() + 30_000
  for (;;) {
    try {
      await query(url, 'select 1')
      return
    } catch (error) {
      if (child.exitCode !== null || Date.now() > deadline)
        throw new Error(`PostgreSQL did not start: ${String(error)}\n${log()}`)
      // Nothing tells when it listens, so it is asked again until it does.
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}

const settings = ['fsync=off', 'full_page_writes=off', 'synchronous_commit=off', 'timezone=UTC']

const boot = (
  installed: Installed,
  folder: string,
  port: number,
  as: Account | undefined,
  more: readonly string[],
): ChildProcess => {
  const data = join(folder, 'data')
  const initdb = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync']
  execFileSync(join(installed.bin, 'initdb'), initdb, { stdio: 'pipe', cwd: folder, ...as })
  const args = ['-D', data, '-k', folder, '-h', '127.0.0.1', '-p', String(port)]
  return spawn(
    join(installed.bin, 'postgres'),
    [...args, ...[...settings, ...more].flatMap((s) => ['-c', s])],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
      cwd: folder,
      ...as,
    },
  )
}

const handle = (installed: Installed, folder: string, port: number, child: ChildProcess): Server => {
  const url = (database = 'postgres'): string => `postgres://postgres@127.0.0.1:${port}/${database}`
  const end = (): void => {
    child.kill('SIGQUIT')
  }
  process.once('exit', end)
  return {
    ...installed,
    host: '127.0.0.1',
    port,
    socketDir: folder,
    user: 'postgres',
    url,
    createDatabase: async (name) => {
      await query(url(), `create database ${pg.escapeIdentifier(name)} template template0`)
      return name
    },
    program: (name, args, input = '') => {
      const inBin = join(installed.bin, name)
      const env = { ...process.env, PGHOST: '127.0.0.1', PGPORT: String(port), PGUSER: 'postgres' }
      return execFileSync(existsSync(inBin) ? inBin : name, [...args], { encoding: 'utf8', input, env })
    },
    stop: async () => {
      process.off('exit', end)
      child.kill('SIGINT')
      await exited(child)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/**
 * Starts a temporary server of the newest installed version, or of the one asked for, with `more` settings.
 * Answers `{ skip }` with the reason where there is none; throws when one is there and does not start.
 */
export const startServer = async (
  version?: number,
  more: readonly string[] = [],
): Promise<Server | Skipped> => {
  const found = installedServers()
  const installed = version === undefined ? found.at(-1) : found.find((s) => s.version === version)
  if (installed === undefined)
    return { skip: `no PostgreSQL ${version ?? 'server'} here (Debian: apt-get install postgresql)` }
  const as = account()
  if (as === undefined && process.getuid?.() === 0)
    return { skip: 'PostgreSQL refuses root, and no other account is here' }
  const folder = mkdtempSync(join(tmpdir(), 'damask-pg-'))
  if (as !== undefined) chownSync(folder, as.uid, as.gid)
  const port = await freePort()
  const child = boot(installed, folder, port, as, more)
  let log = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    log = (log + chunk.toString()).slice(-4000)
  })
  const server = handle(installed, folder, port, child)
  try {
    await ready(child, server.url(), () => log)
    return server
  } catch (error) {
    await server.stop()
    throw error
  }
}
