/** A temporary PgBouncer of this machine's own binary, before a temporary server. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { Server, Skipped } from '../server.ts'

export interface Pooler {
  url(database: string): string
  readonly version: string
  stop(): Promise<void>
}

const binary = (): string | undefined =>
  ['/usr/sbin/pgbouncer', '/usr/bin/pgbouncer', '/usr/local/bin/pgbouncer'].find((p) => existsSync(p))

export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(address !== null && typeof address === 'object' ? address.port : 0))
    })
  })

/** Who owns the server's files: no program of PostgreSQL runs as root. */
export const accountOf = (server: Server): { readonly uid: number; readonly gid: number } => {
  const { uid, gid } = statSync(server.socketDir)
  return { uid, gid }
}

/** The program has ended, whoever ended it. */
export const exited = (child: ChildProcess): Promise<void> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise((resolve) => child.once('exit', () => resolve()))

/** Waits until a connection answers; throws with the program's own words where it ends instead. */
export const answers = async (url: string, child: ChildProcess, log: () => string): Promise<void> => {
  for (const deadline = Date.now() + 20_000; ; ) {
    const client = new pg.Client({ connectionString: url })
    try {
      await client.connect()
      await client.query('select 1')
      return
    } catch (error) {
      if (child.exitCode !== null || Date.now() > deadline) throw new Error(`${String(error)}\n${log()}`)
      // Nothing tells when it listens, so it is asked again until it does or has ended.
      await Promise.race([exited(child), new Promise((resolve) => setTimeout(resolve, 50))])
    } finally {
      await client.end().catch(() => undefined)
    }
  }
}

/** The file as it is, but for where things are on this machine; `more` lines come last and win. */
const here = (ini: string, folder: string, server: Server, port: number, more: readonly string[]): string => {
  const moved: Readonly<Record<string, string>> = {
    listen_addr: '127.0.0.1',
    listen_port: String(port),
    auth_type: 'trust',
    auth_file: join(folder, 'users.txt'),
    logfile: join(folder, 'log'),
    pidfile: join(folder, 'pid'),
  }
  const lines = ini
    .replace(/host=\S+ port=\d+/g, `host=127.0.0.1 port=${server.port}`)
    .split('\n')
    .map((l) => {
      const key = /^(\w+) =/.exec(l)?.[1] ?? ''
      return moved[key] === undefined ? l : `${key} = ${moved[key]}`
    })
  return [...lines, `unix_socket_dir = ${folder}`, ...more, ''].join('\n')
}

export const startPooler = async (
  server: Server,
  ini: string,
  database: string,
  more: readonly string[] = [],
): Promise<Pooler | Skipped> => {
  const bin = binary()
  if (bin === undefined) return { skip: 'no PgBouncer here (Debian: apt-get install pgbouncer)' }
  const as = accountOf(server)
  const folder = mkdtempSync(join(tmpdir(), 'damask-pgb-'))
  const port = await freePort()
  writeFileSync(join(folder, 'users.txt'), '"postgres" ""\n')
  writeFileSync(join(folder, 'pgbouncer.ini'), here(ini, folder, server, port, more))
  chownSync(folder, as.uid, as.gid)
  const child = spawn(bin, [join(folder, 'pgbouncer.ini')], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...as,
  })
  let log = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      log = (log + chunk.toString()).slice(-4000)
    })
  const url = (name: string): string => `postgres://postgres@127.0.0.1:${port}/${name}`
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM')
    await exited(child)
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await answers(url(database), child, () => log)
  } catch (error) {
    await stop()
    throw error
  }
  const version = execFileSync(bin, ['--version'], { encoding: 'utf8' }).split('\n')[0] ?? ''
  return { url, version, stop }
}
